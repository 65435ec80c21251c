import { Chart, Duration, JsonPatch } from 'cdk8s';
import {
  AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, Findings, KubernetesVersion, MatrixInferCrds, ModelConstruct, ModelInfer, Scaler,
  Scaling, ScalingStep, StepSelection, VllmEngine,
} from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, errorOfSynth, findingsOf, manifestsOf, ModelOverrides, objectOf } from '../fixtures';

const HOSTS = ['llama.example.com'];
const ADD_ON = Scaler.httpAddOn({ hosts: HOSTS });
const KEDA = Scaler.keda({ serverAddress: 'http://prometheus:9090' });

interface Scaled {
  readonly chart: Chart;
  readonly policy: AutoscalingPolicy;
  readonly model: ModelConstruct;
}

function scaled(props: Partial<AutoscalingPolicyProps> = {}, overrides: ModelOverrides = {}): Scaled {
  const chart = chartIn('ml');
  const model = vllm({ replicas: undefined, ...overrides })(chart);
  return { chart, model, policy: new AutoscalingPolicy(chart, 'scaling', { target: model, minReplicas: 2, maxReplicas: 5, scaling: [Scaling.byQueue(4)], ...props }) };
}

describe('an AutoscalingPolicy', () => {
  test('says the same as the scaler that acts by it', () => {
    const { chart } = scaled();
    const { spec: { scaleTargetRef, ...scaler } } = objectOf(chart, 'HorizontalPodAutoscaler', 'scaling');
    const { spec: { targetRef, ...record } } = objectOf(chart, 'AutoscalingPolicy', 'scaling');
    expect(record).toEqual(scaler);
    expect([targetRef, scaleTargetRef]).toEqual(Array(2).fill({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }));
  });

  test.each([['hpa', Scaler.hpa()], ['keda', KEDA], ['httpAddOn', ADD_ON], ['recordOnly', Scaler.recordOnly()]])('takes the replicas from the Deployment, and makes a disruption budget: %s', (_name, scaler) => {
    const { chart } = scaled({ scaler, scaling: [Scaling.byConcurrency(4)] });
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(objectOf(chart, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('makes one scaler, and never a HorizontalPodAutoscaler beside a ScaledObject', () => {
    const kinds = (scaler: Scaler) => manifestsOf(scaled({ scaler, scaling: [Scaling.byConcurrency(4)] }).chart).map(({ kind }) => kind)
      .filter(kind => !['Deployment', 'Service', 'Model', 'PodDisruptionBudget'].includes(kind));
    expect(kinds(Scaler.hpa())).toEqual(['AutoscalingPolicy', 'HorizontalPodAutoscaler']);
    expect(kinds(KEDA)).toEqual(['AutoscalingPolicy', 'ScaledObject']);
    expect(kinds(ADD_ON)).toEqual(['AutoscalingPolicy', 'ScaledObject', 'InterceptorRoute']);
    expect(kinds(Scaler.recordOnly())).toEqual(['AutoscalingPolicy']);
  });

  test('scales what is outside of the app, a ModelInfer by the Deployment of its name', () => {
    const chart = chartIn('ml');
    const target = AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-infer', startup: Duration.minutes(20) });
    new AutoscalingPolicy(chart, 'scaling', { target, maxReplicas: 3, scaling: [Scaling.byCpu(0.6)] });
    expect(objectOf(chart, 'AutoscalingPolicy').spec.targetRef).toEqual({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-infer' });
    expect(objectOf(chart, 'HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama-infer' }, behavior: { scaleUp: { policies: [{ periodSeconds: 1200 }] } },
    });
  });

  test('scales a ModelInfer of the app, which then says no replicas, and records it', () => {
    const { chart, model } = scaled({}, { name: 'other' });
    const registered = vllm({ replicas: undefined, registerOnly: true, modelId: 'second', profile: model.runtime.profile })(new Chart(chart, 'registry', { namespace: 'ml' }));
    new AutoscalingPolicy(chart, 'second', { target: new ModelInfer(chart, 'infer', { model: registered }), maxReplicas: 3, scaling: [Scaling.byQueue(4)] });
    expect(objectOf(chart, 'AutoscalingPolicy', 'second').spec.targetRef).toEqual({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'model-infer' });
    expect(objectOf(chart, 'HorizontalPodAutoscaler', 'second').spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'model-infer' });
    for (const kind of ['ModelInfer', 'Deployment']) expect(objectOf(chart, kind, 'model-infer').spec).not.toHaveProperty('replicas');
  });

  test('comes after its CRD, in whatever order they are made', () => {
    const { chart } = scaled();
    new MatrixInferCrds(chart, 'crds');
    const kinds = manifestsOf(chart).map(({ kind }) => kind);
    expect(kinds.lastIndexOf('CustomResourceDefinition')).toBeLessThan(kinds.indexOf('AutoscalingPolicy'));
  });

  test('renders the same bytes twice', () => {
    const { chart } = scaled({ scaler: ADD_ON, scaling: [Scaling.byConcurrency(4)] });
    expect(JSON.stringify(manifestsOf(chart))).toBe(JSON.stringify(manifestsOf(chart)));
  });
});

describe('behavior', () => {
  const behaviorOf = (props: Partial<AutoscalingPolicyProps>, overrides?: ModelOverrides) => objectOf(scaled(props, overrides).chart, 'HorizontalPodAutoscaler').spec.behavior;

  test('follows from the start-up budget where nothing is said', () => {
    expect(behaviorOf({}, { timing: { startup: Duration.minutes(20) } })).toEqual({
      scaleUp: { stabilizationWindowSeconds: 120, policies: [{ type: 'Pods', value: 1, periodSeconds: 1200 }] },
      scaleDown: { stabilizationWindowSeconds: 1200, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    });
  });

  test('keeps to what the API server takes, however long a start is', () => {
    expect(behaviorOf({}, { timing: { startup: Duration.hours(3), progressDeadline: Duration.hours(5) } })).toMatchObject({
      scaleUp: { stabilizationWindowSeconds: 1080, policies: [{ periodSeconds: 1800 }] }, scaleDown: { stabilizationWindowSeconds: 3600 },
    });
  });

  test('is carried over exactly where it is given, and the other direction is derived', () => {
    const behavior = {
      scaleUp: {
        stabilizationWindow: Duration.seconds(0),
        steps: [ScalingStep.percent(100, Duration.seconds(15)), ScalingStep.pods(4, Duration.seconds(30))],
        selectPolicy: StepSelection.MIN,
        tolerance: 0.05,
      },
    };
    expect(behaviorOf({ behavior, kubernetesVersion: KubernetesVersion.V1_35 })).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 4, periodSeconds: 30 }],
        selectPolicy: 'Min',
        tolerance: '50m',
      },
      scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    });
  });

  test.each([['hpa', Scaler.hpa()], ['keda', KEDA]])('fails with a tolerance before Kubernetes 1.35: %s', (_name, scaler) => {
    const { chart } = scaled({ behavior: { scaleDown: { tolerance: 0.2 } }, scaler });
    expect(errorOfSynth(chart)).toMatch(/kubernetes-too-old: tolerance of behavior\.scaleDown needs Kubernetes 1\.35, and kubernetesVersion is not given, which stands for 1\.30/);
  });
});

