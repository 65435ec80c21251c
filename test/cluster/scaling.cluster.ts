import { Chart, Duration } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { canFetchModules, installModuleCrds, ModuleCrds } from './harness/module-crds';
import { describeOnCluster } from './harness/suite';
import {
  AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, Findings, KedaAuthentication, KedaFallbackBehavior, KubernetesVersion,
  LabelRequirement, MetricsAdapter,
  MetricSource, MetricTarget, PrometheusAdapterRules, Scaler, Scaling, ScalingStep, SecretKey, Severity, StepSelection,
} from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, manifestsOf } from '../fixtures';

/** The CRDs of KEDA and of its HTTP add-on. */
const CRDS: readonly ModuleCrds[] = [
  ...['scaledobjects', 'triggerauthentications'].map(name => ({ module: 'github.com/kedacore/keda/v2', version: '2.21.0', file: `config/crd/bases/keda.sh_${name}.yaml` })),
  { module: 'github.com/kedacore/http-add-on', version: '0.15.0', file: 'config/crd/bases/http.keda.sh_interceptorroutes.yaml' },
];

const KEDA = Scaler.keda({
  serverAddress: 'http://prometheus.monitoring.svc:9090',
  authentication: KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token')),
  pollingInterval: Duration.seconds(15),
  cooldownPeriod: Duration.minutes(20),
  fallback: { replicas: 3, behavior: KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER },
});
const EXACT: AutoscalingPolicyProps['behavior'] = {
  scaleUp: {
    stabilizationWindow: Duration.seconds(0),
    steps: [ScalingStep.percent(100, Duration.seconds(15)), ScalingStep.pods(4, Duration.seconds(30))],
    selectPolicy: StepSelection.MIN,
  },
  scaleDown: { selectPolicy: StepSelection.DISABLED },
};
const PROMPTS = Scaling.byMetric({
  source: MetricSource.EXTERNAL, name: 'prompts', selector: { queue: 'a' }, requirements: [LabelRequirement.exists('b')], target: MetricTarget.averageValue('30'), query: 'sum(prompts)',
});

/** Policies that together have every kind of scaler, of metric and of field; the last ones need the newest version. */
const POLICIES: readonly { readonly title: string; readonly props: Partial<AutoscalingPolicyProps>; readonly since?: KubernetesVersion }[] = [
  { title: 'a HorizontalPodAutoscaler', props: {} },
  {
    title: 'a HorizontalPodAutoscaler by everything that it takes',
    props: {
      scaling: [
        Scaling.byQueue(4), Scaling.byConcurrency(8), Scaling.byCacheUse(0.8), Scaling.byAcceleratorUse(0.8),
        Scaling.byCpu(0.6), Scaling.byMemory(0.8),
        Scaling.byResource('memory', MetricTarget.averageValue('20Gi')), PROMPTS,
        Scaling.byMetric({ source: MetricSource.PODS, name: 'own', target: MetricTarget.averageValue('500m') }),
        Scaling.byMetric({ source: MetricSource.OBJECT, name: 'requests', target: MetricTarget.value('100'), describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'front' } }),
      ],
      behavior: EXACT,
    },
  },
  { title: 'metrics from outside', props: { scaler: Scaler.hpa({ adapter: MetricsAdapter.prometheusExternal() }) } },
  { title: 'the adapter of Google Cloud', props: { scaler: Scaler.hpa({ adapter: MetricsAdapter.googleManaged() }) } },
  {
    title: 'KEDA by everything that it takes',
    props: {
      scaler: KEDA,
      minReplicas: 0,
      behavior: EXACT,
      scaling: [
        Scaling.byQueue(4), Scaling.byConcurrency(8), Scaling.byCacheUse(0.8), Scaling.byAcceleratorUse(0.8), Scaling.byCpu(0.6), PROMPTS,
        Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 20 * * 1-5', replicas: 3 }),
        Scaling.byTrigger({ type: 'kafka', metadata: { topic: 'prompts', lagThreshold: '5' }, authentication: KedaAuthentication.existing('kafka') }),
      ],
    },
  },
  {
    title: 'the HTTP add-on, from zero',
    props: {
      minReplicas: 0,
      scaling: [Scaling.byConcurrency(8), Scaling.byRequestRate(10, Duration.minutes(2)), Scaling.byCpu(0.6)],
      scaler: Scaler.httpAddOn({ hosts: ['llama.example.com', '*.example.org'], paths: ['/v1'], responseTimeout: Duration.minutes(10), placeholder: { headers: { 'Retry-After': '60' }, body: 'wait' } }),
    },
  },
  { title: 'a tolerance', props: { behavior: { scaleUp: { tolerance: 0.05 }, scaleDown: { tolerance: 0 } }, kubernetesVersion: KubernetesVersion.V1_35 }, since: KubernetesVersion.V1_35 },
  { title: 'zero by a HorizontalPodAutoscaler', props: { minReplicas: 0, scaling: [PROMPTS], kubernetesVersion: KubernetesVersion.V1_37 }, since: KubernetesVersion.V1_37 },
  { title: 'a record alone', props: { scaler: Scaler.recordOnly(), predictive: { enabled: true, seasonality: { daily: true } } } },
];

/** All objects of a model and its policy. */
function objectsOf(props: Partial<AutoscalingPolicyProps>, namespace: string): { readonly chart: Chart; readonly objects: KubeObject[] } {
  const chart = chartIn(namespace);
  const target = vllm({ replicas: undefined, network: {} })(chart);
  const policy = new AutoscalingPolicy(chart, 'scaling', { target, minReplicas: 2, maxReplicas: 5, scaling: [Scaling.byQueue(4)], ...props });
  new PrometheusAdapterRules(chart, 'rules', { policies: [policy] });
  new AutoscalingPolicy(chart, 'outside', {
    target: AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'elsewhere' }), maxReplicas: 3, scaling: [Scaling.byCpu(0.6)],
  });
  return { chart, objects: manifestsOf(chart) as KubeObject[] };
}

const MINUTES = 60_000;

(canFetchModules ? describe : describe.skip).each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  const known = POLICIES.filter(({ since }) => since === undefined || KubernetesVersion.of(version).isAtLeast(since));

  describeOnCluster('the objects of a policy', { version }, (cluster) => {
    beforeAll(async () => {
      await installCrds(cluster());
      for (const crds of CRDS) await installModuleCrds(cluster(), crds);
    }, 5 * MINUTES);

    test.each(known.map(({ title, props }, index) => [title, props, index] as const))('are accepted as they are: %s', async (_title, props, index) => {
      // GIVEN
      const applier = new Applier(cluster());
      const namespace = `scaling-${index}`;
      await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const { chart, objects } = objectsOf(props, namespace);
      expect(Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);

      // WHEN
      const answers = [];
      for (const object of objects) {
        const { status, warnings, body } = await applier.apply(object, namespace);
        answers.push({ kind: object.kind, accepted: status < 300, message: status < 300 ? undefined : body.message, warnings });
      }

      // THEN
      expect(answers).toEqual(objects.map(({ kind }) => ({ kind, accepted: true, message: undefined, warnings: [] })));
    });
  });
});
