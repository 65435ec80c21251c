import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { ModelLabels } from '../../src';
import { chartIn, findingsOf, gpuCompute, ModelOverrides, plainModel, rulesOf } from '../fixtures';

type Make = (chart: Chart) => unknown;

const own = (apiVersion: string, kind: string, spec: object, metadata: object = {}): Make => chart => (
  new ApiObject(chart, `own${chart.node.children.length}`, { apiVersion, kind, metadata: { name: `own${chart.node.children.length}`, ...metadata }, spec })
);
const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
const hpa = (spec: object = {}, metadata: object = {}) => own('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef: TARGET, minReplicas: 2, maxReplicas: 4, ...spec }, metadata);
const keda = (spec: object = {}, annotations: object = {}) => (
  own('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'model' }, minReplicaCount: 2, triggers: [{ type: 'prometheus' }], ...spec }, { annotations })
);
const web = (spec: object = {}, annotations: object = {}) => (
  own('http.keda.sh/v1alpha1', 'HTTPScaledObject', { scaleTargetRef: { name: 'model', kind: 'Deployment', service: 'model' }, replicas: { min: 1, max: 4 }, ...spec }, { annotations })
);
const vpa = (spec: object = {}) => own('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', { targetRef: TARGET, ...spec });
const budget = (selector: object | undefined, spec: object = { maxUnavailable: 1 }, metadata: object = {}) => own('policy/v1', 'PodDisruptionBudget', { selector, ...spec }, metadata);
const MODEL = { matchLabels: { [ModelLabels.MODEL]: 'model' } };
const expression = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, values }] });
const quota = (hard: object, more: object = {}) => own('v1', 'ResourceQuota', { hard, ...more });
const range = (limit: object) => own('v1', 'LimitRange', { limits: [{ type: 'Container', ...limit }] });
const namespace = (labels: object): Make => own('v1', 'Namespace', {}, { name: 'ml', labels });
const inList = (kind: string, apiVersion: string, spec: object): Make => chart => new ApiObject(chart, 'list', {
  apiVersion: 'v1', kind: 'List', items: [{ apiVersion, kind, metadata: { name: 'a', namespace: 'ml' }, spec }],
});

/** Rules of the findings of a model beside such objects, made before it or after it, in its chart or in another one of its namespace. */
function rulesBeside(makes: readonly Make[], overrides: ModelOverrides = {}): string[] {
  const [chart, before] = [chartIn('ml'), chartIn('ml')];
  plainModel(chart, 'model', overrides);
  makes.forEach(make => make(chart));
  const others = new Chart(App.of(before), 'others', { namespace: 'ml' });
  makes.forEach(make => make(others));
  plainModel(before, 'model', overrides);
  expect(rulesOf(before)).toEqual(rulesOf(chart));
  return rulesOf(chart);
}

const TWO = { replicas: 2 };

/** What is said of some of these models besides. */
const IN_ANY_CASE = ['pod-security-lowered', 'rollout-interrupts-serving', 'autoscaler-metric-unfit'];

