import { JsonObject } from '../../src/ground/objects';
import { autoscalerIn, misspelledKindIn, targetIn } from '../../src/render/autoscaler';

const of = (kind: string, spec: JsonObject) => autoscalerIn(kind, { kind, spec: { scaleTargetRef: { kind: 'Deployment', name: 'm' }, ...spec } });

test.each<[string, string, JsonObject, object | undefined]>([
  ['an empty HPA', 'HorizontalPodAutoscaler', {}, { minimum: 1, resources: ['cpu'] }],
  ['its resources', 'HorizontalPodAutoscaler', { metrics: [{ resource: { name: 'cpu' } }, { containerResource: { name: 'memory' } }] }, { resources: ['cpu', 'memory'] }],
  ['its metrics', 'HorizontalPodAutoscaler', { minReplicas: 3, metrics: [{ pods: { metric: { name: 'p' } } }, { external: { metric: { name: 'e' } } }] }, { minimum: 3, metrics: ['p', 'e'] }],
  ['an empty ScaledObject', 'ScaledObject', {}, { minimum: 0 }],
  ['its fewest replicas while idle', 'ScaledObject', { idleReplicaCount: 0, minReplicaCount: 2 }, { minimum: 0 }],
  ['its queries', 'ScaledObject', { triggers: [{ type: 'prometheus', metadata: { query: 'q' } }] }, { metrics: ['q'] }],
  ['an interceptor in front', 'ScaledObject', { triggers: [{ type: 'external-push', metadata: { interceptorRoute: 'r' } }] }, { holdsRequests: true }],
  ['another external scaler', 'ScaledObject', { triggers: [{ type: 'external-push', metadata: {} }] }, {}],
  ['its triggers by resources', 'ScaledObject', { triggers: [{ type: 'cpu' }, { type: 'memory' }] }, { resources: ['cpu', 'memory'] }],
  ['a trigger by a resource beside another', 'ScaledObject', { triggers: [{ type: 'cpu' }, { type: 'prometheus', metadata: { query: 'q' } }] }, {}],
  ['a resource beside a metric', 'HorizontalPodAutoscaler', { metrics: [{ resource: { name: 'cpu' } }, { pods: { metric: { name: 'p' } } }] }, {}],
  ['one that is not known, with triggers', 'Wave', { triggers: [{ type: 'cpu' }] }, { minimum: 2 }],
  ['one that is not known', 'Wave', {}, { minimum: 2, resources: undefined }],
])('%s is read', (_what, kind, spec, expected) => {
  const read = of(kind, spec);
  expect(read).toMatchObject({ kind, target: 'm', ...expected });
  expect(read).toMatchSnapshot();
  expect(read?.holdsRequests ?? false).toBe('holdsRequests' in (expected ?? {}));
});

test('a kind that is not spelled as Kubernetes does is named, and nothing is scaled', () => {
  expect(misspelledKindIn({ spec: { scaleTargetRef: { kind: 'deployments', name: 'm' } } })).toBe('deployments');
  expect(misspelledKindIn({ spec: { targetRef: { kind: 'deployment', name: 'm' } } })).toBe('deployment');
  expect([{}, { scaleTargetRef: { name: 'm' } }, { scaleTargetRef: { kind: 'Deployment' } }, { scaleTargetRef: { kind: 'StatefulSet' } }].map(spec => misspelledKindIn({ spec }))).toEqual(Array(4).fill(undefined));
  expect(of('HorizontalPodAutoscaler', { scaleTargetRef: { kind: 'deployments', name: 'm' } })).toBeUndefined();
});

test('the target is a Deployment by name, under each key that says one', () => {
  expect(targetIn({ kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: { name: 'm' } } })).toBe('m');
  expect(targetIn({ kind: 'VerticalPodAutoscaler', spec: { targetRef: { kind: 'Deployment', name: 'm' } } })).toBe('m');
  expect(targetIn({ kind: 'Backup', spec: { targetRef: { kind: 'Deployment', name: 'm' } } })).toBeUndefined();
  expect(targetIn({ kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'm' } } })).toBeUndefined();
  expect(targetIn({ kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: { kind: 'Deployment', name: 5 } } })).toBeUndefined();
});
