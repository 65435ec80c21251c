import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Include } from 'cdk8s';
import { HorizontalPodAutoscaler, Ingress, IngressBackend, NetworkPolicy, Pods } from 'cdk8s-plus-27';
import { Findings, ModelConstruct, Rollout } from '../../src';
import { chartIn, findingsOf, gpuCompute, manifestsOf, ModelOverrides, objectOf, plainModel, plainRuntime, rulesOf } from '../fixtures';

/** A raw object of somebody else's. */
function raw(chart: Chart, apiVersion: string, kind: string, spec: object, metadata: object = {}): ApiObject {
  return new ApiObject(chart, `a-${kind}`, { apiVersion, kind, metadata: { name: 'somebody', ...metadata }, spec });
}

const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
const HPA = { scaleTargetRef: TARGET, minReplicas: 2, maxReplicas: 4, metrics: [{ type: 'External', external: {} }] };

/** What sets the replicas of the Deployment `model`, whoever made it. */
const AUTOSCALERS: [string, (chart: Chart) => unknown][] = [
  ['a raw HorizontalPodAutoscaler', chart => raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', HPA)],
  ['an older HorizontalPodAutoscaler', chart => raw(chart, 'autoscaling/v1', 'HorizontalPodAutoscaler', { scaleTargetRef: TARGET, minReplicas: 2, maxReplicas: 4 })],
  ['a ScaledObject of KEDA', chart => raw(chart, 'keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'model' }, minReplicaCount: 2, triggers: [{ type: 'prometheus' }] })],
  ['an HTTPScaledObject of KEDA', chart => raw(chart, 'http.keda.sh/v1alpha1', 'HTTPScaledObject', { scaleTargetRef: { name: 'model', kind: 'Deployment', service: 'model' } })],
  ['an older HTTPScaledObject', chart => raw(chart, 'http.keda.sh/v1alpha1', 'HTTPScaledObject', { scaleTargetRef: { deployment: 'model' } })],
  ['a WatermarkPodAutoscaler', chart => raw(chart, 'datadoghq.com/v1alpha1', 'WatermarkPodAutoscaler', { scaleTargetRef: TARGET, minReplicas: 2 })],
  ['a DatadogPodAutoscaler', chart => raw(chart, 'datadoghq.com/v1alpha2', 'DatadogPodAutoscaler', { targetRef: TARGET })],
  ['an AutoscalingPolicy', chart => raw(chart, 'registry.matrixinfer.ai/v1alpha1', 'AutoscalingPolicy', { targetRef: TARGET, minReplicas: 2 })],
  ['a CronHorizontalPodAutoscaler', chart => raw(chart, 'autoscaling.alibabacloud.com/v1beta1', 'CronHorizontalPodAutoscaler', { scaleTargetRef: TARGET })],
  ['one that a patch points here', chart => {
    const hpa = raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', { ...HPA, scaleTargetRef: { ...TARGET, name: 'other' } });
    hpa.addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/spec/scaleTargetRef/name', value: 'model' }) } as never);
  }],
  ['one in a list', chart => new ApiObject(chart, 'list', {
    apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: 'ml' }, spec: HPA }],
  })],
  ['one of a file', chart => {
    const url = join(mkdtempSync(join(tmpdir(), 'hpa-')), 'hpa.yaml');
    const object = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: 'ml' }, spec: HPA };
    writeFileSync(url, JSON.stringify(object));
    return new Include(chart, 'file', { url });
  }],
];

