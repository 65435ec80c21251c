import { mkdirSync } from 'node:fs';
import { Duration } from 'cdk8s';
import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { makeHuggingFaceModel } from './models/hugging-face';
import { listedModels, TimedCompletions } from './models/openai';
import { Framework, ModelSource, SglangEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new SglangEngine({ version: '0.5.23', maxModelLen: 4096 });
const completions = new TimedCompletions(3_800);

function rendered(path: string): Rendered {
  return render({
    engine,
    name: 'tiny',
    servedName: SERVED_NAME,
    framework: Framework.HUGGINGFACE,
    source: ModelSource.pvc('weights', { path }),
    // Without accelerators it would take most of the machine's memory for the KV cache.
    settings: { args: ['--max-total-tokens', '32768'], timing: { preStopDelay: Duration.seconds(4), drain: Duration.seconds(120) } },
  });
}

describeServing({
  server: 'sglang',
  title: 'sglang',
  engine,
  prepare: folder => {
    makeHuggingFaceModel(`${folder}/llama`);
    mkdirSync(`${folder}/empty`);
    return { claims: { weights: folder } };
  },
  render: () => rendered('llama'),
  broken: {
    missing: { render: () => rendered('empty'), says: /Unrecognized model in .mnt.models|does not appear to have a file named config.json/ },
    badFlag: { render: () => withArgs(rendered('llama'), '--no-such-flag', '1'), says: /unrecognized arguments: --no-such-flag 1/ },
  },
  predict: async (url, name, seconds) => {
    if (seconds === 0) expect(await listedModels(url)).toEqual([name]);
    await completions.complete(url, name, seconds);
  },
  slow: 4,
});