describe('zero', () => {
  const zero = (props: Partial<AutoscalingPolicyProps>, overrides: ModelOverrides = {}) => scaled(
    { minReplicas: 0, scaling: [Scaling.byConcurrency(4)], ...props }, { network: {}, ...overrides },
  );

  test('is reached by the interceptor, which waits for as long as a rollout may take', () => {
    const { chart, policy } = zero({ scaler: ADD_ON });
    expect(objectOf(chart, 'InterceptorRoute', 'scaling').spec).toEqual({
      target: { service: 'model', port: 8000 }, rules: [{ hosts: HOSTS }], scalingMetric: { concurrency: { targetValue: 4 } }, timeouts: { readiness: '1500s' },
    });
    expect(objectOf(chart, 'ScaledObject').spec).toMatchObject({
      minReplicaCount: 0,
      cooldownPeriod: 600,
      triggers: [{ type: 'external-push', metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: 'scaling' } }],
    });
    expect(policy.tryInterceptor).toEqual({ serviceName: 'keda-add-ons-http-interceptor-proxy', namespace: 'keda', port: 8080, hosts: HOSTS });
    expect(findingsOf(chart, 'autoscaler-scales-to-zero')).toEqual([]);
  });

  test('lets the interceptor through the NetworkPolicy that the model has, and makes none where it has none', () => {
    const from = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } }, podSelector: {} };
    expect(objectOf(zero({ scaler: ADD_ON }).chart, 'NetworkPolicy').spec.ingress).toMatchObject([{ from: [from] }]);
    expect(manifestsOf(zero({ scaler: ADD_ON }, { network: undefined }).chart).map(({ kind }) => kind)).not.toContain('NetworkPolicy');
  });

  test('answers at once where a placeholder is given', () => {
    const scaler = Scaler.httpAddOn({ hosts: HOSTS, placeholder: { headers: { 'Retry-After': '60' }, body: 'the model is starting' }, readinessTimeout: Duration.minutes(5), responseTimeout: Duration.minutes(15) });
    expect(objectOf(zero({ scaler }).chart, 'InterceptorRoute').spec).toMatchObject({
      coldStart: { placeholder: { response: { statusCode: 503, headers: { 'Retry-After': '60' }, body: 'the model is starting' } } }, timeouts: { readiness: '300s', responseHeader: '900s' },
    });
  });

  test('is told where metrics of the server itself would have to bring it back', () => {
    const { chart } = zero({ scaler: KEDA, scaling: [Scaling.byQueue(4)] });
    expect(findingsOf(chart, 'autoscaler-scales-to-zero').map(({ what }) => what)).toEqual([
      expect.stringMatching(/ScaledObject chart\/scaling\/ScaledObject goes down to no replica at all by vllm:num_requests_waiting, which the server measures itself/),
    ]);
  });

  test('is told of a target outside of the app too', () => {
    const chart = chartIn('ml');
    new AutoscalingPolicy(chart, 'scaling', { target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }), minReplicas: 0, maxReplicas: 2, scaling: [Scaling.byAcceleratorUse(0.8)], scaler: KEDA });
    expect(findingsOf(chart, 'autoscaler-scales-to-zero')).toHaveLength(1);
  });

  test('fails on a HorizontalPodAutoscaler before Kubernetes 1.37', () => {
    const { chart } = zero({ kubernetesVersion: KubernetesVersion.of('1.36') });
    expect(errorOfSynth(chart)).toMatch(/minReplicas 0 of a HorizontalPodAutoscaler needs Kubernetes 1\.37, and kubernetesVersion is 1\.36/);
  });
});