/** What is nearly the same, and sets no replicas of it. */
const OTHERS: [string, (chart: Chart) => unknown][] = [
  ['one of another Deployment', chart => raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', { ...HPA, scaleTargetRef: { ...TARGET, name: 'models' } })],
  ['one of a StatefulSet', chart => raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', { ...HPA, scaleTargetRef: { ...TARGET, kind: 'StatefulSet' } })],
  ['one of another namespace, which has such a Deployment', chart => [
    raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', HPA, { namespace: 'other' }), raw(chart, 'apps/v1', 'Deployment', {}, { name: 'model', namespace: 'other' }),
  ]],
  ['a VerticalPodAutoscaler', chart => raw(chart, 'autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', { targetRef: TARGET })],
  ['a target of something else', chart => raw(chart, 'example.com/v1', 'Backup', { targetRef: TARGET })],
];

describe('the replicas of a Deployment', () => {
  test.each(AUTOSCALERS)('are left to %s, made after the model', (_what, scale) => {
    const chart = chartIn('ml');
    plainModel(chart);
    scale(chart);
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(rulesOf(chart)).toEqual([]);
  });

  test.each(AUTOSCALERS)('are left to %s, made before the model, in another chart of the namespace', (_what, scale) => {
    const chart = chartIn('ml');
    scale(new Chart(App.of(chart), 'scaling', { namespace: 'ml' }));
    plainRuntime(chart, 'model');
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test.each(AUTOSCALERS)('contradict %s when they are given', (_what, scale) => {
    const chart = chartIn('ml');
    scale(chart);
    plainModel(chart, 'model', { replicas: 3 });
    expect(findingsOf(chart, 'autoscaler-owns-replicas').map(({ what }) => what)).toEqual([expect.stringMatching(/^replicas is 3, and \w+ chart\/\S+ owns them$/)]);
  });

  test.each(OTHERS)('are the model\'s beside %s', (_what, scale) => {
    const chart = chartIn('ml');
    scale(chart);
    const { runtime } = plainModel(chart, 'model', { replicas: 3 });
    expect(runtime.deployment.toJson()).toMatchObject({ spec: { replicas: 3 } });
    expect(rulesOf(chart)).toEqual([]);
  });

  test('follow an autoscaler that is made after a first synth', () => {
    const chart = chartIn('ml');
    plainModel(chart);
    expect(objectOf(chart, 'Deployment').spec.replicas).toBe(1);
    raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', HPA);
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(App.of(chart).synthYaml()).not.toMatch(/^ {2}replicas: /m);
  });

  test('have a disruption budget beside an autoscaler that is found, when it is asked for', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { disruptionBudget: true });
    raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', HPA);
    expect(manifestsOf(chart).map(({ kind }) => kind)).toContain('PodDisruptionBudget');
  });

  test('are looked after beside an object that cdk8s cannot print', () => {
    const chart = chartIn('ml');
    plainModel(chart);
    raw(chart, 'example.com/v1', 'Odd', { when: new Date(0) });
    expect(Findings.of(chart)).toEqual([]);
  });
});

describe('what is meant for a model and made in another namespace', () => {
  test.each<[string, (chart: Chart, model: ModelConstruct) => unknown]>([
    ['an autoscaler of cdk8s-plus', (chart, { runtime }) => new HorizontalPodAutoscaler(chart, 'hpa', { target: runtime, maxReplicas: 2 })],
    ['a raw one', chart => raw(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', HPA)],
    ['a ScaledObject', chart => raw(chart, 'keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'model' } })],
    ['an Ingress of cdk8s-plus', (chart, { service }) => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(service) }] })],
    ['a raw Ingress', chart => raw(chart, 'networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { number: 80 } } } })],
    ['an HTTPRoute', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model' }, { name: 'model' }] }] })],
    ['a VirtualService', chart => raw(chart, 'networking.istio.io/v1', 'VirtualService', { http: [{ route: [{ destination: { host: 'model' } }] }] })],
  ])('finds nothing there: %s', (_what, make) => {
    const chart = chartIn('ml');
    const model = plainModel(chart);
    make(new Chart(App.of(chart), 'other', { namespace: 'other' }), model);
    expect(findingsOf(chart, 'neighbour-other-namespace').map(({ what }) => what)).toEqual([
      expect.stringMatching(/^\w+ other\/\S+ in namespace "other" looks for a (Deployment|Service) "model" there, and the app has none/),
    ]);
    expect(rulesOf(chart)).toEqual(['neighbour-other-namespace']);
  });
});

describe('an autoscaler of a model on accelerators', () => {
  const said = (spec: object, overrides: ModelOverrides = {}, kind = 'HorizontalPodAutoscaler') => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { compute: gpuCompute(), ...overrides });
    raw(chart, kind === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2', kind, { scaleTargetRef: TARGET, ...spec });
    return rulesOf(chart);
  };
  const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } };
  const queue = { type: 'Pods', pods: { metric: { name: 'queue' } } };

  test.each<[string, object, ModelOverrides, string[]]>([
    ['of which one is left', { metrics: [queue] }, {}, ['rollout-interrupts-serving']],
    ['of which one is left by its own word', { minReplicas: 1, metrics: [queue] }, {}, ['rollout-interrupts-serving']],
    ['of which one is left, with spare capacity', { minReplicas: 1, metrics: [queue] }, { rollout: Rollout.surge() }, []],
    ['of which two are left', { minReplicas: 2, metrics: [queue] }, {}, []],
    ['of which as many are left as leave at once', { minReplicas: 2, metrics: [queue] }, { rollout: Rollout.withoutSurge(2) }, ['rollout-interrupts-serving']],
    ['of which none is left', { minReplicas: 0, metrics: [queue] }, {}, ['autoscaler-scales-to-zero']],
    ['by CPU', { minReplicas: 2, metrics: [cpu] }, {}, ['autoscaler-metric-unfit']],
    ['by CPU of a container', { minReplicas: 2, metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'server' } }] }, {}, ['autoscaler-metric-unfit']],
    ['by nothing, which is CPU', { minReplicas: 2 }, {}, ['autoscaler-metric-unfit']],
    ['by memory', { minReplicas: 2, metrics: [{ ...cpu, resource: { name: 'memory' } }] }, {}, ['autoscaler-metric-unfit']],
    ['by a resource that nobody measures', { minReplicas: 2, metrics: [{ ...cpu, resource: { name: 'nvidia.com/gpu' } }] }, {}, ['autoscaler-metric-unfit']],
    ['by CPU and a metric of the server', { minReplicas: 2, metrics: [cpu, queue] }, {}, []],
  ])('says what a newcomer has to know of replicas %s', (_what, spec, overrides, rules) => {
    expect(said(spec, overrides)).toEqual(rules);
  });

  test.each<[string, object, string[]]>([
    ['none, which is the default', { triggers: [{ type: 'prometheus' }] }, ['autoscaler-scales-to-zero']],
    ['none while nothing is to do', { minReplicaCount: 2, idleReplicaCount: 0, triggers: [{ type: 'prometheus' }] }, ['autoscaler-scales-to-zero']],
    ['one', { minReplicaCount: 1, triggers: [{ type: 'prometheus' }] }, ['rollout-interrupts-serving']],
    ['two, by CPU', { minReplicaCount: 2, triggers: [{ type: 'cpu' }] }, ['autoscaler-metric-unfit']],
    ['two, by CPU and a queue', { minReplicaCount: 2, triggers: [{ type: 'cpu' }, { type: 'prometheus' }] }, []],
  ])('says so of KEDA, which keeps %s', (_what, spec, rules) => {
    expect(said(spec, {}, 'ScaledObject')).toEqual(rules);
  });

  test('says so of one of cdk8s-plus, and nothing of what is not in the app', () => {
    const chart = chartIn('ml');
    const { runtime } = plainModel(chart, 'model', { compute: gpuCompute() });
    const other = plainModel(chart, 'other', { compute: gpuCompute() });
    new HorizontalPodAutoscaler(chart, 'hpa', { target: runtime, maxReplicas: 2 });
    other.runtime.markHasAutoscaler();
    expect(Findings.of(chart).map(({ rule, path }) => `${rule} ${path}`)).toEqual(['autoscaler-metric-unfit chart/model/Runtime', 'rollout-interrupts-serving chart/model/Runtime']);
  });
});

