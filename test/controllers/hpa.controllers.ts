import { startPrometheus, startPrometheusAdapter } from './harness/prometheus';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { BEHAVIOR } from './pods/behavior';
import { Load } from './pods/load';
import { modelObjects } from './pods/manifests';
import { startModelServer } from './pods/model-server';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

/** The namespace whose Pods are scraped. */
const SCRAPED = 'by-queue';

const RULES = `
rules:
  - seriesQuery: 'vllm:num_requests_waiting{namespace!="",pod!=""}'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    name: {matches: "^vllm:(.*)$", as: "vllm_$1"}
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'
externalRules:
  - seriesQuery: 'gateway_queue_length{model!=""}'
    resources: {namespaced: false}
    name: {matches: "gateway_queue_length", as: "gateway_queue_length"}
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (model)'
`;

const POD_MONITOR = {
  metadata: { name: 'llama' },
  spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'llama' } }, podMetricsEndpoints: [{ port: 'http', path: '/metrics' }] },
};

const load = new Load('llama', 'vllm:num_requests_waiting');

function hpa(minReplicas: number, metric: object): KubeObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'llama' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama' }, minReplicas, maxReplicas: 5, metrics: [metric], behavior: BEHAVIOR },
  };
}

const PODS_METRIC = { type: 'Pods', pods: { metric: { name: 'vllm_num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '4' } } };

const EXTERNAL_METRIC = {
  type: 'External',
  external: { metric: { name: 'gateway_queue_length', selector: { matchLabels: { model: 'llama' } } }, target: { type: 'AverageValue', averageValue: '4' } },
};

describeWithControllers('a HorizontalPodAutoscaler', async (pod, address) => load.of(await startModelServer(pod, address, { metrics: () => load.metrics() })), (cluster) => {
  beforeAll(async () => {
    await load.listen(9_000, '10.4.0.1');
    await startPrometheus(cluster(), { podMonitors: [{ namespace: SCRAPED, monitor: POD_MONITOR }], addresses: { gateway: '10.4.0.1:9000' } });
    await startPrometheusAdapter(cluster(), RULES);
  }, 120_000);
  afterAll(() => load.stop());

  /** Waits until the API server serves a metric with this value. */
  async function served(path: string, value: string): Promise<void> {
    type Metrics = { readonly items?: readonly { readonly value: string }[] };
    await eventually(async () => (await cluster().plane.api.send('GET', `/apis/${path}`)).body as Metrics, ({ items }) => items?.[0]?.value === value);
  }

  test('by requests that wait goes from 1 to 5 and down to 2, one Pod at a time, as slowly as its behavior says', async () => {
    // GIVEN
    load.waiting = 4;
    const workspace = await Workspace.make(cluster().plane, SCRAPED);
    const objects = modelObjects('llama');
    await workspace.apply(...objects, hpa(1, PODS_METRIC));
    const watch = new ReplicaWatch(workspace, objects[0]!);
    await watch.reaches(1);
    await served(`custom.metrics.k8s.io/v1beta1/namespaces/${SCRAPED}/pods/*/vllm_num_requests_waiting`, '4');

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
    load.waiting = 4;
    const workspace = await Workspace.make(cluster().plane, 'to-zero');
    await served('external.metrics.k8s.io/v1beta1/namespaces/to-zero/gateway_queue_length?labelSelector=model%3Dllama', '4');
    const objects = modelObjects('llama');
    await workspace.apply(...objects, hpa(0, EXTERNAL_METRIC));
    const watch = new ReplicaWatch(workspace, objects[0]!);
    await watch.reaches(1);
    load.waiting = 0;
    await watch.reaches(0);
    load.waiting = 1;
    await watch.reaches(1);
    await watch.stop();
    expect(watch.path()).toEqual([1, 0, 1]);
  });
});
