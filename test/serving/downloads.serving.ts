/*
 * Models that an init container downloads before their server starts: the real rclone from a real object store, and the real package of
 * KServe's storage initializer from a hub; both through a proxy as well, with certificates that no image trusts.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Size } from 'cdk8s';
import { whyNot } from './harness/needs';
import { describeServing, jobTemplateOf, SERVED_NAME, templateOf } from './harness/suite';
import { CREDENTIALS, ObjectStore } from './models/bucket';
import { Hub } from './models/hub';
import { infer } from './models/inference';
import { makeMlServerModel } from './models/mlserver';
import { PrivateNetwork } from './models/private-network';
import { makeTritonModel } from './models/triton';
import { RunningPod } from './pod/pod';
import { PodTemplate, Surroundings } from './pod/template';
import {
  Framework, HttpProxy, MlServerEngine, ModelCache, ModelLayout, ModelSource, PersistentVolumeAccessMode, RuntimeSettings, SecretKey, ServingEngine,
  TritonEngine, TrustedCa,
} from '../../src';
import { render, Rendered } from '../conformance/render';

const triton = new TritonEngine({ version: '24.10' });
const mlserver = new MlServerEngine({ version: '1.7.1', workers: 0 });

const rendered = (engine: ServingEngine, source: ModelSource, settings?: RuntimeSettings): Rendered => render({ engine, name: 'doubler', servedName: SERVED_NAME, framework: Framework.CUSTOM, source, settings });

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
let store: ObjectStore;
let hub: Hub;
const started: { stop(): void }[] = [];
afterAll(() => { for (const one of started) one.stop(); });

const inStore = (path: string, endpoint = store.endpoint): ModelSource => ModelSource.s3(`s3://models/${path}`, {
  endpoint,
  layout: ModelLayout.VERSIONED,
  accessKeyId: SecretKey.of('store', 'id'),
  secretAccessKey: SecretKey.of('store', 'secret'),
  size: Size.mebibytes(10),
});
const inHub = (endpoint = hub.endpoint): ModelSource => ModelSource.huggingFace('acme/doubler', { revision: COMMIT, endpoint, size: Size.mebibytes(10) });

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

group('a download through a proxy, with a certificate that no image trusts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-proxied-'));
  let network: PrivateNetwork;
  let surroundings: Surroundings;
  const pods: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    const inCluster = await storeOf(folder);
    mkdirSync(`${folder}/hub`);
    makeMlServerModel(`${folder}/hub`);
    started.push(hub = await Hub.start(`${folder}/hub`));
    mkdirSync(`${folder}/keys`);
    started.push(network = await PrivateNetwork.start(`${folder}/keys`, { 'store.example.com': store.port, 'hub.example.com': hub.port }));
    surroundings = { ...inCluster, reachable: [network.port], configMaps: { 'company-ca': { 'ca.crt': network.ca } } };
  });
  afterEach(async () => { for (const pod of pods.splice(0)) await pod.stop(); });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (source: ModelSource, settings: RuntimeSettings): Promise<RunningPod> => {
    const pod = await RunningPod.start(templateOf(rendered(triton, source, settings)), surroundings);
    pods.push(pod);
    return pod;
  };
  const sources = { 'store.example.com:443': () => inStore('doubler', 'https://store.example.com'), 'hub.example.com:443': () => inHub('https://hub.example.com') };
  const proxy = () => HttpProxy.of(network.url);

  test.each(Object.entries(sources))('brings the model from %s', async (host, source) => {
    await start(source(), { proxy: proxy(), trustedCa: TrustedCa.configMap('company-ca') }); // the download has ended well, and the server runs
    expect(network.asked).toContain(host);
  });

  test.each(Object.entries(sources))('fails at %s where nobody says the certificate', async (_host, source) => {
    await expect(start(source(), { proxy: proxy() })).rejects.toThrow(/certificate/i);
  });

  test.each(Object.entries(sources))('fails at %s where nobody says the proxy', async (_host, source) => {
    await expect(start(source(), { trustedCa: TrustedCa.configMap('company-ca') })).rejects.toThrow(/exit code [1-9]/);
  });
});

group('a shared cache that a Job fills', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-filled-'));
  const cache = ModelCache.existingClaim('models', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob();
  const pods: RunningPod[] = [];
  let surroundings: Surroundings;
  beforeAll(async () => {
    mkdirSync(`${folder}/claim`);
    makeTritonModel(`${folder}/models/doubler-2`);
    surroundings = { ...await storeOf(folder), claims: { models: `${folder}/claim` } };
  });
  afterAll(async () => {
    for (const pod of pods) await pod.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (template: PodTemplate, more: Surroundings): Promise<RunningPod> => {
    const pod = await RunningPod.start(template, { ...surroundings, ...more });
    pods.push(pod);
    return pod;
  };
  const fill = async (of: Rendered): Promise<number> => (await (await start(jobTemplateOf(of), {})).server.exit).code;

  test('is waited for by a server that reaches nothing, and then serves what the Job brought', async () => {
    const model = rendered(triton, inStore('doubler'), { cache });
    const server = start(templateOf(model), { reachable: [], secrets: {} });
    const early = await Promise.race([server.then(() => 'started'), sleep(5_000, 'waits', { ref: false })]);
    expect(early).toBe('waits');
    expect(await fill(model)).toBe(0);
    const pod = await server;
    await pod.ready();
    await infer(pod.url('http'), SERVED_NAME, 0);
    expect(readdirSync(`${folder}/claim`)).toEqual([expect.stringMatching(/^doubler-[0-9a-f]{8}$/)]);
  });

  test('is whole already for the next Job, and keeps the folder of another revision', async () => {
    const before = readdirSync(`${folder}/claim`);
    expect(await fill(rendered(triton, inStore('doubler'), { cache, downloads: { env: { RCLONE_TRANSFERS: '1' } } }))).toBe(0);
    expect(readdirSync(`${folder}/claim`)).toEqual(before);
    expect(await fill(rendered(triton, inStore('doubler-2'), { cache }))).toBe(0);
    expect(readdirSync(`${folder}/claim`)).toHaveLength(2);
  });

  test('is not marked by a Job whose download failed', async () => {
    await expect(fill(rendered(triton, inStore('empty'), { cache }))).rejects.toThrow(/there is no file at source:models\/empty/);
    const [empty] = readdirSync(`${folder}/claim`).filter(name => name.startsWith('empty-'));
    expect(readdirSync(`${folder}/claim/${empty}`)).toEqual(['files']);
  });
});

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