describe('a model behind a NetworkPolicy that lets nobody in', () => {
  const backend = (name: string) => ({ backend: { service: { name, port: { number: 8080 } } } });

  /** What leads requests to the Service `model`. */
  const ROUTES: [string, (chart: Chart) => unknown][] = [
    ['an Ingress', chart => raw(chart, 'networking.k8s.io/v1', 'Ingress', { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', ...backend('model') }] } }] })],
    ['the default of an Ingress', chart => raw(chart, 'networking.k8s.io/v1', 'Ingress', { defaultBackend: backend('model').backend })],
    ['an HTTPRoute', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', port: 8080 }] }] })],
    ['a GRPCRoute', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'GRPCRoute', { rules: [{ backendRefs: [{ name: 'model-grpc', port: 8081 }] }] })],
    ['a VirtualService', chart => raw(chart, 'networking.istio.io/v1', 'VirtualService', { http: [{ route: [{ destination: { host: 'model.ml.svc.cluster.local' } }] }] })],
    ['an IngressRoute of Traefik', chart => raw(chart, 'traefik.io/v1alpha1', 'IngressRoute', { routes: [{ services: [{ name: 'model', port: 8080 }] }] })],
    ['an HTTPProxy of Contour', chart => raw(chart, 'projectcontour.io/v1', 'HTTPProxy', { routes: [{ services: [{ name: 'model', port: 8080 }] }] })],
    ['a Route of OpenShift', chart => raw(chart, 'route.openshift.io/v1', 'Route', { to: { kind: 'Service', name: 'model' } })],
    ['a Mapping of Emissary', chart => raw(chart, 'getambassador.io/v3alpha1', 'Mapping', { hostname: '*', prefix: '/', service: 'http://model.ml:8080' })],
  ];

  test.each(ROUTES)('says so, when %s leads to it, in another chart and made before it', (_what, route) => {
    const chart = chartIn('ml');
    route(new Chart(App.of(chart), 'edge', { namespace: 'ml' }));
    plainModel(chart, 'model', { network: {} });
    expect(rulesOf(chart)).toEqual(['network-closed-to-route']);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['an HTTPRoute', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', namespace: 'ml', port: 8080 }] }] }, { namespace: 'edge' })],
    ['a VirtualService', chart => raw(chart, 'networking.istio.io/v1', 'VirtualService', { http: [{ route: [{ destination: { host: 'model.ml.svc' } }] }] }, { namespace: 'edge' })],
    ['a Mapping', chart => raw(chart, 'getambassador.io/v3alpha1', 'Mapping', { prefix: '/', service: 'http://model.ml:8080/v1' }, { namespace: 'edge' })],
  ])('says so, when %s of another namespace leads to it', (_what, route) => {
    const chart = chartIn('ml');
    route(chart);
    plainModel(chart, 'model', { network: {} });
    expect(rulesOf(chart).filter(rule => rule !== 'route-not-granted')).toEqual(['network-closed-to-route']);
  });

  test.each(ROUTES)('is silent about %s when callers are named, or there is no policy', (_what, route) => {
    const chart = chartIn('ml');
    route(chart);
    plainModel(chart, 'model').runtime.allowFrom(Pods.all(chart, 'all'));
    expect(rulesOf(chart)).toEqual([]);
    const open = chartIn('ml');
    route(open);
    plainModel(open);
    expect(rulesOf(open)).toEqual([]);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['a route to another Service', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'models' }] }] })],
    ['a gateway of the same name', chart => raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { parentRefs: [{ name: 'model' }], rules: [{ backendRefs: [{ name: 'other' }] }] })],
    ['a route of another namespace, which has such a Service', chart => [
      raw(chart, 'networking.k8s.io/v1', 'Ingress', { defaultBackend: backend('model').backend }, { namespace: 'other' }),
      raw(chart, 'v1', 'Service', {}, { name: 'model', namespace: 'other' }),
    ]],
    ['a route of another namespace, which leads to such a Service there', chart => [
      raw(chart, 'networking.istio.io/v1', 'VirtualService', { http: [{ route: [{ destination: { host: 'model.other.svc' } }] }] }),
      raw(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', port: 8080 }] }] }, { namespace: 'other' }),
      raw(chart, 'v1', 'Service', {}, { name: 'model', namespace: 'other' }),
    ]],
    ['a host of the outside that begins with its name', chart => raw(chart, 'networking.k8s.io/v1', 'Ingress', { rules: [{ host: 'model.ml.example.com' }] })],
  ])('is silent about %s', (_what, route) => {
    const chart = chartIn('ml');
    route(chart);
    plainModel(chart, 'model', { network: {} });
    expect(rulesOf(chart)).toEqual([]);
  });

  test('is silent where a second policy lets callers in', () => {
    const chart = chartIn('ml');
    const model = plainModel(chart, 'model', { network: {} });
    new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(model.service) }] });
    new NetworkPolicy(chart, 'callers', { selector: model.runtime, ingress: { rules: [{ peer: Pods.all(chart, 'all') }] } });
    expect(rulesOf(chart)).toEqual([]);
  });
});
