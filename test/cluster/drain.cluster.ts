import { Size } from 'cdk8s';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { describeOnCluster } from './harness/suite';
import { addNodes, removeNodes, SimulatedNode } from './nodes/simulated-node';
import { eventually } from './workloads/eventually';
import { ModelProps, RenderedModel, renderModel } from './workloads/models';
import { PodObserver } from './workloads/pod-observer';
import { isReady, Pod, Workspace } from './workloads/workspace';
import { Accelerator, Compute, Cpu } from '../../src';

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

interface Budget extends KubeObject {
  readonly status?: { readonly disruptionsAllowed?: number; readonly currentHealthy?: number };
}

describeOnCluster('a drain', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true }, (cluster) => {
  const nodes: SimulatedNode[] = [];
  let workspace: Workspace;
  let tests = 0;
  beforeEach(() => { tests++; });

  /** What a node is called in this test: kwok and the scheduler may still be forgetting the nodes of the test before it. */
  const called = (name: string) => `${name}-${tests}`;

  /** A node with several GPUs, so that all replicas of a model can be on it when it is drained. */
  const node = (name: string, gpus = 4): SimulatedNode => (
    { name: called(name), resources: { 'cpu': '64', 'memory': '256Gi', 'nvidia.com/gpu': String(gpus) } }
  );

  const join = async (...wanted: SimulatedNode[]) => {
    nodes.push(...wanted);
    await addNodes(cluster(), ...wanted);
  };
  afterEach(async () => {
    await workspace.clear();
    await removeNodes(cluster(), ...nodes.splice(0));
  });

  /** Runs a model on a first node, all of it, and only then adds the others. */
  async function runOn(
    first: SimulatedNode,
    others: readonly SimulatedNode[],
    props: Omit<ModelProps, 'name'>,
    change = (objects: readonly KubeObject[]) => objects,
  ): Promise<RenderedModel> {
    await join(first);
    workspace = await Workspace.make(cluster(), called('drain'));
    const model = renderModel({ name: 'model', compute: GPU, ...props });
    await workspace.apply(...change(model.objects));
    await workspace.rolledOut(model.deployment);
    await budgetIsKnown();
    await join(...others);
    return model;
  }

  const budgets = () => workspace.list<Budget>('policy/v1', 'poddisruptionbudgets');

  /** Waits until the disruption budget, if there is one, has counted the Pods. */
  async function budgetIsKnown(): Promise<void> {
    await eventually(budgets, (found) => found.every(({ status }) => status?.disruptionsAllowed === 1));
  }

  /** Nothing new comes to the node: the first thing that a drain does. */
  const cordon = (name: string) => cluster().api.must('PATCH', `/api/v1/nodes/${called(name)}`, { spec: { unschedulable: true } }, 'application/merge-patch+json');

  /** Asks for one Pod to go, as a drain does for each Pod of the node. */
  async function evict({ metadata }: Pod): Promise<{ status: number; message?: string }> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: metadata.name, namespace: workspace.namespace } };
    const { status, body } = await cluster().api.send('POST', `/api/v1/namespaces/${workspace.namespace}/pods/${metadata.name}/eviction`, eviction);
    return { status, message: body.message };
  }

  const podsOn = async (name: string) => (await workspace.podsOf('model')).filter(({ spec }) => spec.nodeName === called(name));

  /** Works while all Pods are watched, and gives the least that were ready. */
  async function leastReadyDuring(work: () => Promise<void>): Promise<number> {
    const observer = await PodObserver.start(cluster(), workspace.namespace);
    try {
      await work();
      await observer.catchUp();
      return observer.range('ready')[0];
    } finally {
      observer.stop();
    }
  }

  test.each([2, 3])('of a node with all of %d replicas takes one at a time, and the next when its replacement is ready', async (replicas) => {
    // GIVEN
    await runOn(node('old'), [node('new')], { replicas });
    await cordon('old');
    const refusals: string[] = [];

    const least = await leastReadyDuring(async () => {
      // WHEN
      for (const pod of await podsOn('old')) {
        await eventually(() => evict(pod), ({ status, message }) => {
          if (status !== 201) refusals.push(`${status}: ${message}`);
          return status === 201;
        });
      }
      await eventually(() => podsOn('old'), (left) => left.length === 0);
      await eventually(() => podsOn('new'), (pods) => pods.filter(isReady).length === replicas);
    });

    // THEN
    expect(least).toBe(replicas - 1);
    expect(new Set(refusals)).toEqual(new Set(['429: Cannot evict pod as it would violate the pod\'s disruption budget.']));
  });

  test('refuses the second eviction at once, before any controller has seen the first', async () => {
    await runOn(node('old'), [node('new')], { replicas: 2 });
    await cordon('old');
    const [first, second] = await podsOn('old') as [Pod, Pod];
    expect([(await evict(first)).status, (await evict(second)).status]).toEqual([201, 429]);
  });

  test('by kubectl finishes', async () => {
    await runOn(node('old'), [node('new')], { replicas: 2 });
    const least = await leastReadyDuring(async () => {
      expect(cluster().kubectl('drain', called('old'), '--delete-emptydir-data', '--timeout=60s')).toContain(`node/${called('old')} drained`);
    });
    expect(await podsOn('old')).toEqual([]);
    expect(least).toBe(1);
  });

  test('waits as long as the replacement has no node, and finishes once there is one', async () => {
    // GIVEN nodes that are full
    await runOn(node('old', 2), [], { replicas: 2 });
    await cordon('old');
    const [first, second] = await podsOn('old') as [Pod, Pod];
    const least = await leastReadyDuring(async () => {
      expect((await evict(first)).status).toBe(201);
      await eventually(() => podsOn('old'), (left) => left.length === 1);
      expect((await evict(second)).status).toBe(429);

      // WHEN
      await join(node('spare', 2));

      // THEN
      await eventually(() => evict(second), ({ status }) => status === 201);
      await eventually(() => podsOn('spare'), (pods) => pods.filter(isReady).length === 2);
    });
    expect(least).toBe(1);
  });

  test('goes through with one replica, which has no budget that would block it for ever', async () => {
    const { objects } = await runOn(node('old'), [node('new')], { replicas: 1 });
    expect(objects.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
    await cordon('old');
    const [pod] = await podsOn('old') as [Pod];
    expect((await evict(pod)).status).toBe(201);
    await eventually(() => podsOn('new'), (pods) => pods.filter(isReady).length === 1);
  });

  test('takes all Pods at once without the budget', async () => {
    await runOn(node('old'), [node('new')], { replicas: 2 }, (objects) => objects.filter(({ kind }) => kind !== 'PodDisruptionBudget'));
    await cordon('old');
    const least = await leastReadyDuring(async () => {
      for (const pod of await podsOn('old')) expect((await evict(pod)).status).toBe(201);
      await eventually(() => podsOn('new'), (pods) => pods.filter(isReady).length === 2);
    });
    expect(least).toBe(0);
  });

  // A gap: the budget has no `unhealthyPodEvictionPolicy: AlwaysAllow`, and Pods that never become ready keep their node for ever.
  test('finishes when no Pod of the model is ready', async () => {
    // GIVEN Pods that run and have stopped to answer
    await runOn(node('old'), [node('new')], { replicas: 2 });
    await cordon('old');
    const pods = await podsOn('old');
    const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'False' }));
    for (const { metadata } of pods) {
      const path = `/api/v1/namespaces/${workspace.namespace}/pods/${metadata.name}/status`;
      await cluster().api.must('PATCH', path, { status: { conditions } }, 'application/strategic-merge-patch+json');
    }
    await eventually(budgets, (found) => found.every(({ status }) => status?.currentHealthy === 0));

    // WHEN, THEN
    expect((await evict(pods[0]!)).status).toBe(201);
  });
});
