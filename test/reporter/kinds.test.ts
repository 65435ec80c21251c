import { deployment, infer, model, NOW, pod, service, slice } from './objects';
import { KINDS, Plural, pluralIn, subjectKey } from '../../reporter/kinds';
import { Raw, record } from '../../reporter/kube/raw';
import { tryLook } from '../../reporter/look';
import { StatusDraft } from '../../reporter/status/situation';
import { ClusterView } from '../../reporter/view/cluster-view';

/** An object of `ml`, with labels. */
function labelled(name: string, labels: object, more: object = {}): Raw {
  return { metadata: { name, namespace: 'ml', uid: name, generation: 2, resourceVersion: '5', labels }, ...more };
}

const SERVER = { 'networking.matrixinfer.ai/model-server': 'front' };
const ROUTE = { 'networking.matrixinfer.ai/model-route': 'split' };
const POLICY = { 'registry.matrixinfer.ai/autoscaling-policy': 'by-queue' };

const server = (more: object = {}) => labelled('front', {}, { spec: { modelInferRef: { name: 'llama-infer' }, service: { port: 80 } }, ...more });
const route = (routes = 2) => labelled('split', {}, { spec: { routes: Array.from({ length: routes }, () => ({})) } });
const policy = () => labelled('by-queue', {});
const frontService = (status: object = {}) => labelled('front', SERVER, { spec: { ports: [{ name: 'http', port: 80 }] }, status });
const frontSlice = (ready: number) => labelled('front-1', { ...SERVER, 'kubernetes.io/service-name': 'front' }, {
  endpoints: Array.from({ length: ready }, () => ({ conditions: { ready: true } })),
});
const condition = (type: string, status: string, reason: string, message = '') => ({ type, status, reason, message });
const httpRoute = (name: string, ...parents: readonly object[][]) => labelled(name, ROUTE, {
  status: { parents: parents.map(conditions => ({ conditions })) },
});
const hpa = (status: object) => labelled('keda-hpa-x', POLICY, { status });
const TAKEN = [condition('Accepted', 'True', 'Accepted'), condition('ResolvedRefs', 'True', 'ResolvedRefs')];

type Filled = { readonly [member in 'models' | 'infers' | 'servers' | 'routes' | 'policies' | 'deployments' | 'pods' | 'services' | 'slices' | 'serverServices' | 'serverSlices' | 'httpRoutes' | 'scalers']?: readonly Raw[] };

/** The status of the only object of a kind, when these are the objects of the cluster. */
function statusOf(plural: Plural, name: string, filled: Filled, unseen?: string): StatusDraft | undefined {
  const view = new ClusterView(() => undefined);
  for (const [member, objects] of Object.entries(filled)) for (const object of objects) view[member as keyof Filled].put(object);
  return tryLook(view, subjectKey(plural, `ml/${name}`), unseen)?.verdict(NOW).status;
}

const said = (status: StatusDraft | undefined, type: string) => {
  const { status: holds, reason, message } = status!.conditions.find(one => one.type === type)!;
  return `${holds} ${reason}${message === '' ? '' : `: ${message}`}`;
};

test('a key names its kind, but for a Model, whose key is that of its objects', () => {
  for (const { plural } of Object.values(KINDS)) expect(pluralIn(subjectKey(plural, 'ml/a'))).toBe(plural);
  expect(subjectKey('models', 'ml/a')).toBe('ml/a');
});