describe('several policies', () => {
  test('of one runtime overlap', () => {
    const { chart, model } = scaled();
    new AutoscalingPolicy(chart, 'second', { target: model.runtime, maxReplicas: 3, scaling: [Scaling.byCacheUse(0.8)], scaler: KEDA });
    expect(errorOfSynth(chart)).toMatch(/autoscalers-overlap: HorizontalPodAutoscaler chart\/scaling\/HorizontalPodAutoscaler and ScaledObject chart\/second\/ScaledObject scale the same Deployment/);
  });

  test('of one target outside of the app overlap too', () => {
    const chart = chartIn('ml');
    for (const id of ['one', 'two']) new AutoscalingPolicy(chart, id, { target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }), maxReplicas: 3, scaling: [Scaling.byCpu(0.6)] });
    expect(errorOfSynth(chart)).toMatch(/\[chart\/two\] autoscalers-overlap: chart\/one scales a too/);
  });
});

describe('a patch', () => {
  const patched = (scaler: Scaler, ...patches: JsonPatch[]) => {
    const made = scaled({ scaler, scaling: [Scaling.byConcurrency(4)] });
    made.policy.tryScaler!.addJsonPatch(...patches);
    return made.chart;
  };

  test.each([
    ['the most replicas', Scaler.hpa(), '/spec/maxReplicas', 9],
    ['the metrics', Scaler.hpa(), '/spec/metrics', []],
    ['the fewest replicas', KEDA, '/spec/minReplicaCount', 0],
    ['the triggers', KEDA, '/spec/triggers', [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }]],
  ])('fails where it changes what the policy says too: %s', (_name, scaler, path, value) => {
    expect(errorOfSynth(patched(scaler, JsonPatch.replace(path, value)))).toMatch(/patch-contradicts-derived: .*spec/);
  });

  test('may add what nothing else says', () => {
    const added = { type: 'cron', metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: '3' } };
    const chart = patched(KEDA, JsonPatch.add('/spec/triggers/-', added), JsonPatch.add('/spec/pollingInterval', 10));
    expect(objectOf(chart, 'ScaledObject').spec).toMatchObject({ pollingInterval: 10, triggers: [{ type: 'prometheus' }, added] });
  });
});

