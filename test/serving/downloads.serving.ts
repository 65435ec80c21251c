/*
 * Models that an init container downloads before their server starts: the real rclone from a real object store, and the real package of
 * KServe's storage initializer from a hub.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { whyNot } from './harness/needs';
import { describeServing, SERVED_NAME, templateOf } from './harness/suite';
import { CREDENTIALS, ObjectStore } from './models/bucket';
import { Hub } from './models/hub';
import { infer } from './models/inference';
import { makeMlServerModel } from './models/mlserver';
import { makeTritonModel } from './models/triton';
import { RunningPod } from './pod/pod';
import { Surroundings } from './pod/template';
import { Framework, MlServerEngine, ModelLayout, ModelSource, SecretKey, ServingEngine, TritonEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const triton = new TritonEngine({ version: '24.10' });
const mlserver = new MlServerEngine({ version: '1.7.1', workers: 0 });

const rendered = (engine: ServingEngine, source: ModelSource): Rendered => render({ engine, name: 'doubler', servedName: SERVED_NAME, framework: Framework.CUSTOM, source });

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
let store: ObjectStore;
let hub: Hub;
const started: { stop(): void }[] = [];
afterAll(() => { for (const one of started) one.stop(); });

const inStore = (path: string): ModelSource => ModelSource.s3(`s3://models/${path}`, {
  endpoint: store.endpoint,
  layout: ModelLayout.VERSIONED,
  accessKeyId: SecretKey.of('store', 'id'),
  secretAccessKey: SecretKey.of('store', 'secret'),
  size: Size.mebibytes(10),
});
const inHub = (): ModelSource => ModelSource.huggingFace('acme/doubler', { revision: COMMIT, endpoint: hub.endpoint, size: Size.mebibytes(10) });

async function storeOf(folder: string): Promise<Surroundings> {
  makeTritonModel(`${folder}/models/doubler`);
  mkdirSync(`${folder}/models/empty`);
  started.push(store = await ObjectStore.start(folder));
  return { reachable: [store.port], secrets: { store: { ...CREDENTIALS } } };
}

describeServing({
  server: 'triton',
  downloader: 'rclone',
  title: 'triton from S3',
  engine: triton,
  prepare: storeOf,
  render: () => rendered(triton, inStore('doubler')),
  predict: infer,
  slow: 4,
});

describeServing({
  server: 'mlserver',
  downloader: 'storage-initializer',
  title: 'mlserver from a hub',
  engine: mlserver,
  prepare: async folder => {
    makeMlServerModel(folder);
    started.push(hub = await Hub.start(folder));
    return { reachable: [hub.port] };
  },
  render: () => rendered(mlserver, inHub()),
  predict: infer,
  also: {
    'took the pinned revision': () => { expect(hub.asked).toContain(`/acme/doubler/resolve/${COMMIT}/doubler.py`); },
  },
  slow: 4,
});

const absent = (['triton', 'rclone', 'storage-initializer'] as const).map(whyNot).find(reason => reason !== undefined);
const group = absent === undefined ? describe : describe.skip;

group('a download that fails says why, and the server is not started', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-downloads-'));
  let surroundings: Surroundings;
  beforeAll(async () => {
    surroundings = await storeOf(folder);
    started.push(hub = await Hub.start(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (source: ModelSource, more: Surroundings = {}): Promise<RunningPod> =>
    RunningPod.start(templateOf(rendered(triton, source)), { ...surroundings, reachable: [store.port, hub.port], ...more });

  test.each([
    ['a prefix with nothing in it', () => start(inStore('empty')), /there is no file at source:models\/empty/],
    ['a bucket that there is not', () => start(ModelSource.s3('s3://nothing/doubler', { endpoint: store.endpoint, accessKeyId: SecretKey.of('store', 'id'), secretAccessKey: SecretKey.of('store', 'secret') })), /NoSuchBucket|directory not found/],
    ['a wrong secret', () => start(inStore('doubler'), { secrets: { store: { ...CREDENTIALS, secret: 'wrong' } } }), /SignatureDoesNotMatch|Forbidden/],
    ['a store that is not reached', () => start(inStore('doubler'), { reachable: [] }), /connection refused/],
    ['a hub that is not reached', () => start(inHub(), { reachable: [] }), /Connection refused|connection/i],
  ])('%s', async (_, download, words) => {
    const said = await download().then(() => 'nothing', (error: Error) => error.message);
    expect(said).toMatch(/^the init container download-model failed with exit code [1-9]/);
    expect(said).toMatch(words);
  });
});