describe('the status of a ModelInfer', () => {
  const labels = (object: Raw) => ({ ...object, metadata: { ...record(object.metadata), labels: { 'registry.matrixinfer.ai/model': 'llama-infer' } } });

  test('is that of its Deployment, with Running for what serves', () => {
    const status = statusOf('modelinfers', 'llama-infer', {
      infers: [infer({})],
      deployments: [labels(deployment())],
      pods: [labels(pod()), labels(pod())],
      services: [{ ...labels(service({ name: 'llama-infer' })) }],
      slices: [{ ...slice(2), metadata: { ...record(slice(2).metadata), labels: { 'registry.matrixinfer.ai/model': 'llama-infer', 'kubernetes.io/service-name': 'llama-infer' } } }],
    });
    expect(status).toMatchObject({ phase: 'Running', replicas: 2, readyReplicas: 2, selector: 'registry.matrixinfer.ai/model=llama-infer', endpoint: 'http://llama-infer.ml.svc:8000' });
    expect(status?.image).toBeUndefined();
    expect(said(status, 'Ready')).toBe('True Serving: 2/2 Pods ready');
  });

  test('is Pending without a Deployment, and says so', () => {
    const status = statusOf('modelinfers', 'llama-infer', { infers: [infer({})] });
    expect(status).toMatchObject({ phase: 'Pending' });
    expect(said(status, 'Ready')).toContain('False NoRuntime: no Deployment belongs to this ModelInfer');
  });

  test('is not written where nothing of ours stands behind it', () => {
    const registered = { ...infer({}), metadata: { ...record(infer({}).metadata), annotations: { 'registry.matrixinfer.ai/registered-only': 'true' } } };
    expect(statusOf('modelinfers', 'llama-infer', { infers: [registered] })).toBeUndefined();
  });

  test('is not written where somebody else does so: until a Deployment of ours is there', () => {
    const others = infer({ phase: 'Running', replicas: 1 });
    expect(statusOf('modelinfers', 'llama-infer', { infers: [others] })).toBeUndefined();
    expect(statusOf('modelinfers', 'llama-infer', { infers: [others], deployments: [labels(deployment())] })).toMatchObject({ phase: 'Pending' });
    const ours = infer({ phase: 'Running', replicas: 1, selector: 'registry.matrixinfer.ai/model=llama-infer' });
    expect(statusOf('modelinfers', 'llama-infer', { infers: [ours] })).toMatchObject({ phase: 'Pending' });
  });

  test('is what its Model says, which is only registered itself', () => {
    const running = infer({ phase: 'Running', replicas: 2, readyReplicas: 2 });
    expect(statusOf('models', 'llama', { models: [model({ registered: true })], infers: [running] })).toMatchObject({ phase: 'Ready', replicas: 2, readyReplicas: 2 });
  });
});

describe('the status of a ModelServer', () => {
  test.each<[string, Filled, object, string]>([
    ['Pending without a Service', {}, { phase: 'Pending' }, 'False NoService: no Service belongs to this ModelServer: it was refused, deleted or not applied'],
    ['Pending without a ready Pod', { serverServices: [frontService()], serverSlices: [frontSlice(0)] }, { phase: 'Pending', serviceEndpoint: 'http://front.ml.svc:80' }, 'False NoEndpoints: no Pod is ready behind the Service front'],
    ['Ready with one', { serverServices: [frontService()], serverSlices: [frontSlice(1)] }, { phase: 'Ready', serviceEndpoint: 'http://front.ml.svc:80' }, 'True EndpointsReady: 1 Pod is ready behind the Service front'],
    [
      'reached from outside by its load balancer', { serverServices: [frontService({ loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } })], serverSlices: [frontSlice(2)] },
      { phase: 'Ready', serviceEndpoint: 'http://203.0.113.7:80' }, 'True EndpointsReady: 2 Pods are ready behind the Service front',
    ],
    ['Failed when its ModelInfer is', { infers: [infer({ phase: 'Failed' })], serverServices: [frontService()] }, { phase: 'Failed' }, 'False RuntimeFailed: the ModelInfer that it leads to has failed'],
    ['Pending while its ModelInfer is of another namespace', { infers: [infer({ phase: 'Failed' }, { namespace: 'other' })], serverServices: [frontService()] }, { phase: 'Pending' }, 'False NoEndpoints: no Pod is ready behind the Service front'],
  ])('is %s', (_title, filled, status, ready) => {
    const draft = statusOf('modelservers', 'front', { servers: [server()], ...filled });
    expect(draft).toMatchObject(status);
    expect(said(draft, 'Ready')).toBe(ready);
  });
});

describe('the status of a ModelRoute', () => {
  test.each<[string, readonly Raw[], object, string]>([
    ['Pending without an HTTPRoute', [], { phase: 'Pending', activeRoutes: 0 }, 'False NoRoute: no HTTPRoute belongs to this ModelRoute: it was refused, deleted or not applied'],
    ['Pending without a Gateway', [httpRoute('split')], { phase: 'Pending', activeRoutes: 0 }, 'False NoGateway: no Gateway has taken the HTTPRoute split yet'],
    ['Active when a Gateway takes it', [httpRoute('split', TAKEN)], { phase: 'Active', activeRoutes: 2 }, 'True Accepted: the HTTPRoute split is in use'],
    ['Active when one of two takes it', [httpRoute('split', [condition('Accepted', 'False', 'NotAllowedByListeners', 'no')], TAKEN)], { phase: 'Active' }, 'True Accepted: the HTTPRoute split is in use'],
    ['Failed when all refuse it', [httpRoute('split', [condition('Accepted', 'False', 'NotAllowedByListeners', 'no listener')])], { phase: 'Failed', activeRoutes: 0 }, 'False NotAllowedByListeners: no listener'],
    ['Failed when a Service is not found', [httpRoute('split', [TAKEN[0], condition('ResolvedRefs', 'False', 'BackendNotFound', 'front is not there')])], { phase: 'Failed' }, 'False BackendNotFound: front is not there'],
    ['Pending while one of its HTTPRoutes is', [httpRoute('split', TAKEN), httpRoute('split-2')], { phase: 'Pending', activeRoutes: 0 }, 'False NoGateway: no Gateway has taken the HTTPRoute split-2 yet'],
    ['Pending while nothing is known', [httpRoute('split', [condition('Accepted', 'Unknown', 'Pending', 'wait')])], { phase: 'Pending' }, 'False Pending: wait'],
  ])('is %s', (_title, httpRoutes, status, ready) => {
    const draft = statusOf('modelroutes', 'split', { routes: [route()], httpRoutes });
    expect(draft).toMatchObject(status);
    expect(said(draft, 'Ready')).toBe(ready);
  });
});

