import { Size } from 'cdk8s';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { describeOnCluster } from './harness/suite';
import { addNodes, removeNodes, SimulatedNode } from './nodes/simulated-node';
import { eventually } from './workloads/eventually';
import { Deployment, ModelProps, RenderedModel, renderModel } from './workloads/models';
import { PodObserver } from './workloads/pod-observer';
import { Condition, Pod, Workspace } from './workloads/workspace';
import { Accelerator, Compute, Cpu } from '../../src';

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

/** Nodes with as many GPUs as there are replicas, and not one more. */
function fullNodes(replicas: number): SimulatedNode[] {
  return Array.from({ length: replicas }, (_, index) => ({ name: `gpu-${index}`, resources: { 'cpu': '16', 'memory': '64Gi', 'nvidia.com/gpu': '1' } }));
}

/** The objects with another specification of the Deployment, which has no check of the library behind it. */
function withDeployment(objects: readonly KubeObject[], change: object): KubeObject[] {
  return objects.map((object) => object.kind === 'Deployment' ? { ...object, spec: { ...(object as Deployment).spec, ...change } } : object);
}

/** As Kubernetes has it when a manifest does not say it: a quarter more, a quarter less, as the API server rounds them. */
const DEFAULT_STRATEGY = { strategy: undefined };

interface RolledOut extends Deployment {
  readonly status: { readonly conditions?: readonly Condition[]; readonly readyReplicas?: number };
}

const progressOf = ({ status }: RolledOut) => status.conditions?.find(({ type }) => type === 'Progressing');

describeOnCluster('a rollout', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true }, (cluster) => {
  let nodes: SimulatedNode[] = [];
  let workspace: Workspace;
  let namespaces = 0;

  const start = async (...wanted: SimulatedNode[]) => {
    const test = namespaces++;
    nodes = wanted.map((node) => ({ ...node, name: `${node.name}-${test}` })); // kwok may still be forgetting those of the test before
    await addNodes(cluster(), ...nodes);
    workspace = await Workspace.make(cluster(), `rollout-${test}`);
  };
  afterEach(async () => {
    await workspace.clear();
    await removeNodes(cluster(), ...nodes);
  });

  /** Runs version 1.0.0, then applies version 2.0.0 while all Pods are watched. */
  async function rollOut(props: Omit<ModelProps, 'name'>): Promise<{ observer: PodObserver; after: RenderedModel }> {
    const render = (version: string) => renderModel({ name: 'model', ...props, version });
    await workspace.apply(...render('1.0.0').objects);
    await workspace.rolledOut(render('1.0.0').deployment);
    const observer = await PodObserver.start(cluster(), workspace.namespace);
    try {
      const after = render('2.0.0');
      await workspace.apply(...after.objects);
      await workspace.rolledOut(after.deployment);
      await observer.catchUp();
      return { observer, after };
    } finally {
      observer.stop();
    }
  }

  const versionOf = ({ metadata }: Pod) => metadata.annotations['registry.matrixinfer.ai/model-version'];
  const versions = async () => (await workspace.podsOf('model')).map(versionOf);

  test.each([2, 3, 4])('of a new model version finishes on full nodes, with %d replicas on as many GPUs', async (replicas) => {
    // GIVEN
    await start(...fullNodes(replicas));

    // WHEN
    const { observer, after } = await rollOut({ compute: GPU, replicas });

    // THEN
    expect(after.findings).toEqual([]);
    expect(await versions()).toEqual(Array.from({ length: replicas }, () => '2.0.0'));
    expect(observer.range('onNodes')).toEqual([replicas - 1, replicas]);
    expect(observer.range('ready')).toEqual([replicas - 1, replicas]);
  });

  test('with one replica finishes too; the model is away meanwhile, and the library has said so', async () => {
    await start(...fullNodes(1));
    const { observer, after } = await rollOut({ compute: GPU, replicas: 1 });
    expect(await versions()).toEqual(['2.0.0']);
    expect(observer.range('onNodes')).toEqual([0, 1]);
    expect(observer.range('ready')).toEqual([0, 1]);
    expect(after.findings.map(({ rule }) => rule)).toEqual(['rollout-interrupts-serving']);
  });

  test('without accelerators takes no Pod away before its replacement is ready, even with one replica', async () => {
    await start({ name: 'plenty', resources: { cpu: '64', memory: '256Gi' } });
    const { observer, after } = await rollOut({ replicas: 1 });
    expect(after.findings).toEqual([]);
    expect(await versions()).toEqual(['2.0.0']);
    expect(observer.range('ready')[0]).toBe(1);
  });

  test.each([1, 2, 3])('with the strategy that Kubernetes has by default deadlocks on full nodes, with %d replicas', async (replicas) => {
    // GIVEN the same Deployment, which is told to give up soon
    await start(...fullNodes(replicas));
    const change = { ...DEFAULT_STRATEGY, progressDeadlineSeconds: 5 };
    const render = (version: string) => withDeployment(renderModel({ name: 'model', compute: GPU, replicas, version }).objects, change);
    const deployment = render('1.0.0').find(({ kind }) => kind === 'Deployment') as RolledOut;
    await workspace.apply(...render('1.0.0'));
    await workspace.rolledOut(deployment);
    expect((await workspace.read(deployment)).spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } });

    // WHEN
    await workspace.apply(...render('2.0.0'));

    // THEN it never moves: the new Pod waits for a GPU, and every old one for the new Pod
    const stuck = await eventually(() => workspace.read(deployment), (found) => progressOf(found)?.status === 'False');
    expect(progressOf(stuck)?.reason).toBe('ProgressDeadlineExceeded');
    expect(stuck.status.readyReplicas).toBe(replicas);
    const pods = await workspace.podsOf('model');
    expect(pods.map((pod) => [versionOf(pod), pod.spec.nodeName !== undefined]).sort()).toEqual([
      ...Array.from({ length: replicas }, () => ['1.0.0', true]),
      ['2.0.0', false],
    ]);
  });
});
