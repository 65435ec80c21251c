import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { Findings, ModelCache, ModelConstruct } from '../../src';
import { chartIn, ModelOverrides, plainModel } from '../fixtures';

/** Rules of the findings of a model with all of its objects, after something was done to them. */
function found(change: (objectOf: (kind: string) => ApiObject, model: ModelConstruct) => void, overrides: ModelOverrides = {}): string[] {
  const chart = chartIn('ml');
  const model = plainModel(chart, 'model', { replicas: 2, network: {}, disruptionBudget: true, ...overrides });
  const before = Findings.of(chart).map(({ rule }) => rule);
  const objects = model.node.findAll().filter(one => ApiObject.isApiObject(one));
  change(kind => objects.find(one => one.kind === kind)!, model);
  return Findings.of(chart).map(({ rule }) => rule).filter(rule => !before.includes(rule));
}

const patch = (kind: string, ...patches: JsonPatch[]) => (objectOf: (kind: string) => ApiObject) => objectOf(kind).addJsonPatch(...patches);
const budget = (spec: object) => patch('PodDisruptionBudget', ...Object.entries({ maxUnavailable: undefined, ...spec }).map(([member, value]) => (
  value === undefined ? JsonPatch.remove(`/spec/${member}`) : JsonPatch.add(`/spec/${member}`, value)
)));

test.each([[{ maxUnavailable: 0 }], [{ maxUnavailable: '0%' }], [{ minAvailable: 2 }], [{ minAvailable: '100%' }], [{ minAvailable: '51%' }]])('its budget patched to %j lets no Pod go', spec => {
  expect(found(budget(spec))).toEqual(['disruption-budget-blocks']);
});

test.each([[{ maxUnavailable: '50%' }], [{ minAvailable: 1 }], [{ minAvailable: '50%' }]])('its budget patched to %j is fine', spec => {
  expect(found(budget(spec))).toEqual([]);
});

test.each([[['Ingress']], [['Egress']]])('its NetworkPolicy patched to %j alone opens the other direction', types => {
  expect(found(patch('NetworkPolicy', JsonPatch.replace('/spec/policyTypes', types)))).toEqual(['patch-contradicts-derived']);
});

test('its NetworkPolicy may leave the directions to Kubernetes, or name them in another order', () => {
  expect(found(patch('NetworkPolicy', JsonPatch.remove('/spec/policyTypes')))).toEqual([]);
  expect(found(patch('NetworkPolicy', JsonPatch.replace('/spec/policyTypes', ['Egress', 'Ingress'])))).toEqual([]);
});

const letIn = (port: unknown) => patch('NetworkPolicy', JsonPatch.add('/spec/ingress', [{ ports: [{ port }] }]));
const led = (targetPort: unknown) => patch('Service', JsonPatch.add('/spec/ports/-', { name: 'web', port: 80, targetPort }));

test.each([letIn('admin'), led('admin'), letIn('health'), led('htpp')])('%#: a port by a name that no container has is a warning', change => {
  expect(found(change)).toEqual(['port-name-unknown']);
});

test('a port by a name that a container has, from the beginning or by a patch, or by its number, is fine', () => {
  for (const change of [letIn('http'), led('http'), letIn(9), led(9)]) expect(found(change)).toEqual([]);
  expect(found(objectOf => {
    led('admin')(objectOf);
    patch('Deployment', JsonPatch.add('/spec/template/spec/containers/0/ports/-', { name: 'admin', containerPort: 9000 }))(objectOf);
  })).toEqual([]);
  expect(found(patch('NetworkPolicy', JsonPatch.add('/spec/egress/-', { ports: [{ port: 'metrics' }] })))).toEqual([]);
});

test.each(['abc', '0', '-5Gi'])('a claim of %s is said once', size => {
  const chart = chartIn();
  const model = plainModel(chart, 'model', { cache: ModelCache.claim({ size: Size.gibibytes(20) }) });
  const claim = model.node.findAll().find(one => ApiObject.isApiObject(one) && one.kind === 'PersistentVolumeClaim') as ApiObject;
  claim.addJsonPatch(JsonPatch.replace('/spec/resources/requests/storage', size));
  expect(Findings.of(chart).filter(({ rule }) => rule === 'object-schema')).toHaveLength(1);
});

const extra = (image: string) => ({ name: 'extra', image, resources: { requests: { cpu: '1' } } });
const isPinned = (rules: string[]) => !rules.includes('image-not-pinned');

test.each(['busybox', 'busybox:latest', 'busybox:1'])('the image %s in a patch is judged as any other', image => {
  const [container, volume] = [JsonPatch.add('/spec/containers/-', extra(image)), JsonPatch.add('/spec/volumes/-', { name: 'files', image: { reference: image } })];
  expect(isPinned(found(patch('Deployment', JsonPatch.add('/spec/template/spec/containers/-', extra(image)))))).toBe(false);
  expect(isPinned(found(patch('Deployment', JsonPatch.add('/spec/template/spec/initContainers', [extra(image)]))))).toBe(false);
  for (const one of [container, volume]) {
    const model = plainModel(chartIn(), 'model', { pod: { patches: [one] } });
    expect(isPinned(Findings.of(model).map(({ rule }) => rule))).toBe(false);
  }
});

test('an image that is pinned in a patch is fine', () => {
  expect(isPinned(found(patch('Deployment', JsonPatch.add('/spec/template/spec/containers/-', extra('docker.io/library/busybox:1.37.0')))))).toBe(true);
});

test.each(['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'])('metadata.add(%j) is printed by no cdk8s, and said', member => {
  for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget', 'Model']) {
    expect(found((objectOf, model) => (kind === 'Model' ? model.model : objectOf(kind)).metadata.add(member, member.endsWith('s') ? {} : 'other'))).toEqual(['patch-without-effect']);
  }
  expect(found(objectOf => objectOf('Deployment').metadata.add('generateName', 'model-'))).toEqual([]);
});