describe('objects that Kubernetes documents as wrong beside those of a model', () => {
  test.each<[string, readonly Make[], ModelOverrides, string]>([
    ['two HorizontalPodAutoscalers', [hpa(), hpa()], {}, 'autoscalers-overlap'],
    ['three of them, said once', [hpa(), hpa(), hpa()], {}, 'autoscalers-overlap'],
    ['a HorizontalPodAutoscaler and a ScaledObject', [hpa(), keda()], {}, 'autoscalers-overlap'],
    ['two ScaledObjects', [keda(), keda()], {}, 'autoscalers-overlap'],
    ['a ScaledObject and an HTTPScaledObject', [keda(), web()], {}, 'autoscalers-overlap'],
    ['one that a patch points here', [hpa(), chart => (hpa({ scaleTargetRef: { ...TARGET, name: 'other' } })(chart) as ApiObject).addJsonPatch(JsonPatch.replace('/spec/scaleTargetRef/name', 'model'))], {}, 'autoscalers-overlap'],
    ['one in a list', [hpa(), inList('HorizontalPodAutoscaler', 'autoscaling/v2', { scaleTargetRef: TARGET, minReplicas: 2, maxReplicas: 4 })], {}, 'autoscalers-overlap'],
    ['two VerticalPodAutoscalers', [vpa(), vpa({ updatePolicy: { updateMode: 'Recreate' } })], {}, 'autoscalers-overlap'],
    ['a VerticalPodAutoscaler beside one that goes by CPU', [hpa(), vpa()], {}, 'autoscaler-metric-unfit'],
    ['one that changes Pods in place', [hpa(), vpa({ updatePolicy: { updateMode: 'InPlaceOrRecreate' } })], {}, 'autoscaler-metric-unfit'],
    ['one beside KEDA that goes by memory', [keda({ triggers: [{ type: 'memory' }] }), vpa()], {}, 'autoscaler-metric-unfit'],
    ['a kind in lower case', [hpa({ scaleTargetRef: { ...TARGET, kind: 'deployment' } })], {}, 'autoscaler-target-misspelled'],
    ['a kind in the plural', [keda({ scaleTargetRef: { name: 'model', kind: 'Deployments' } })], {}, 'autoscaler-target-misspelled'],
    ['a kind of a VerticalPodAutoscaler in lower case', [vpa({ targetRef: { ...TARGET, kind: 'deployment' } })], {}, 'autoscaler-target-misspelled'],
    ['a text for the fewest', [hpa({ minReplicas: '2' })], {}, 'autoscaler-range-empty'],
    ['a text for the most', [keda({ maxReplicaCount: '4' })], {}, 'autoscaler-range-empty'],
    ['more at least than at most', [hpa({ minReplicas: 5 })], {}, 'autoscaler-range-empty'],
    ['a maximum below the minimum that nobody says', [hpa({ minReplicas: undefined, maxReplicas: 0 })], {}, 'autoscaler-range-empty'],
    ['the same of KEDA', [keda({ minReplicaCount: 5, maxReplicaCount: 4 })], {}, 'autoscaler-range-empty'],
    ['the same of HTTP', [web({ replicas: { min: 5, max: 4 } })], {}, 'autoscaler-range-empty'],
    ['as many at least as at most', [hpa({ minReplicas: 4 })], {}, 'autoscaler-never-scales'],
    ['a budget for all Pods that an autoscaler leaves', [hpa({ minReplicas: 2 }), budget(MODEL, { minAvailable: 2 })], { replicas: undefined, disruptionBudget: false }, 'disruption-budget-blocks'],
    ['a quota for fewer Pods than an autoscaler leaves', [hpa({ minReplicas: 3 }), quota({ pods: '2' })], { replicas: undefined }, 'quota-too-small'],
    ['a container that there is not', [hpa({ metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'vllm' } }] })], {}, 'autoscaler-metric-unfit'],
    ['a second disruption budget', [budget(MODEL)], TWO, 'disruption-budgets-overlap'],
    ['one for all Pods', [budget({})], TWO, 'disruption-budgets-overlap'],
    ['one by an expression', [budget(expression(ModelLabels.MODEL, 'In', ['a', 'model']))], TWO, 'disruption-budgets-overlap'],
    ['one by a label that is there', [budget(expression('app.kubernetes.io/name', 'Exists'))], TWO, 'disruption-budgets-overlap'],
    ['one by what others have', [budget(expression(ModelLabels.MODEL, 'NotIn', ['a']))], TWO, 'disruption-budgets-overlap'],
    ['one in a list', [inList('PodDisruptionBudget', 'policy/v1', { selector: MODEL, maxUnavailable: 1 })], TWO, 'disruption-budgets-overlap'],
    ['one beside the budget for an autoscaler', [budget(MODEL), hpa()], { disruptionBudget: true }, 'disruption-budgets-overlap'],
    ['two of others', [budget(MODEL), budget({})], {}, 'disruption-budgets-overlap'],
    ['a budget without room', [budget(MODEL, { maxUnavailable: 0 })], {}, 'disruption-budget-blocks'],
    ['a share without room', [budget(MODEL, { maxUnavailable: '0%' })], {}, 'disruption-budget-blocks'],
    ['all that there are', [budget(MODEL, { minAvailable: 2 })], { ...TWO, disruptionBudget: false }, 'disruption-budget-blocks'],
    ['a share that is rounded up to all', [budget(MODEL, { minAvailable: '51%' })], { ...TWO, disruptionBudget: false }, 'disruption-budget-blocks'],
    ['all of whatever an autoscaler makes', [budget(MODEL, { minAvailable: '100%' }), hpa()], {}, 'disruption-budget-blocks'],
    ['a quota of limits that nobody says', [quota({ 'limits.cpu': '100' })], {}, 'quota-demands-resources'],
    ['a quota of a GPU less', [quota({ 'requests.nvidia.com/gpu': '1' })], { compute: gpuCompute(2), ...TWO }, 'quota-too-small'],
    ['a quota of memory', [quota({ memory: '1Gi' })], {}, 'quota-too-small'],
    ['a quota of Pods', [quota({ pods: '1' })], TWO, 'quota-too-small'],
    ['a most that is less', [range({ max: { memory: '1Gi' } })], {}, 'limit-range-refuses'],
    ['a least that is more', [range({ min: { cpu: '64' } })], {}, 'limit-range-refuses'],
    ['a default limit below the request', [range({ default: { cpu: '500m' } })], {}, 'limit-range-refuses'],
    ['a most that becomes the limit', [range({ max: { cpu: '1' } })], {}, 'limit-range-refuses'],
    ['a namespace that refuses the Pods', [namespace({ 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'latest' })], { security: { runAsUser: 0 } }, 'namespace-refuses-pods'],
    ['a route by a number', [own('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', port: 80 }] }] })], {}, 'route-port-unknown'],
    ['an Ingress by a name', [own('networking.k8s.io/v1', 'Ingress', { rules: [{ http: { paths: [{ backend: { service: { name: 'model', port: { name: 'web' } } } }] } }] })], {}, 'route-port-unknown'],
  ])('are said: %s', (_what, makes, overrides, rule) => {
    expect(rulesBeside(makes, overrides).filter(found => !IN_ANY_CASE.includes(found) || found === rule)).toEqual([rule]);
  });
});