describe('what cannot be', () => {
  test.each([
    ['more at least than at most', { minReplicas: 3, maxReplicas: 2 }, /minReplicas: got 3, allowed is at most maxReplicas, which is 2/],
    ['no maximum', { maxReplicas: undefined }, /maxReplicas: got "nothing", allowed is a whole number from 1/],
    ['a maximum of 0', { maxReplicas: 0 }, /maxReplicas: got 0/],
    ['half a Pod', { minReplicas: 0.5 }, /minReplicas: got 0\.5/],
    ['nothing to scale by', { scaling: [] }, /scaling: got "nothing", allowed is one thing to scale by, or more/],
    ['one measure twice', { scaling: [Scaling.byQueue(4), Scaling.byCpu(0.5), Scaling.byQueue(8)] }, /scaling: got "byQueue twice", allowed is each measure once/],
    ['a window of more than an hour', { behavior: { scaleUp: { stabilizationWindow: Duration.minutes(61) } } }, /stabilizationWindow of scaleUp in seconds: got 3660/],
    ['a tolerance that is too fine', { behavior: { scaleUp: { tolerance: 0.00001 } } }, /tolerance of scaleUp: got 0\.00001, allowed is a number above 0, with at most three decimals/],
    ['a tolerance below 0', { behavior: { scaleUp: { tolerance: -0.1 } } }, /tolerance of scaleUp: got -0\.1/],
  ])('fails: %s', (_name, props, message) => {
    expect(() => scaled(props as Partial<AutoscalingPolicyProps>)).toThrow(message);
  });

  test('is told by a model that is only registered', () => {
    const chart = chartIn('ml');
    const model = vllm({ replicas: undefined, registerOnly: true })(chart);
    expect(() => new AutoscalingPolicy(chart, 'scaling', { target: model, maxReplicas: 2, scaling: [Scaling.byQueue(4)] })).toThrow(/has no runtime: registerOnly is true/);
  });

  test('is replicas that the model has said itself', () => {
    expect(errorOfSynth(scaled({}, { replicas: 2 }).chart)).toMatch(/autoscaler-owns-replicas: replicas is 2, and HorizontalPodAutoscaler chart\/scaling\/HorizontalPodAutoscaler owns them/);
  });

  test('is a runtime that has no plan: it says why, and the policy adds nothing', () => {
    const { chart } = scaled({}, { profileProps: { engine: new VllmEngine({ version: '0.32.0' }) } });
    expect(Findings.of(chart).filter(({ path }) => path === 'chart/scaling')).toEqual([]);
  });
});

describe('the target of an AutoscalingPolicy', () => {
  test.each([
    ['a chart without a namespace', undefined, 'ml', Scaler.hpa()], ['an HPA of another one', 'zz', 'ml', Scaler.hpa()], ['KEDA of another one', 'zz', 'ml', KEDA],
    ['a record in another one', 'zz', 'ml', Scaler.recordOnly()], ['a model without one', 'zz', undefined, Scaler.hpa()],
  ])('is of the namespace of the policy: %s', (_name, own, models, scaler) => {
    const chart = chartIn(models);
    const target = vllm({ replicas: undefined })(chart);
    const make = () => new AutoscalingPolicy(new Chart(chart, 'far', { namespace: own }), 'scaling', { target, scaler, maxReplicas: 3, scaling: [Scaling.byQueue(4)] });
    expect(make).toThrow(new RegExp(`got "a model ${models === undefined ? 'of a chart without a namespace' : `in namespace ${models}`}", allowed is a model ${own === undefined ? 'without a namespace, as its own chart has none' : `in its own namespace, ${own}`}: `));
  });

  test.each([[{}], [null], ['model']])('is one: %j', scalingTarget => {
    const target = { scalingTarget } as unknown as AutoscalingTarget;
    expect(() => new AutoscalingPolicy(chartIn('ml'), 'scaling', { target, maxReplicas: 3, scaling: [Scaling.byQueue(4)] })).toThrow(/scalingTarget of the target of \S+: got .*, allowed is an AutoscalingTarget/);
  });
});
