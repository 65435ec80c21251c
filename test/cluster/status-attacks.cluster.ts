import { connect, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelLabels } from '../../src';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { condition, messageOf, Model, modelPath, ModelStatus } from './status/observed-model';
import { PlainObjects } from './status/plain-objects';
import { REPORTER } from './status/reporter-app';
import { ReporterProcess, ReporterRun } from './status/reporter-process';
import { eventually, eventuallyHolds } from './workloads/eventually';
import { inParallel } from './workloads/in-parallel';

const MERGE = 'application/merge-patch+json';
const KIB = 2 ** 10;

/** Most memory that the rendered Pod may take, in MiB. */
const LIMIT = 256;

/** Connections that are opened and never used; the other end of each is in this process. */
const CONNECTIONS = 12_000;

describeOnCluster('the status reporter of all works on, whatever one tenant does', { version: NEWEST_KUBERNETES }, (cluster) => {
  const reporters: ReporterProcess[] = [];
  let namespaces = 0;

  beforeAll(() => installCrds(cluster()));
  afterEach(async () => {
    await Promise.all(reporters.splice(0).map((reporter) => reporter.remove()));
  });

  const start = async (run?: ReporterRun) => {
    const reporter = await ReporterProcess.start(cluster(), run);
    reporters.push(reporter);
    await reporter.ready();
    return reporter;
  };
  const serving = (models = 1, pods = 1) => PlainObjects.make(cluster(), `tenant-${namespaces++}`, models, pods);
  const has = (objects: PlainObjects, fits: (status: ModelStatus) => boolean, name = 'm0') => eventually(
    async () => (await cluster().api.must('GET', modelPath(objects.namespace, name))).body as Model,
    ({ status }) => status !== undefined && fits(status),
  );
  const isReady = ({ phase }: ModelStatus) => phase === 'Ready';
  const patch = (path: string, content: object) => cluster().api.must('PATCH', path, content, MERGE);
  const patchPod = ({ namespace }: PlainObjects, status: object, name = 'm0-0') => patch(`/api/v1/namespaces/${namespace}/pods/${name}/status`, { status });
  const flips = async (objects: PlainObjects) => {
    for (const reachable of [false, true]) {
      await objects.setReachable('m0', reachable);
      await has(objects, ({ phase }) => phase === (reachable ? 'Ready' : 'Pending'));
    }
  };

  test('2,147,483,647 replicas of a Deployment', async () => {
    const [attacker, other] = [await serving(), await serving()];
    const reporter = await start();
    await has(other, isReady);
    await patch(`/apis/apps/v1/namespaces/${attacker.namespace}/deployments/m0`, { spec: { replicas: 2_147_483_647 } });
    const { status } = await has(attacker, ({ replicas }) => replicas === 2_147_483_647);
    expect(messageOf(status)).toBe('1/2147483647 Pods ready: 2147483646 not created yet');
    await flips(other);
    expect(reporter.log.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(reporter.peakMemory).toBeLessThan(LIMIT);
  });

  test.each<[string, object]>([
    ['an image of 5,000 characters', { image: 'a'.repeat(5_000), imageID: '' }],
    ['a digest of 5,000 characters', { image: 'a', imageID: `a@${'b'.repeat(5_000)}` }],
    ['an image that turns its text around', { image: 'a\u202eb', imageID: '' }],
  ])('%s: the other members are written', async (_title, image) => {
    const objects = await serving();
    const reporter = await start();
    await has(objects, isReady);
    await patchPod(objects, { containerStatuses: [{ name: 'server', ready: true, started: true, restartCount: 0, state: { running: { startedAt: '2026-01-01T00:00:00Z' } }, ...image }] });
    await objects.setReachable('m0', false);
    const { status } = await has(objects, (found) => condition(found, 'Ready') === 'False NoEndpoints' && found.image === undefined);
    expect(status).toMatchObject({ phase: 'Pending', replicas: 1, readyReplicas: 1 });
    expect(await reporter.metric('matrixinfer_status_reconcile_errors_total')).toBe(0);
  });

  test('messages with control characters, as long as the API server takes them', async () => {
    const objects = await serving();
    await start();
    const message = `\u001b[31mred\u0007\u202e${'x'.repeat(200 * KIB)}`;
    const ending = { exitCode: 1, reason: message, message, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:05Z' };
    await patchPod(objects, {
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ name: 'server', image: 'a', imageID: 'a', ready: false, restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff', message } }, lastState: { terminated: ending } }],
    });
    const { status } = await has(objects, (found) => condition(found, 'Ready') === 'False CrashLoop');
    expect(messageOf(status)).toMatch(/^0\/1 Pods ready: 1 CrashLoop \(server ended with exit code 1: "red x{100,300}…"\)$/);
  });

  test('a ModelInfer of another namespace changes nothing; one of its own does', async () => {
    const [mine, theirs] = [await serving(0, 0), await serving(0, 0)];
    await mine.addModel('m0');
    await start();
    await has(mine, (status) => condition(status, 'Ready') === 'False NoRuntime');
    const infer = async (namespace: string, modelRef: object) => {
      const path = `/apis/workload.matrixinfer.ai/v1alpha1/namespaces/${namespace}/modelinfers`;
      await cluster().api.must('POST', path, { apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', metadata: { name: 'i', annotations: { 'registry.matrixinfer.ai/registered-only': 'true' } }, spec: { modelRef } });
      await patch(`${path}/i/status`, { status: { phase: 'Running', replicas: 1, readyReplicas: 1 } });
    };
    await infer(theirs.namespace, { name: 'm0', namespace: mine.namespace });
    await sleep(2_000);
    await has(mine, (status) => condition(status, 'Ready') === 'False NoRuntime');
    await infer(mine.namespace, { name: 'm0' });
    await has(mine, (status) => condition(status, 'Ready') === 'True Serving');
  });

  test('a Model that flips again and again: its Events have an end', async () => {
    const objects = await serving();
    const reporter = await start();
    await has(objects, isReady);
    for (let flip = 0; flip < 15; flip++) await flips(objects);
    expect(await reporter.metric('matrixinfer_status_events_total')).toBeLessThanOrEqual(20 + 3 * namespaces); // and what the Models of other tests begin with
    expect(await reporter.metric('matrixinfer_status_events_left_out_total')).toBeGreaterThanOrEqual(10);
    const events = (await cluster().api.must('GET', `/api/v1/namespaces/${objects.namespace}/events`)).body.items as (KubeObject & { message: string })[];
    expect(events.length).toBeLessThanOrEqual(20);
    expect(events.filter(({ message }) => message.startsWith('(combined from similar events): ')).length).toBeGreaterThanOrEqual(1);
  }, 120_000);

  test.each([[250, 200], [250, 400], [60, 1_300]])('%d Pods of %d KiB', async (pods, size) => {
    const objects = await serving();
    const value = 'x'.repeat(size * KIB);
    await inParallel(Array.from({ length: pods }, (_, index) => `large-${index}`), (name) => cluster().api.must('POST', `/api/v1/namespaces/${objects.namespace}/pods`, {
      metadata: { name, labels: { [ModelLabels.MODEL]: 'm0' } },
      spec: { automountServiceAccountToken: false, containers: [{ name: 'server', image: 'a:1', env: [{ name: 'LARGE', value }] }] },
    }));
    const reporter = await start();
    const { status } = await has(objects, (found) => messageOf(found).includes(`${pods} waiting for a node`));
    expect(status!.phase).toBe('Ready');
    process.stderr.write(`${pods} Pods of ${size} KiB: at most ${Math.round(reporter.peakMemory)} MiB\n`);
    expect(reporter.peakMemory).toBeLessThan(LIMIT);
    await cluster().api.must('DELETE', `/api/v1/namespaces/${objects.namespace}/pods?gracePeriodSeconds=0`);
  }, 300_000);

  test(`${CONNECTIONS} connections to its probes that are never used`, async () => {
    const objects = await serving();
    const reporter = await start();
    await has(objects, isReady);
    const before = reporter.peakMemory;
    const sockets: Socket[] = [];
    try {
      for (let count = 0; count < CONNECTIONS; count++) {
        const socket = connect(reporter.port, '127.0.0.1').on('error', () => undefined);
        socket.write('GET /readyz HTTP/1.1\r\nHost: ');
        sockets.push(socket);
        if (count % 200 === 0) expect(await reporter.probe('/healthz')).toBe('200 ok\n');
      }
      expect(await reporter.probe('/readyz')).toBe('200 ok\n');
      await flips(objects);
      // What was closed waits to be collected: about 40 MiB after 9,000 connections, and no more after 24,000.
      expect(reporter.peakMemory - before).toBeLessThan(60);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  }, 120_000);

  describe('when a right is taken away', () => {
    const rolePath = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${REPORTER.name}.${REPORTER.namespace}`;
    const bindingPath = `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${REPORTER.name}.${REPORTER.namespace}`;
    const failing = async (reporter: ReporterProcess) => {
      await reporter.said(({ message, error }) => message === 'a watch failed' && /forbidden/.test(String(error)));
      await eventually(() => reporter.probe('/readyz'), (answer) => answer.startsWith('503'));
    };

    test('to read Pods, what Models say is Unknown until it is given again', async () => {
      const objects = await serving();
      const reporter = await start();
      await has(objects, isReady);
      const { body: role } = await cluster().api.must('GET', rolePath);
      const rules = (role.rules as readonly { resources: readonly string[] }[]).filter(({ resources }) => !resources.includes('pods'));
      await patch(rolePath, { rules });
      await failing(reporter);
      await has(objects, (found) => condition(found, 'Ready') === 'Unknown NotObserved');
      await has(objects, (found) => messageOf(found) === 'the status reporter cannot see the objects of this Model: pods (403), services (403)');
      await eventuallyHolds(async () => {
        expect(await reporter.probe('/readyz')).toBe('503 not seen any more: pods (403), services (403), services of ModelServers (403)\n');
      });
      await patch(rolePath, { rules: role.rules as object });
      await has(objects, isReady);
      await reporter.ready();
    }, 240_000);

    test('and all others, its probe says which', async () => {
      const objects = await serving();
      const reporter = await start();
      await has(objects, isReady);
      await cluster().api.must('DELETE', bindingPath);
      await objects.setReachable('m0', false);
      await eventually(() => reporter.probe('/readyz'), (answer) => /^503 .*writing models\/status \(403\)/.test(answer));
      await failing(reporter);
      await eventually(() => reporter.probe('/readyz'), (answer) => answer.includes('not seen any more: autoscalingpolicies (403), deployments (403), endpointslices (403), endpointslices of ModelServers (403), events (403)'));
      await ReporterProcess.grant(cluster());
      await has(objects, ({ phase }) => phase === 'Pending');
      await reporter.ready();
    }, 240_000);
  });
});
