import { Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, KedaAuthentication, LmdeployEngine, MetricsAdapter, MetricSource, MetricTarget,
  PrometheusAdapterRules, Scaler, Scaling, SecretKey, SglangEngine, VllmEngine,
} from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, Manifest, ModelOverrides, objectOf } from '../fixtures';

const PROMETHEUS = 'http://prometheus.monitoring.svc:9090';
const KEDA = Scaler.keda({ serverAddress: PROMETHEUS });

function scaled(props: Partial<AutoscalingPolicyProps>, overrides: ModelOverrides = {}, namespace: string | undefined = 'ml'): { chart: Chart; policy: AutoscalingPolicy } {
  const chart = chartIn(namespace);
  const target = vllm({ replicas: undefined, ...overrides })(chart);
  return { chart, policy: new AutoscalingPolicy(chart, 'scaling', { target, minReplicas: 2, maxReplicas: 5, scaling: [Scaling.byQueue(4)], ...props }) };
}
const metricsOf = (props: Partial<AutoscalingPolicyProps>, overrides?: ModelOverrides): Manifest[] => objectOf(scaled(props, overrides).chart, 'HorizontalPodAutoscaler').spec.metrics;
const triggersOf = (props: Partial<AutoscalingPolicyProps>, overrides?: ModelOverrides): Manifest[] => objectOf(scaled({ scaler: KEDA, ...props }, overrides).chart, 'ScaledObject').spec.triggers;
const queryOf = (scaling: Scaling, overrides?: ModelOverrides): string => triggersOf({ scaling: [scaling] }, overrides)[0].metadata.query;
const on = (engine: ModelOverrides['engine']) => ({ engine });

