import { parse, stringify } from 'yaml';
import { PodMonitor, startPrometheus, startPrometheusAdapter } from './harness/prometheus';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { Load } from './pods/load';
import { startModelServer } from './pods/model-server';
import { BEHAVIOR, rendered, SCRAPED, the } from './pods/rendered';
import { AutoscalingPolicy, AutoscalingPolicyProps, KubernetesVersion, MetricsAdapter, MetricSource, MetricTarget, Scaler, Scaling } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

const load = new Load('llama', 'vllm:num_requests_waiting');

/** Policies of one model each, by the namespace that it is in. */
const POLICIES: Readonly<Record<string, Partial<AutoscalingPolicyProps>>> = {
  'of-pods': { scaling: [Scaling.byQueue(4)] },
  'from-outside': { scaling: [Scaling.byQueue(4)], scaler: Scaler.hpa({ adapter: MetricsAdapter.prometheusExternal() }) },
  'to-zero': {
    minReplicas: 0,
    scaling: [Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'gateway_queue_length', selector: { model: 'llama' }, target: MetricTarget.averageValue('4') })],
  },
};

/** The rule for a metric that is none of the model's: whoever has a gateway writes it. */
const GATEWAY_RULE = {
  seriesQuery: 'gateway_queue_length{model!=""}',
  resources: { namespaced: false },
  name: { matches: 'gateway_queue_length', as: 'gateway_queue_length' },
  metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (model)',
};

/** What the library renders, by namespace, and the rules that it gives for the adapter. */
function renderAll(): { readonly models: Readonly<Record<string, KubeObject[]>>; readonly rules: string } {
  const rules = { rules: [] as object[], externalRules: [GATEWAY_RULE] as object[] };
  const models = Object.entries(POLICIES).map(([namespace, props]) => [namespace, rendered(namespace, ({ chart, model }) => {
    const policy = new AutoscalingPolicy(chart, 'scaling', {
      target: model('llama', { monitoring: SCRAPED }), maxReplicas: 5, behavior: BEHAVIOR, kubernetesVersion: KubernetesVersion.V1_37, ...props,
    });
    const own = (parse(policy.adapterRules) ?? {}) as Partial<typeof rules>;
    rules.rules.push(...own.rules ?? []);
    rules.externalRules.push(...own.externalRules ?? []);
  })]);
  return { models: Object.fromEntries(models) as Record<string, KubeObject[]>, rules: stringify(rules) };
}

const { models, rules } = renderAll();

describeWithControllers('an AutoscalingPolicy by HPA', async (pod, address) => load.of(await startModelServer(pod, address, { metrics: () => load.metrics() })), (cluster) => {
  let workspace: Workspace;
  beforeAll(async () => {
    await load.listen(9_000, '10.4.0.1');
    const podMonitors = Object.entries(models).map(([namespace, objects]) => ({ namespace, monitor: the<PodMonitor>('PodMonitor', objects) }));
    await startPrometheus(cluster(), { podMonitors, addresses: { gateway: '10.4.0.1:9000' } });
    await startPrometheusAdapter(cluster(), rules);
  }, 180_000);
  afterEach(async () => { await workspace.clear(); });
  afterAll(() => load.stop());

  /** Runs a model and its policy, with one replica for a load of 4. */
  async function run(namespace: string): Promise<ReplicaWatch> {
    load.waiting = 4;
    workspace = await Workspace.make(cluster().plane, namespace);
    await gatewayServes('4', namespace);
    await workspace.apply(...models[namespace]!);
    const watch = new ReplicaWatch(workspace, the('Deployment', models[namespace]!));
    await watch.reaches(1);
    return watch;
  }

  /** Waits until what the test before it had is forgotten. */
  async function gatewayServes(value: string, namespace: string): Promise<void> {
    type Metrics = { readonly items?: readonly { readonly value: string }[] };
    const path = `/apis/external.metrics.k8s.io/v1beta1/namespaces/${namespace}/gateway_queue_length?labelSelector=model%3Dllama`;
    await eventually(async () => (await cluster().plane.api.send('GET', path)).body as Metrics, ({ items }) => items?.[0]?.value === value);
  }

  test.each(['of-pods', 'from-outside'])('by requests that wait, metric %s, goes from 1 to 5 and down to 2, as slowly as its behavior says', async (namespace) => {
    // GIVEN
    const watch = await run(namespace);

    // WHEN
    load.waiting = 20;
    await watch.reaches(5);
    const up = watch.pauses();
    load.waiting = 7;
    await watch.reaches(2);
    await watch.stop();

    // THEN
    expect(watch.path()).toEqual([1, 2, 3, 4, 5, 4, 3, 2]);
    for (const pause of up.slice(1)) expect(pause).toBeGreaterThan(5);
    for (const pause of watch.pauses().slice(5)) expect(pause).toBeGreaterThan(3);
  });

  test('with minimum 0 goes to 0 and comes back by a metric that does not come from its Pods', async () => {
    const watch = await run('to-zero');
    load.waiting = 0;
    await watch.reaches(0);
    load.waiting = 1;
    await watch.reaches(1);
    await watch.stop();
    expect(watch.path()).toEqual([1, 0, 1]);
  });
});