describe('objects that are fine beside those of a model', () => {
  test.each<[string, readonly Make[], ModelOverrides]>([
    ['an autoscaler of another one', [hpa(), hpa({ scaleTargetRef: { ...TARGET, name: 'other' } })], {}],
    ['one of the same name in another namespace', [hpa(), hpa({}, { namespace: 'other' }), own('apps/v1', 'Deployment', {}, { name: 'model', namespace: 'other' })], {}],
    ['a ScaledObject that is paused', [hpa(), keda({}, { 'autoscaling.keda.sh/paused': 'true' })], {}],
    ['one that is paused at a number', [hpa(), keda({}, { 'autoscaling.keda.sh/paused-replicas': '2' })], {}],
    ['one that takes over the autoscaler', [hpa(), keda({}, { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' })], {}],
    ['an HTTPScaledObject that leaves the ScaledObject to its user', [keda(), web({}, { 'httpscaledobject.keda.sh/skip-scaledobject-creation': 'true' })], {}],
    ['a VerticalPodAutoscaler that only recommends', [hpa(), vpa({ updatePolicy: { updateMode: 'Off' } })], {}],
    ['one that changes another resource', [hpa(), vpa({ resourcePolicy: { containerPolicies: [{ containerName: 'server', controlledResources: ['memory'] }] } })], {}],
    ['one that leaves the server alone', [hpa(), vpa({ resourcePolicy: { containerPolicies: [{ containerName: 'server', mode: 'Off' }, { containerName: '*' }] } })], {}],
    ['a maximum that KEDA knows alone', [keda({ maxReplicaCount: undefined })], {}],
    ['the only disruption budget', [budget(MODEL)], {}],
    ['a budget of other Pods', [budget({ matchLabels: { app: 'web' } })], TWO],
    ['a budget of no Pods', [budget(undefined)], TWO],
    ['a budget of Pods without the label', [budget(expression(ModelLabels.MODEL, 'DoesNotExist'))], TWO],
    ['a budget of another namespace', [budget(MODEL, { maxUnavailable: 1 }, { namespace: 'other' })], TWO],
    ['a budget with room', [budget(MODEL, { minAvailable: '50%' })], { ...TWO, disruptionBudget: false }],
    ['a quota that is large enough', [quota({ 'requests.cpu': '4', 'requests.memory': '64Gi', 'limits.memory': '64Gi', 'pods': '2' })], TWO],
    ['a quota of other things', [quota({ 'count/deployments.apps': '100', 'persistentvolumeclaims': '4' })], {}],
    ['a quota for some Pods', [quota({ 'limits.cpu': '1' }, { scopes: ['BestEffort'] })], {}],
    ['a quota of a priority', [quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } })], {}],
    ['a range for claims', [own('v1', 'LimitRange', { limits: [{ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }] })], {}],
    ['a range around it', [range({ min: { cpu: '250m' }, max: { cpu: '8', memory: '64Gi' }, default: { cpu: '4' } })], {}],
    ['a namespace that refuses others', [namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' })], {}],
    ['a namespace that warns', [namespace({ 'pod-security.kubernetes.io/warn': 'restricted' })], { security: { runAsUser: 0 } }],
    ['a namespace of another name', [own('v1', 'Namespace', {}, { name: 'other', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } })], { security: { runAsUser: 0 } }],
    ['a route by the right number', [own('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', port: 8080 }] }] })], {}],
    ['an Ingress by the right name', [own('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { name: 'http' } } } })], {}],
    ['a route to something else', [own('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'model', port: 80, kind: 'ServiceImport' }] }] })], {}],
    ['two network policies', [own('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: MODEL }), own('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {} })], { network: {} }],
    ['two Services with its selector', [own('v1', 'Service', { selector: MODEL.matchLabels, ports: [{ port: 80, targetPort: 'http' }] }), own('v1', 'Service', { selector: MODEL.matchLabels, ports: [{ port: 8080 }] })], {}],
    ['two Ingresses', [8080, 8080].map(number => own('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { number } } } })), {}],
  ])('are not said: %s', (_what, makes, overrides) => {
    expect(rulesBeside(makes, overrides).filter(rule => rule !== 'pod-security-lowered')).toEqual([]);
  });

  test('are those of cdk8s-plus: one autoscaler and the budget that comes with it', () => {
    const chart = chartIn('ml');
    new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, minReplicas: 2, maxReplicas: 4 });
    expect(rulesOf(chart)).toEqual([]);
  });

  test('are seen when they come after a first look', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', TWO);
    expect(rulesOf(chart)).toEqual([]);
    budget(MODEL)(chart);
    expect(findingsOf(chart, 'disruption-budgets-overlap')).toHaveLength(1);
  });
});