describe('what is scaled by, as the metric of a HorizontalPodAutoscaler', () => {
  const pods = (name: string, averageValue: string) => ({ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } });

  test.each([
    ['byQueue', Scaling.byQueue(4), pods('vllm_num_requests_waiting', '4')],
    ['byConcurrency', Scaling.byConcurrency(16), pods('vllm_num_requests_running_and_waiting', '16')],
    ['byCacheUse', Scaling.byCacheUse(0.8), pods('vllm_kv_cache_usage_perc', '800m')],
    ['byAcceleratorUse', Scaling.byAcceleratorUse(0.8), pods('DCGM_FI_DEV_GPU_UTIL', '80')],
    ['byCpu', Scaling.byCpu(0.6), { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
    ['byMemory', Scaling.byMemory(0.8), { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } }],
    ['byResource', Scaling.byResource('memory', MetricTarget.averageValue('20Gi')), { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '20Gi' } } }],
    [
      'byMetric of an object',
      Scaling.byMetric({ source: MetricSource.OBJECT, name: 'requests', target: MetricTarget.value('100'), describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'front' } }),
      { type: 'Object', object: { describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'front' }, metric: { name: 'requests' }, target: { type: 'Value', value: '100' } } },
    ],
    [
      'byMetric from outside',
      Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'depth', selector: { queue: 'prompts' }, target: MetricTarget.averageValue('30') }),
      { type: 'External', external: { metric: { name: 'depth', selector: { matchLabels: { queue: 'prompts' } } }, target: { type: 'AverageValue', averageValue: '30' } } },
    ],
  ])('%s', (_name, scaling, metric) => {
    expect(metricsOf({ scaling: [scaling] })).toEqual([metric]);
  });

  test('is one metric for all Pods where the adapter is for external ones, and is named after the target', () => {
    expect(metricsOf({ scaler: Scaler.hpa({ adapter: MetricsAdapter.prometheusExternal() }) })).toEqual([
      { type: 'External', external: { metric: { name: 'ml__model__vllm_num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '4' } } },
    ]);
  });

  test('has the name that the adapter of Google Cloud knows it by', () => {
    expect(metricsOf({ scaler: Scaler.hpa({ adapter: MetricsAdapter.googleManaged() }) })[0].pods.metric.name).toBe('prometheus.googleapis.com|vllm:num_requests_waiting|gauge');
  });

  test('is what the version of the engine measures', () => {
    const name = (engine: ModelOverrides['engine']) => metricsOf({ scaling: [Scaling.byCacheUse(0.8)] }, on(engine))[0].pods.metric.name;
    expect(name(new VllmEngine({ version: '0.11.0' }))).toBe('vllm_kv_cache_usage_perc');
    expect(name(new SglangEngine({ version: '0.5.9' }))).toBe('sglang_token_usage');
    expect(name(new LmdeployEngine({ version: '0.13.0' }))).toBe('lmdeploy_gpu_cache_usage_perc');
  });
});

describe('the rules of prometheus-adapter', () => {
  const rulesOf = (props: Partial<AutoscalingPolicyProps>) => parse(scaled(props).policy.adapterRules || 'null') as Manifest;

  test('make a metric of each Pod of every sum and share', () => {
    expect(rulesOf({ scaling: [Scaling.byQueue(4), Scaling.byConcurrency(8), Scaling.byAcceleratorUse(0.8)] })).toEqual({
      rules: [
        {
          seriesQuery: 'vllm:num_requests_waiting{namespace!="",pod!=""}',
          resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
          name: { matches: '^vllm:num_requests_waiting$', as: 'vllm_num_requests_waiting' },
          metricsQuery: 'sum(vllm:num_requests_waiting{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        },
        {
          seriesQuery: 'vllm:num_requests_running{namespace!="",pod!=""}',
          resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
          name: { matches: '^vllm:num_requests_running$', as: 'vllm_num_requests_running_and_waiting' },
          metricsQuery: 'sum(vllm:num_requests_running{<<.LabelMatchers>>}) by (<<.GroupBy>>) + sum(vllm:num_requests_waiting{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        },
        {
          seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{exported_namespace!="",exported_pod!=""}',
          resources: { overrides: { exported_namespace: { resource: 'namespace' }, exported_pod: { resource: 'pod' } } },
          name: { matches: '^DCGM_FI_DEV_GPU_UTIL$', as: 'DCGM_FI_DEV_GPU_UTIL' },
          metricsQuery: 'avg(DCGM_FI_DEV_GPU_UTIL{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        },
      ],
    });
  });

  test('make one metric of all Pods of a target, and of no other', () => {
    expect(rulesOf({ scaler: Scaler.hpa({ adapter: MetricsAdapter.prometheusExternal() }) })).toEqual({
      externalRules: [{
        seriesQuery: 'vllm:num_requests_waiting{namespace!="",pod=~"model-[a-z0-9]+-[a-z0-9]{5}"}',
        resources: { overrides: { namespace: { resource: 'namespace' } } },
        name: { matches: '^vllm:num_requests_waiting$', as: 'ml__model__vllm_num_requests_waiting' },
        metricsQuery: 'sum(vllm:num_requests_waiting{<<.LabelMatchers>>,pod=~"model-[a-z0-9]+-[a-z0-9]{5}"})',
      }],
    });
  });

  test('are none where nothing needs one', () => {
    expect(scaled({ scaling: [Scaling.byCpu(0.6)] }).policy.adapterRules).toBe('');
    expect(scaled({ scaler: KEDA }).policy.adapterRules).toBe('');
  });

  test('stand in one ConfigMap for several policies, each once', () => {
    // GIVEN
    const { chart, policy } = scaled({});
    const second = new AutoscalingPolicy(chart, 'second', {
      target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'other', engine: new VllmEngine({ version: '0.32.0' }) }),
      maxReplicas: 3,
      scaling: [Scaling.byQueue(9), Scaling.byCacheUse(0.5)],
    });

    // WHEN
    new PrometheusAdapterRules(chart, 'rules', { policies: [policy, second] });

    // THEN
    const { rules } = parse(objectOf(chart, 'ConfigMap', 'rules').data['config.yaml']) as Manifest;
    expect(rules.map((rule: Manifest) => rule.name.as)).toEqual(['vllm_num_requests_waiting', 'vllm_kv_cache_usage_perc']);
  });
});

describe('what is scaled by, as a trigger of KEDA', () => {
  test('asks Prometheus for the Pods of the target in its namespace', () => {
    expect(triggersOf({})).toEqual([{
      type: 'prometheus',
      metricType: 'AverageValue',
      metadata: {
        serverAddress: PROMETHEUS, query: 'sum(vllm:num_requests_waiting{namespace="ml",pod=~"model-[a-z0-9]+-[a-z0-9]{5}"})', threshold: '4', ignoreNullValues: 'false',
      },
    }]);
  });

  test('adds up what is counted, and averages a share within each Pod first', () => {
    const pods = 'namespace="ml",pod=~"model-[a-z0-9]+-[a-z0-9]{5}"';
    expect(queryOf(Scaling.byConcurrency(8))).toBe(`sum(vllm:num_requests_running{${pods}}) + sum(vllm:num_requests_waiting{${pods}})`);
    expect(queryOf(Scaling.byCacheUse(0.8))).toBe(`sum(avg by (pod) (vllm:kv_cache_usage_perc{${pods}}))`);
    expect(queryOf(Scaling.byAcceleratorUse(0.8, { podLabel: 'pod', namespaceLabel: 'namespace' }))).toBe(`sum(avg by (pod) (DCGM_FI_DEV_GPU_UTIL{${pods}}))`);
  });

  test('asks without a namespace where the chart has none', () => {
    const chart = chartIn();
    new AutoscalingPolicy(chart, 'scaling', { target: vllm({ replicas: undefined })(chart), maxReplicas: 3, scaling: [Scaling.byQueue(4)], scaler: KEDA });
    expect(objectOf(chart, 'ScaledObject').spec.triggers[0].metadata.query).toBe('sum(vllm:num_requests_waiting{pod=~"model-[a-z0-9]+-[a-z0-9]{5}"})');
  });

  test.each([
    ['byCpu', Scaling.byCpu(0.6), { type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
    ['byMemory', Scaling.byMemory(0.8), { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } }],
    [
      'bySchedule', Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '45 7 * * 1-5', end: '0 20 * * 1-5', replicas: 3 }),
      { type: 'cron', metadata: { timezone: 'Europe/Berlin', start: '45 7 * * 1-5', end: '0 20 * * 1-5', desiredReplicas: '3' } },
    ],
    [
      'byTrigger', Scaling.byTrigger({ type: 'kafka', metadata: { topic: 'prompts', lagThreshold: '5' }, authentication: KedaAuthentication.existingInCluster('kafka') }),
      { type: 'kafka', metadata: { topic: 'prompts', lagThreshold: '5' }, authenticationRef: { kind: 'ClusterTriggerAuthentication', name: 'kafka' } },
    ],
    [
      'byMetric with a query', Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'depth', target: MetricTarget.value('1500m'), query: 'sum(depth)' }),
      { type: 'prometheus', metricType: 'Value', metadata: { serverAddress: PROMETHEUS, query: 'sum(depth)', threshold: '1.5', ignoreNullValues: 'false' } },
    ],
  ])('%s', (_name, scaling, trigger) => {
    expect(triggersOf({ scaling: [scaling] })).toEqual([trigger]);
  });

  test('authenticates by a TriggerAuthentication that is made for a token', () => {
    const scaler = Scaler.keda({ serverAddress: PROMETHEUS, authentication: KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token')) });
    const { chart } = scaled({ scaler });
    expect(objectOf(chart, 'TriggerAuthentication', 'scaling').spec).toEqual({ secretTargetRef: [{ parameter: 'bearerToken', name: 'prometheus', key: 'token' }] });
    expect(objectOf(chart, 'ScaledObject').spec.triggers[0]).toMatchObject({ authenticationRef: { kind: 'TriggerAuthentication', name: 'scaling' }, metadata: { authModes: 'bearer' } });
  });

  test('goes to zero after as long as a Pod takes to start, and says what KEDA does when it is blind', () => {
    const { spec } = objectOf(scaled({ minReplicas: 0, scaler: Scaler.keda({ serverAddress: PROMETHEUS, pollingInterval: Duration.seconds(15), fallback: { replicas: 3 } }) }).chart, 'ScaledObject');
    expect(spec).toMatchObject({ cooldownPeriod: 600, pollingInterval: 15, fallback: { failureThreshold: 3, replicas: 3, behavior: 'currentReplicasIfHigher' } });
    expect(spec.triggers[0].metadata).not.toHaveProperty('ignoreNullValues');
  });
});

describe('the names of Pods', () => {
  const patternOf = (name: string) => new RegExp(`^${/pod=~"([^"]*)"/.exec(queryOf(Scaling.byQueue(1), { name }))![1]}$`);

  test('are those of the Deployment, and of none whose name only begins so', () => {
    expect('llama-7b-6d5f9c7b8d-x2x9z').toMatch(patternOf('llama-7b'));
    expect('llama-7b-chat-6d5f9c7b8d-x2x9z').not.toMatch(patternOf('llama-7b'));
    expect('llama-7b-0').not.toMatch(patternOf('llama-7b'));
    expect('llama-7b-6d5f9c7b8d-x2x9z').not.toMatch(patternOf('llama'));
  });

  test('are found too where Kubernetes has cut them', () => {
    const name = 'a'.repeat(52);
    expect(`${`${name}-6d5f9c7b8d-`.slice(0, 58)}x2x9z`).toMatch(patternOf(name));
    expect(`${name}-6d5f9c7-x2x9z`).toMatch(patternOf(name));
  });
});
