import { Chart } from 'cdk8s';
import { AutoscalingPolicy, InferAutoscaling, KubernetesVersion, MetricsAdapter, MetricSource, MetricTarget, ModelConstruct, ModelInfer, Scaler, Scaling, ServiceType, VllmEngine } from '../../../src';
import { PlainEngine } from '../../fixtures';
import { RuleExamples, vllm } from '../rule-examples';
import { outside, policy } from '../scaling-examples';

const ENGINE = new VllmEngine({ version: '0.32.0' });
const KEDA = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090' });
const FALLEN = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090', fallback: { replicas: 3 } });
const ADD_ON = Scaler.httpAddOn({ hosts: ['llama.example.com'] });
const SCHEDULE = Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 20 * * 1-5', replicas: 3 });
const GPUS = Scaling.byResource('nvidia.com/gpu', MetricTarget.utilization(0.8));
const DISK = Scaling.byResource('ephemeral-storage', MetricTarget.utilization(0.8));
const metric = (source: MetricSource, query?: string) => Scaling.byMetric({ source, name: 'prompts', target: MetricTarget.averageValue('30'), query });
const mute = { engine: new PlainEngine({}) };
const zero = { minReplicas: 0, kubernetesVersion: KubernetesVersion.V1_37 };

const infer = (autoscaling?: InferAutoscaling) => (chart: Chart) => new ModelInfer(chart, 'infer', {
  model: vllm({ registerOnly: true, replicas: undefined })(chart) as ModelConstruct, autoscaling,
});

