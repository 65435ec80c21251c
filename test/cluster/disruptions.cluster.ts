import { Size } from 'cdk8s';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { describeOnCluster } from './harness/suite';
import { addNodes, removeNodes } from './nodes/simulated-node';
import { eventually, eventuallyHolds } from './workloads/eventually';
import { Deployment, RenderedModel, renderModel } from './workloads/models';
import { ReadinessHistory } from './workloads/readiness';
import { isReady, Pod, Workspace } from './workloads/workspace';
import { Accelerator, Compute, Cpu, Rollout } from '../../src';

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

const REPLICAS = 4;

interface Budget extends KubeObject { readonly status?: { readonly disruptionsAllowed?: number; readonly currentHealthy?: number } }

interface Counted extends Deployment { readonly status: { readonly availableReplicas?: number; readonly observedGeneration?: number } }

describeOnCluster('a model on full GPU nodes', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true }, (cluster) => {
  let workspace: Workspace;
  let nodes: string[] = [];
  let tests = 0;

  const render = (version: string, rollout?: Rollout): RenderedModel => renderModel({ name: 'model', compute: GPU, replicas: REPLICAS, version, rollout });

  /** Runs version 1.0.0 on nodes with one GPU each. */
  async function runOn(count: number, rollout?: Rollout): Promise<ReadinessHistory> {
    const test = tests++;
    nodes = Array.from({ length: count }, (_, index) => `gpu-${index}-${test}`); // kwok may still be forgetting those of the test before
    await addNodes(cluster(), ...nodes.map((name) => ({ name, resources: { 'cpu': '16', 'memory': '64Gi', 'nvidia.com/gpu': '1' } })));
    workspace = await Workspace.make(cluster(), `disrupted-${test}`);
    const { objects, deployment } = render('1.0.0', rollout);
    await workspace.apply(...objects);
    await workspace.rolledOut(deployment);
    await counts({ healthy: REPLICAS, allowed: 1 });
    return ReadinessHistory.start(cluster(), workspace.namespace);
  }
  afterEach(async () => {
    await workspace.clear();
    await removeNodes(cluster(), ...nodes.map((name) => ({ name, resources: {} })));
  });

  /** Whether new Pods may come to nodes. */
  async function cordon(unschedulable: boolean, ...names: readonly string[]): Promise<void> {
    for (const name of names) await cluster().api.must('PATCH', `/api/v1/nodes/${name}`, { spec: { unschedulable } }, 'application/merge-patch+json');
  }

  /** What is answered to whoever asks for a Pod to go, as a drain does. */
  async function evict({ metadata: { name } }: Pod): Promise<number> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: workspace.namespace } };
    return (await cluster().api.send('POST', `/api/v1/namespaces/${workspace.namespace}/pods/${name}/eviction`, eviction)).status;
  }

  /** Waits until the budget and the Deployment have counted the Pods. */
  async function counts({ healthy, allowed }: { healthy: number; allowed: number }): Promise<void> {
    await eventuallyHolds(async () => {
      expect(await workspace.list<Budget>('policy/v1', 'poddisruptionbudgets'))
        .toEqual([expect.objectContaining({ status: expect.objectContaining({ currentHealthy: healthy, disruptionsAllowed: allowed }) })]);
      const { metadata, status } = await workspace.read(render('1.0.0').deployment) as Counted;
      expect(status).toMatchObject({ availableReplicas: healthy, observedGeneration: metadata.generation });
    });
  }

  const versionOf = ({ metadata }: Pod) => metadata.annotations['registry.matrixinfer.ai/model-version'];
  const podsOf = (version: string) => workspace.podsOf('model').then((pods) => pods.filter((pod) => versionOf(pod) === version));

  /** How many Pods were missing at the worst moment. */
  async function mostMissing(history: ReadinessHistory): Promise<number> {
    return Math.max(...(await history.stop()).map(({ wanted, ready }) => wanted - ready));
  }

  test('is not drained while a rollout has one of its Pods away', async () => {
    // GIVEN a rollout whose first new Pod finds no node yet
    const history = await runOn(REPLICAS);
    await cordon(true, ...nodes);
    const { objects, deployment } = render('2.0.0');
    await workspace.apply(...objects);
    await counts({ healthy: REPLICAS - 1, allowed: 0 });

    // WHEN, THEN
    const old = (await podsOf('1.0.0')).filter(isReady);
    expect(old).toHaveLength(REPLICAS - 1);
    for (const pod of old) expect(await evict(pod)).toBe(429);
    await cordon(false, ...nodes);
    await workspace.rolledOut(deployment);
    expect(await mostMissing(history)).toBe(1);
  });

  test('is not rolled out while a drain has one of its Pods away', async () => {
    // GIVEN an evicted Pod whose replacement finds no node yet
    const history = await runOn(REPLICAS);
    await cordon(true, ...nodes);
    expect(await evict((await podsOf('1.0.0'))[0]!)).toBe(201);
    await counts({ healthy: REPLICAS - 1, allowed: 0 });

    // WHEN
    const { objects, deployment } = render('2.0.0');
    await workspace.apply(...objects);

    // THEN only that one is replaced
    await eventually(() => podsOf('2.0.0'), ({ length }) => length === 1);
    await counts({ healthy: REPLICAS - 1, allowed: 0 });
    await cordon(false, ...nodes);
    await workspace.rolledOut(deployment);
    expect(await mostMissing(history)).toBe(1);
  });

  // Without surge, a rollout and an eviction may each take a Pod in the same instant: docs/control-plane.md.
  test.each([
    ['without surge keeps all but the one of the rollout and the one of the budget', REPLICAS, undefined, 2],
    ['with surge and an accelerator to spare keeps the number of the budget', REPLICAS + 1, Rollout.surge(), 1],
  ] as const)('that is rolled out, drained and scaled down at once, %s', async (_what, count, rollout, missing) => {
    // GIVEN
    const history = await runOn(count, rollout);
    const [victim] = await podsOf('1.0.0') as [Pod];
    const drained = victim.spec.nodeName!;

    await cordon(true, drained);

    // WHEN
    const { objects, deployment } = render('2.0.0', rollout);
    await workspace.apply(...objects);
    await eventually(() => podsOf('2.0.0'), ({ length }) => length > 0); // not before: https://github.com/kubernetes/kubernetes/issues/102551
    await Promise.all([
      eventually(() => evict(victim), (status) => status !== 429), // 404 when the rollout took it
      workspace.scale('model', REPLICAS - 1),
    ]);
    await workspace.rolledOut(deployment);

    // THEN
    expect(await mostMissing(history)).toBeLessThanOrEqual(missing);
    const pods = await workspace.podsOf('model');
    expect(pods.map(versionOf)).toEqual(Array.from({ length: REPLICAS - 1 }, () => '2.0.0'));
    expect(pods.map(({ spec }) => spec.nodeName)).not.toContain(drained);
  });
});
