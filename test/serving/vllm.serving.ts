import { mkdirSync } from 'node:fs';
import { Duration, Size } from 'cdk8s';
import { describeServing, SERVED_NAME, withArgs } from './harness/suite';
import { Hub } from './models/hub';
import { makeHuggingFaceModel } from './models/hugging-face';
import { listedModels, TimedCompletions } from './models/openai';
import { Framework, ModelSource, SecretKey, VllmEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new VllmEngine({ version: '0.32.0' });
const completions = new TimedCompletions(3_800);

const rendered = (path: string): Rendered => renderedFrom(ModelSource.pvc('weights', { path }));

function renderedFrom(source: ModelSource): Rendered {
  return render({
    engine,
    name: 'tiny',
    servedName: SERVED_NAME,
    framework: Framework.HUGGINGFACE,
    source,
    settings: { timing: { preStopDelay: Duration.seconds(4), drain: Duration.seconds(120) } },
  });
}

const predict = async (url: string, name: string, seconds: number): Promise<void> => {
  if (seconds === 0) expect(await listedModels(url)).toEqual([name]);
  await completions.complete(url, name, seconds);
};

describeServing({
  server: 'vllm',
  title: 'vllm',
  engine,
  prepare: folder => {
    makeHuggingFaceModel(`${folder}/llama`);
    mkdirSync(`${folder}/empty`);
    return { claims: { weights: folder } };
  },
  render: () => rendered('llama'),
  broken: {
    missing: { render: () => rendered('empty'), says: /Invalid repository ID or local directory specified: '.mnt.models'/ },
    badFlag: { render: () => withArgs(rendered('llama'), '--no-such-flag', '1'), says: /unrecognized arguments: --no-such-flag 1/ },
  },
  predict,
  slow: 3,
});

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
let hub: Hub;
afterAll(() => hub?.stop());

describeServing({
  server: 'vllm',
  title: 'vllm from a hub',
  engine,
  prepare: async folder => {
    makeHuggingFaceModel(folder);
    hub = await Hub.start(folder);
    return { reachable: [hub.port], secrets: { hub: { token: 'not-a-secret' } } };
  },
  render: () => renderedFrom(ModelSource.huggingFace('acme/tiny', { revision: COMMIT, endpoint: hub.endpoint, token: SecretKey.of('hub', 'token'), size: Size.mebibytes(100) })),
  predict,
  also: {
    'took the pinned revision from the hub, into the model volume': pod => {
      expect(hub.asked).toContain(`/acme/tiny/resolve/${COMMIT}/model.safetensors`);
      expect(pod.used().model).toBeGreaterThan(1_000_000);
    },
  },
  slow: 3,
});