export const examples: RuleExamples = {
  fires: policy({ scaling: [GPUS] }),
  holds: policy(),
  says: /a HorizontalPodAutoscaler cannot scale by the resource nvidia\.com\/gpu: Kubernetes measures cpu and memory only/,
  fixes: [
    {
      fix: /use Scaling\.byAcceleratorUse, where the exporter of DCGM is scraped, or Scaling\.byQueue/,
      broken: policy({ scaling: [GPUS] }),
      mended: [policy({ scaling: [Scaling.byAcceleratorUse(0.8)] }), policy()],
    },
    {
      fix: /use Scaling\.byAcceleratorUse, where the exporter of DCGM is scraped, or Scaling\.byQueue/,
      broken: policy({ scaling: [GPUS], scaler: KEDA }),
      mended: [policy({ scaling: [Scaling.byAcceleratorUse(0.8)], scaler: KEDA }), policy({ scaler: KEDA })],
    },
    {
      fix: /use Scaling\.byQueue, or Scaling\.byMetric/,
      broken: policy({ scaling: [DISK] }),
      mended: [policy(), policy({ scaling: [metric(MetricSource.PODS)] })],
    },
    {
      fix: /leave fallback out, or scale by something besides, for example Scaling\.byQueue/,
      broken: policy({ scaling: [Scaling.byMemory(0.8)], scaler: FALLEN }),
      mended: [
        policy({ scaling: [Scaling.byMemory(0.8)], scaler: KEDA }), policy({ scaling: [Scaling.byMemory(0.8), Scaling.byQueue(4)], scaler: FALLEN }),
      ],
    },
    {
      fix: /give a share below 1, for example 0\.8/,
      broken: policy({ scaling: [Scaling.byCacheUse(1)] }),
      mended: [policy({ scaling: [Scaling.byCacheUse(0.8)] })],
    },
    {
      fix: /give a share below 1, for example 0\.8/,
      broken: policy({ scaling: [Scaling.byAcceleratorUse(1)], scaler: KEDA }),
      mended: [policy({ scaling: [Scaling.byAcceleratorUse(0.8)], scaler: KEDA })],
    },
    {
      fix: /use Scaler\.keda$/,
      broken: policy({ scaling: [SCHEDULE] }),
      mended: [policy({ scaling: [SCHEDULE], scaler: KEDA })],
    },
    {
      fix: /use Scaler\.keda \(of an AutoscalingPolicy in place of autoscaling\)$/,
      broken: infer({ maxReplicas: 4, scaling: [SCHEDULE] }),
      mended: [chart => new AutoscalingPolicy(chart, 'policy', { target: infer()(chart), minReplicas: 1, maxReplicas: 4, scaling: [SCHEDULE], scaler: KEDA })],
    },
    {
      fix: /use Scaler\.httpAddOn$/,
      broken: policy({ scaling: [Scaling.byRequestRate(5)] }),
      mended: [policy({ scaling: [Scaling.byRequestRate(5)], scaler: ADD_ON })],
    },
    {
      fix: /use Scaler\.httpAddOn, or Scaling\.byTrigger with a query/,
      broken: policy({ scaling: [Scaling.byRequestRate(5)], scaler: KEDA }),
      mended: [
        policy({ scaling: [Scaling.byRequestRate(5)], scaler: ADD_ON }),
        policy({ scaling: [Scaling.byTrigger({ type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests_total[2m]))', threshold: '5' } })], scaler: KEDA }),
      ],
    },
    {
      fix: /use Scaling\.byCpu, Scaling\.byMetric, or Scaler\.httpAddOn, which counts requests itself/,
      broken: policy({}, mute),
      mended: [
        policy({ scaling: [metric(MetricSource.PODS)] }, mute),
        policy({ scaling: [Scaling.byConcurrency(4)], scaler: ADD_ON }, mute),
      ],
    },
    {
      fix: /give engine to AutoscalingTarget\.of, or scale by Scaling\.byMetric/,
      broken: outside({ scaling: [Scaling.byQueue(4)] }),
      mended: [outside({ scaling: [Scaling.byQueue(4)] }, { engine: ENGINE }), outside({ scaling: [metric(MetricSource.PODS)] })],
    },
    {
      fix: /use Scaling\.byQueue, Scaling\.byMetric, or Scaler\.keda/,
      broken: policy({ scaling: [Scaling.byConcurrency(4)], scaler: Scaler.hpa({ adapter: MetricsAdapter.googleManaged() }) }),
      mended: [
        policy({ scaler: Scaler.hpa({ adapter: MetricsAdapter.googleManaged() }) }),
        policy({ scaling: [metric(MetricSource.PODS)], scaler: Scaler.hpa({ adapter: MetricsAdapter.googleManaged() }) }),
        policy({ scaling: [Scaling.byConcurrency(4)], scaler: KEDA }),
      ],
    },
    {
      fix: /give query to Scaling\.byMetric, or use Scaler\.hpa/,
      broken: policy({ scaling: [metric(MetricSource.EXTERNAL)], scaler: KEDA }),
      mended: [policy({ scaling: [metric(MetricSource.EXTERNAL, 'sum(prompts)')], scaler: KEDA }), policy({ scaling: [metric(MetricSource.EXTERNAL)] })],
    },
    {
      fix: /give serverAddress to the Scaler/,
      broken: policy({ scaler: Scaler.keda() }),
      mended: [policy({ scaler: KEDA })],
    },
    {
      fix: /add Scaling\.byConcurrency or Scaling\.byRequestRate/,
      broken: policy({ scaling: [Scaling.byCpu(0.6)], scaler: ADD_ON }),
      mended: [
        policy({ scaling: [Scaling.byCpu(0.6), Scaling.byConcurrency(4)], scaler: ADD_ON }),
        policy({ scaling: [Scaling.byCpu(0.6), Scaling.byRequestRate(4)], scaler: ADD_ON }),
      ],
    },
    {
      fix: /give a whole number/,
      broken: policy({ scaling: [Scaling.byConcurrency(1.5)], scaler: ADD_ON }),
      mended: [policy({ scaling: [Scaling.byConcurrency(2)], scaler: ADD_ON })],
    },
    {
      fix: /give a model, a runtime or a ModelInfer of this app whose service\.type is not NONE/,
      broken: policy({ scaling: [Scaling.byConcurrency(4)], scaler: ADD_ON }, { service: { type: ServiceType.NONE } }),
      mended: [policy({ scaling: [Scaling.byConcurrency(4)], scaler: ADD_ON })],
    },
    {
      fix: /use Scaler\.httpAddOn, which holds requests meanwhile, Scaler\.keda, Scaling\.byMetric with MetricSource\.EXTERNAL, or a minimum of 1/,
      broken: policy({ ...zero }),
      mended: [
        policy({ ...zero, scaling: [Scaling.byConcurrency(4)], scaler: ADD_ON }),
        policy({ ...zero, scaler: KEDA }),
        policy({ ...zero, scaling: [metric(MetricSource.EXTERNAL)] }),
        policy({ minReplicas: 1 }),
      ],
    },
    {
      fix: /use Scaler\.httpAddOn, add Scaling\.byTrigger or Scaling\.bySchedule, or give a minimum of 1/,
      broken: policy({ ...zero, scaling: [Scaling.byCpu(0.6)], scaler: KEDA }),
      mended: [
        policy({ ...zero, scaling: [Scaling.byConcurrency(4)], scaler: ADD_ON }),
        policy({ ...zero, scaling: [Scaling.byCpu(0.6), Scaling.byTrigger({ type: 'rabbitmq', metadata: { queueName: 'prompts', mode: 'QueueLength', value: '20' } })], scaler: KEDA }),
        policy({ ...zero, scaling: [Scaling.byCpu(0.6), SCHEDULE], scaler: KEDA }),
        policy({ minReplicas: 1, scaling: [Scaling.byCpu(0.6)], scaler: KEDA }),
      ],
    },
  ],
};