describe('the status of an AutoscalingPolicy', () => {
  test('is what its HorizontalPodAutoscaler says', () => {
    const status = { currentReplicas: 2, desiredReplicas: 5, lastScaleTime: '2026-05-01T11:00:00Z', conditions: [condition('ScalingActive', 'True', 'ValidMetricFound', 'fine')] };
    const draft = statusOf('autoscalingpolicies', 'by-queue', { policies: [policy()], scalers: [hpa(status)] });
    expect(draft).toMatchObject({ currentReplicas: 2, desiredReplicas: 5, lastScaleTime: '2026-05-01T11:00:00Z', observedGeneration: 2 });
    expect(draft?.phase).toBeUndefined();
    expect([said(draft, 'ScalingActive'), said(draft, 'AbleToScale')]).toEqual(['True ValidMetricFound: fine', 'Unknown NotSaid']);
  });

  test('says that there is none', () => {
    const draft = statusOf('autoscalingpolicies', 'by-queue', { policies: [policy()] });
    expect(said(draft, 'ScalingActive')).toContain('False NoScaler: no HorizontalPodAutoscaler belongs to this AutoscalingPolicy');
  });

  test('keeps what the CRD would refuse out of it', () => {
    const draft = statusOf('autoscalingpolicies', 'by-queue', { policies: [policy()], scalers: [hpa({ currentReplicas: -1, conditions: [condition('ScalingActive', 'maybe', 'not a reason', 'x'.repeat(5_000))] })] });
    expect(draft?.currentReplicas).toBeUndefined();
    expect(said(draft, 'ScalingActive')).toMatch(/^Unknown NotSaid: x{900,}…$/);
  });
});

test.each<[Plural, string, Filled]>([
  ['modelinfers', 'llama-infer', { infers: [infer({ phase: 'Running', replicas: 2 })] }],
  ['modelservers', 'front', { servers: [server({ status: { phase: 'Ready', serviceEndpoint: 'http://a' } })] }],
  ['modelroutes', 'split', { routes: [route()] }],
  ['autoscalingpolicies', 'by-queue', { policies: [policy()] }],
])('what is not seen of %s is not known, and the numbers stay', (plural, name, filled) => {
  const draft = statusOf(plural, name, filled, 'pods (403)');
  expect(draft!.conditions.map(({ status, reason }) => `${status} ${reason}`).every(words => words === 'Unknown NotObserved')).toBe(true);
  expect(draft!.phase).toBe(plural === 'autoscalingpolicies' ? undefined : 'Pending');
  if (plural === 'modelservers') expect(draft!.serviceEndpoint).toBe('http://a');
});

describe('what changes', () => {
  const touches = (change: (view: ClusterView) => void, before: (view: ClusterView) => void = () => undefined) => {
    const touched: string[] = [];
    const view = new ClusterView(key => touched.push(key));
    before(view);
    touched.length = 0;
    change(view);
    return touched;
  };

  test('touches the ModelInfer with the name that its objects have, once it is there', () => {
    expect(touches(view => view.deployments.put(deployment()))).toEqual(['ml/llama']);
    expect(touches(view => view.deployments.put(deployment()), view => view.infers.put({ ...infer({}), metadata: { name: 'llama', namespace: 'ml' } }))).toEqual(['ml/llama', 'ml/llama/modelinfers']);
  });

  test('touches the ModelServer of a ModelInfer, and what stands behind others by their labels', () => {
    expect(touches(view => view.infers.put(infer({ phase: 'Failed' })), view => view.servers.put(server()))).toEqual(['ml/llama-infer/modelinfers', 'ml/llama', 'ml/front/modelservers']);
    expect(touches(view => {
      view.serverServices.put(frontService());
      view.httpRoutes.put(httpRoute('split-2'));
      view.scalers.put(hpa({}));
    })).toEqual(['ml/front/modelservers', 'ml/split/modelroutes', 'ml/by-queue/autoscalingpolicies']);
  });
});
