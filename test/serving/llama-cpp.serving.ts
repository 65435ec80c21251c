import { mkdirSync, writeFileSync } from 'node:fs';
import { Duration } from 'cdk8s';
import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { makeGgufModel } from './models/gguf';
import { listedModels, TimedCompletions } from './models/openai';
import { Framework, LlamaCppEngine, ModelSource } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new LlamaCppEngine({ version: 'b11434', maxModelLen: 2048, maxConcurrentRequests: 4 });
const completions = new TimedCompletions(2_000);

function rendered(file: string): Rendered {
  return render({
    engine,
    name: 'tiny',
    servedName: SERVED_NAME,
    framework: Framework.of('gguf'),
    source: ModelSource.pvc('weights', { path: `llama/${file}` }),
    settings: { timing: { preStopDelay: Duration.seconds(5), drain: Duration.seconds(25), startup: Duration.seconds(60) } },
  });
}

describeServing({
  server: 'llama-cpp',
  title: 'llama-cpp',
  engine,
  prepare: folder => {
    mkdirSync(`${folder}/llama`);
    makeGgufModel(`${folder}/llama/tiny.gguf`);
    writeFileSync(`${folder}/llama/broken.gguf`, 'no model');
    return { claims: { weights: folder } };
  },
  render: () => rendered('tiny.gguf'),
  broken: {
    missing: { render: () => rendered('broken.gguf'), says: /exiting due to model loading error/ },
    badFlag: { render: () => withArgs(rendered('tiny.gguf'), '--no-such-flag'), says: /invalid argument: --no-such-flag/ },
  },
  predict: async (url, name, seconds) => {
    expect(await listedModels(url)).toEqual([name]);
    await completions.complete(url, name, seconds);
  },
  slow: 0.5,
});
