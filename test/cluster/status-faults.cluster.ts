import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { established, installCrds, libraryCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { condition, messageOf, Model, modelPath, ModelStatus } from './status/observed-model';
import { PlainObjects } from './status/plain-objects';
import { ReporterProcess } from './status/reporter-process';
import { compact, SecondApiServer } from './status/second-api-server';
import { eventually } from './workloads/eventually';
import { inParallel } from './workloads/in-parallel';

const MERGE = 'application/merge-patch+json';
const FIELD_MANAGER = 'cdk8s-matrixinfer-status';

/** How long nothing may change before it counts as at rest, in milliseconds. */
const REST = 2_500;

describeOnCluster('the status of a Model comes to be right', { version: NEWEST_KUBERNETES }, (cluster) => {
  const reporters: ReporterProcess[] = [];
  let namespaces = 0;

  beforeAll(() => installCrds(cluster()));
  afterEach(async () => {
    await Promise.all(reporters.splice(0).map((reporter) => reporter.remove()));
  });

  const start = async (...args: [run?: Parameters<typeof ReporterProcess.start>[1]]) => {
    const reporter = await ReporterProcess.start(cluster(), ...args);
    reporters.push(reporter);
    await reporter.ready();
    return reporter;
  };
  const serving = (models = 1, pods = 2) => PlainObjects.make(cluster(), `faults-${namespaces++}`, models, pods);
  const read = async ({ namespace }: PlainObjects, name = 'm0') => (await cluster().api.must('GET', modelPath(namespace, name))).body as Model;
  const has = (objects: PlainObjects, fits: (status: ModelStatus) => boolean, name?: string) =>
    eventually(() => read(objects, name), ({ status }) => status !== undefined && fits(status));
  const ready = (count: number) => (status: ModelStatus) => status.readyReplicas === count;
  const isReady = ({ phase }: ModelStatus) => phase === 'Ready';
  const events = async ({ namespace }: PlainObjects) =>
    ((await cluster().api.must('GET', `/api/v1/namespaces/${namespace}/events`)).body.items as (KubeObject & { message: string; involvedObject: { kind: string } })[])
      .filter(({ involvedObject }) => involvedObject.kind === 'Model').map(({ message }) => message.split(':')[0]!);
  const atRest = async (objects: PlainObjects) => {
    const { metadata: { resourceVersion } } = await read(objects);
    await sleep(REST);
    expect((await read(objects)).metadata.resourceVersion).toBe(resourceVersion);
  };

  test('although the API server is stopped and started, and has forgotten where the watches were', async () => {
    // GIVEN a reporter that speaks to an API server of its own
    const objects = await serving();
    const server = await SecondApiServer.start(cluster());
    const folder = mkdtempSync(join(tmpdir(), 'ca-'));
    try {
      writeFileSync(join(folder, 'ca.crt'), server.ca);
      const reporter = await start({ server: server.url, env: { CA_FILE: join(folder, 'ca.crt') } });
      await has(objects, isReady);

      // WHEN it is stopped, a change is made, and it is started
      await server.stop();
      await objects.setReady('m0', 0, false);
      await server.start();
      await has(objects, ready(1));

      // and again, and everything is forgotten meanwhile
      await server.stop();
      await objects.setReady('m0', 0, true);
      await cluster().api.must('DELETE', `/api/v1/namespaces/${objects.namespace}/pods/m0-1?gracePeriodSeconds=0`);
      await inParallel(Array.from({ length: 200 }, (_, index) => index), (index) => objects.setReady('m0', 0, index % 2 === 0));
      await compact(cluster());
      await objects.setReady('m0', 0, true);
      await compact(cluster());
      await server.start();

      // THEN
      const { status } = await has(objects, (found) => messageOf(found) === '1/2 Pods ready: 1 not created yet');
      expect(status!.phase).toBe('Ready');
      expect(reporter.log.some(({ message, error }) => message === 'a watch failed' && /too old resource version|410/.test(String(error)))).toBe(true);
      await atRest(objects);
    } finally {
      rmSync(folder, { recursive: true });
      await server.remove();
    }
  }, 180_000);

  test('although it is throttled with 429', async () => {
    const objects = await serving(30, 1);
    const server = await SecondApiServer.start(cluster(), '--enable-priority-and-fairness=false', '--max-requests-inflight=1', '--max-mutating-requests-inflight=1');
    const folder = mkdtempSync(join(tmpdir(), 'ca-'));
    try {
      writeFileSync(join(folder, 'ca.crt'), server.ca);
      const reporter = await start({ server: server.url, env: { CA_FILE: join(folder, 'ca.crt') } });
      await inParallel(Array.from({ length: 30 }, (_, index) => `m${index}`), (name) => has(objects, isReady, name));
      expect(await reporter.metric('matrixinfer_status_api_requests_total', /code="429"/)).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
      await server.remove();
    }
  }, 180_000);

  test('although it is killed again and again amid its writes, with one Event for each change of phase', async () => {
    const objects = await serving(20, 1);
    const reporter = await start();
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    for (let round = 0; round < 5; round++) {
      const changing = inParallel(names, (name) => objects.setReachable(name, round % 2 === 1));
      await sleep(40 + round * 35);
      await reporter.kill();
      await changing;
      await reporter.launch();
    }
    await inParallel(names, (name) => has(objects, (status) => status.phase === 'Pending' && condition(status, 'Ready') === 'False NoEndpoints', name));
    const said = new Map<string, number>();
    const all = (await cluster().api.must('GET', `/api/v1/namespaces/${objects.namespace}/events`)).body.items as (KubeObject & { message: string; involvedObject: { name: string; resourceVersion: string } })[];
    for (const { message, involvedObject: { name, resourceVersion } } of all) {
      const change = `${name} ${resourceVersion} ${message.split(':')[0]}`;
      said.set(change, (said.get(change) ?? 0) + 1);
    }
    expect(Math.max(...said.values())).toBe(1);
  }, 180_000);

  test('although two of them run by mistake: they agree, and come to rest', async () => {
    const objects = await serving();
    const [one, other] = [await start(), await start()];
    await has(objects, isReady);
    for (const isThere of [false, true, false, true]) {
      await objects.setReachable('m0', isThere);
      await has(objects, ({ phase }) => phase === (isThere ? 'Ready' : 'Pending'));
    }
    await atRest(objects);
    expect(await events(objects)).toHaveLength(5);
    expect(await one.metric('matrixinfer_status_writes_total') + await other.metric('matrixinfer_status_writes_total')).toBeLessThanOrEqual(10);
  });

  test('although clocks are wrong: times are those of the API server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clock-'));
    try {
      const wrong = join(folder, 'wrong.cjs');
      writeFileSync(wrong, 'const now = Date.now; Date.now = () => now() + 3 * 3600_000;');
      const objects = await serving();
      await start({ nodeArgs: ['--require', wrong] });
      const { status } = await has(objects, isReady);
      for (const { lastTransitionTime } of status!.conditions!) expect(Math.abs(Date.parse(lastTransitionTime) - Date.now())).toBeLessThan(20_000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('although somebody else writes it, over and over', async () => {
    // GIVEN
    const objects = await serving();
    await start();
    const { status } = await has(objects, isReady);
    const path = `${modelPath(objects.namespace, 'm0')}/status`;

    // WHEN
    const foreign = { phase: 'Failed', endpoint: 'http://elsewhere', conditions: [{ type: 'Ready', status: 'Unknown', reason: 'Mine', message: 'mine', lastTransitionTime: '2020-01-01T00:00:00Z' }] };
    for (let round = 0; round < 10; round++) await cluster().api.must('PATCH', `${path}?fieldManager=somebody-${round % 3}`, { status: foreign }, MERGE);
    await cluster().api.must('PATCH', `${path}?fieldManager=somebody&force=true`, {
      apiVersion: 'registry.matrixinfer.ai/v1alpha1',
      kind: 'Model',
      status: { conditions: [{ type: 'Approved', status: 'True', reason: 'Reviewed', message: 'by a person', lastTransitionTime: '2020-01-01T00:00:00Z' }] },
    }, 'application/apply-patch+yaml');

    // THEN ours is as it was, and what is not ours stays
    const mended = await has(objects, (found) => isReady(found) && found.conditions!.length === 5 && found.endpoint === status!.endpoint);
    expect(condition(mended.status, 'Ready')).toBe('True Serving');
    expect(condition(mended.status, 'Approved')).toBe('True Reviewed');
    await atRest(objects);

    // and what somebody put where we have nothing to say is removed, and not fought over
    await objects.setReady('m0', 0, false);
    await objects.setReady('m0', 1, false);
    await cluster().api.must('DELETE', `/api/v1/namespaces/${objects.namespace}/services/m0`);
    await has(objects, (found) => found.endpoint === undefined);
    await cluster().api.must('PATCH', `${path}?fieldManager=somebody`, { status: { endpoint: 'http://elsewhere' } }, MERGE);
    await has(objects, (found) => found.endpoint === undefined && found.phase === 'Pending');
    await atRest(objects);
  });

  test('although the specification is edited meanwhile, which it never writes', async () => {
    const objects = await serving();
    await start();
    await has(objects, isReady);
    const edits = Array.from({ length: 20 }, (_, index) => `1.0.${index + 1}`);
    await inParallel(edits, async (version) => {
      await cluster().api.must('PATCH', modelPath(objects.namespace, 'm0'), { spec: { modelSpec: { version } } }, MERGE);
      await objects.setReachable('m0', Number(version.slice(4)) % 2 === 0);
    });
    await objects.setReachable('m0', true);
    const { metadata } = await read(objects);
    const model = await has(objects, (status) => isReady(status) && status.observedGeneration === metadata.generation);
    expect(model.metadata.generation).toBe(21);
    const { metadata: { managedFields } } = model;
    const ours = managedFields!.filter(({ manager }) => manager === FIELD_MANAGER);
    expect(ours.map(({ subresource, fieldsV1 }) => [subresource, Object.keys(fieldsV1)])).toEqual([['status', ['f:status']]]);
  });

  test('although the Model is deleted and made again under its name', async () => {
    const objects = await serving();
    await start();
    const first = await has(objects, isReady);
    for (let round = 0; round < 5; round++) {
      await cluster().api.must('DELETE', modelPath(objects.namespace, 'm0'));
      await objects.addModel('m0');
    }
    const again = await has(objects, isReady);
    expect(again.metadata.uid).not.toBe(first.metadata.uid);
  });

  test('although the status is malformed, stored under another CRD', async () => {
    // GIVEN a CRD that takes any status
    const crd = libraryCrds().find(({ metadata }) => metadata!.name === 'models.registry.matrixinfer.ai');
    const loose = structuredClone(crd!);
    loose.spec.versions[0]!.schema!.openAPIV3Schema!.properties!.status = { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } as object;
    const install = async (definition: unknown) => {
      expect((await new Applier(cluster()).apply(definition as KubeObject)).status).toBe(200);
      await established(cluster(), crd!.metadata!.name!);
    };
    const objects = await serving(3, 1);
    await install(loose);
    const malformed: object[] = [
      { phase: 7, conditions: 'none', replicas: 'two', endpoint: ['x'] },
      { conditions: [{ type: 'Ready' }, { type: 'Ready' }, { status: 'True' }, 'text', null] },
      { phase: 'Unheard', conditions: { Ready: true }, image: { name: 'x' }, more: 1 },
    ];
    for (const [index, status] of malformed.entries()) {
      await eventually(async () => cluster().api.send('PATCH', `${modelPath(objects.namespace, `m${index}`)}/status`, { status }, MERGE), ({ status: code }) => code === 200);
    }
    await eventually(async () => JSON.stringify((await read(objects)).status), (text) => text.includes('"two"'));

    // WHEN the CRD is ours again
    await install(crd);
    await start();

    // THEN
    for (const name of ['m0', 'm1', 'm2']) {
      const { status } = await has(objects, (found) => isReady(found) && condition(found, 'Ready') === 'True Serving', name);
      expect(status!.conditions!.map(({ type }) => type).sort()).toEqual(['Available', 'Degraded', 'Progressing', 'Ready']);
    }
  });

  test('although a thousand things happen at once', async () => {
    const objects = await serving(20, 50);
    const reporter = await start();
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await inParallel(names, (name) => has(objects, ready(50), name));
    const before = await reporter.metric('matrixinfer_status_writes_total');
    const pods = names.flatMap((name) => Array.from({ length: 50 }, (_, pod): [string, number] => [name, pod]));
    await inParallel(pods, ([name, pod]) => objects.setReady(name, pod, false));
    await inParallel(names, (name) => has(objects, ready(0), name));
    const writes = await reporter.metric('matrixinfer_status_writes_total') - before;
    process.stderr.write(`1,000 Pods of 20 Models that fail at once: ${writes} statuses written\n`);
    expect(writes).toBeLessThanOrEqual(1_000);
    expect(await reporter.metric('matrixinfer_status_reconcile_errors_total')).toBe(0);
  }, 180_000);
});
