import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Duration, Size } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { OwnCluster } from './harness/own-cluster';
import { PodMonitor, startPrometheus, startPrometheusAdapter } from './harness/prometheus';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { Load } from './pods/load';
import { startModelServer } from './pods/model-server';
import { rendered, SCRAPED, the } from './pods/rendered';
import { AutoscalingPolicy, Compute, Cpu, ModelConstructProps, Scaling, ScalingStep } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { Deployment } from '../cluster/workloads/models';
import { ReadinessHistory } from '../cluster/workloads/readiness';
import { Pod, Workspace } from '../cluster/workloads/workspace';

/** What the library renders of a model that a policy scales, and the rules that it gives for the adapter. */
function render(namespace: string, version = '1.0.0', props: Partial<ModelConstructProps> = {}): { readonly objects: KubeObject[]; readonly rules: string } {
  let rules = '';
  const objects = rendered(namespace, ({ chart, model }) => {
    rules = new AutoscalingPolicy(chart, 'scaling', {
      target: model('llama', { version, monitoring: SCRAPED, ...props }),
      minReplicas: 2,
      maxReplicas: 6,
      scaling: [Scaling.byQueue(4)],
      behavior: {
        scaleUp: { stabilizationWindow: Duration.seconds(0), steps: [ScalingStep.percent(100, Duration.seconds(1))] },
        scaleDown: { stabilizationWindow: Duration.seconds(0), steps: [ScalingStep.pods(1, Duration.seconds(2))] },
      },
    }).adapterRules;
  });
  return { objects, rules };
}

const load = new Load('llama', 'vllm:num_requests_waiting');

const WITHOUT_ACCELERATORS = { compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(24) }) };

const NAMESPACES = ['on-cpus', 'on-gpus', 're-applied'];

const deploymentOf = (objects: readonly KubeObject[]) => the<Deployment>('Deployment', objects);

const startPod = async (pod: Parameters<typeof startModelServer>[0], address: string) => (
  load.of(await startModelServer(pod, address, { startsIn: 1_000, metrics: () => load.metrics() }))
);

describeWithControllers('a model that an autoscaler owns', startPod, (cluster) => {
  beforeAll(async () => {
    const podMonitors = NAMESPACES.map((namespace) => ({ namespace, monitor: the<PodMonitor>('PodMonitor', render(namespace).objects) }));
    await startPrometheus(cluster(), { podMonitors });
    const rules = NAMESPACES.flatMap((namespace) => (parse(render(namespace).rules) as { rules: object[] }).rules);
    await startPrometheusAdapter(cluster(), stringify({ rules }));
  }, 120_000);

  let workspace: Workspace;
  afterEach(async () => { await workspace.clear(); });

  /** Runs the model, as the library renders it, with as many replicas as its load wants. */
  async function runAt(waiting: number, replicas: number, namespace: string, props: Partial<ModelConstructProps> = {}): Promise<ReplicaWatch> {
    load.waiting = waiting;
    workspace = await Workspace.make(cluster().plane, namespace);
    const { objects } = render(namespace, '1.0.0', props);
    await workspace.apply(...objects);
    const watch = new ReplicaWatch(workspace, deploymentOf(objects));
    await watch.reaches(replicas);
    return watch;
  }

  // A rollout on accelerators takes a Pod away before the next one comes, and asks no budget: both may take one in the same moment.
  test.each([
    ['on-cpus', 1, WITHOUT_ACCELERATORS],
    ['on-gpus', 2, {}],
  ] as const)('keeps its Pods ready while it is rolled out, drained and scaled down at the same time: %s, all but %d', async (namespace, missing, props) => {
    // GIVEN
    const watch = await runAt(24, 6, namespace, props);
    const old = await workspace.podsOf('llama');
    const history = await ReadinessHistory.start(cluster().plane, namespace);

    // WHEN
    const next = render(namespace, '2.0.0', props).objects;
    await Promise.all([
      workspace.apply(...next),
      drain(cluster(), namespace, old),
      sleep(3_000).then(() => { load.waiting = 8; }),
    ]);
    await watch.reaches(2);
    await workspace.rolledOut(deploymentOf(next));
    await watch.stop();

    // THEN
    const moments = await history.stop();
    expect(moments.filter(({ ready, wanted }) => ready < wanted - missing)).toEqual([]);
    expect(moments.some(({ ready, wanted }) => ready < wanted)).toBe(true);
    expect(watch.path().slice(-5)).toEqual([6, 5, 4, 3, 2]);
  });

  test('is not fought by whoever applies its manifests again, as Argo CD does or as kubectl does', async () => {
    // GIVEN
    const watch = await runAt(20, 5, 're-applied');
    const { objects } = render('re-applied');
    const manifest = join(cluster().plane.folder, 're-applied.json');
    writeFileSync(manifest, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const apply = (...flags: string[]) => cluster().plane.kubectl('apply', '--namespace', 're-applied', '-f', manifest, ...flags);

    // WHEN
    const generations: number[] = [];
    for (const way of [['--server-side', '--field-manager=argocd-controller', '--force-conflicts'], []]) {
      apply(...way); // the first time each way leaves a mark of its own
      const generation = async () => (await workspace.read(deploymentOf(objects))).metadata.generation!;
      const before = await generation();
      for (let round = 0; round < 5; round++) apply(...way);
      generations.push(await generation() - before);
    }
    await watch.stop();

    // THEN
    expect(watch.path().at(-1)).toBe(5);
    expect(watch.path()).toEqual([...watch.path()].sort());
    const stored = await workspace.read(deploymentOf(objects)) as KubeObject;
    expect(generations).toEqual([0, 0]);
    expect(ownersOfReplicas(stored).filter((manager) => manager !== 'kube-controller-manager')).toEqual([]);
  });
}, { kubectl: true });

/** Evicts Pods one after the other, each as soon as the budget lets it go, as a drain does. */
async function drain({ plane: { api } }: OwnCluster, namespace: string, pods: readonly Pod[]): Promise<void> {
  for (const { metadata: { name } } of pods) {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    for (;;) {
      const { status } = await api.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
      if (status !== 429) break; // it goes, or is gone: a rollout and an autoscaler take Pods too
      await sleep(150);
    }
  }
}

/** Who has said how many replicas there are to be. */
function ownersOfReplicas({ metadata }: KubeObject): string[] {
  const managers = metadata!.managedFields as readonly { readonly manager: string; readonly fieldsV1: { readonly 'f:spec'?: object } }[];
  return managers.filter(({ fieldsV1 }) => 'f:replicas' in (fieldsV1['f:spec'] ?? {})).map(({ manager }) => manager);
}
