import { KubernetesVersion } from '../../src';
import { Companion, OwnObjects } from '../../src/checks/companions/companion';
import { checkCompanions } from '../../src/checks/companions/companion-checks';
import { checkOwnObjects } from '../../src/checks/companions/own-objects';
import { JsonObject } from '../../src/ground/objects';

/* Objects beside a model, as they are printed, and what is said of them, word for word: `npm run test:update` writes it anew. */

let count = 0;
const companion = (kind: string, spec: JsonObject, metadata: JsonObject = {}): Companion => ({ kind, path: `chart/${kind.toLowerCase()}`, manifest: { kind, metadata: { name: `own${count++}`, ...metadata }, spec } });

const SERVER: JsonObject = { name: 'server', image: 'a:1', ports: [{ name: 'http', containerPort: 80 }, { containerPort: 81 }], resources: { requests: { cpu: '2', memory: '4Gi' }, limits: { memory: '8Gi' } } };
const FETCH: JsonObject = { name: 'fetch', image: 'a:1', resources: { limits: { 'cpu': '1', 'memory': '1Gi', 'example.com/nic': '1' } } };
const LOG: JsonObject = { name: 'log', image: 'a:1', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 82 }], resources: { requests: { cpu: '1' } } };
const TEMPLATE: JsonObject = { metadata: { labels: { app: 'model', tier: 'gpu' } }, spec: { containers: [SERVER], initContainers: [FETCH, LOG] } };
const service = (name: string, ...ports: JsonObject[]): JsonObject => ({ metadata: { name }, spec: { ports } });
const OWN: OwnObjects = {
  template: TEMPLATE,
  services: [service('model', { name: 'http', port: 80 }, { name: 'metrics', port: 9 }), service('model-grpc', { name: 'grpc', port: 9000 })],
  hasBudget: false,
  replicas: 2,
};

const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
const hpa = (spec: JsonObject = {}, metadata: JsonObject = {}) => companion('HorizontalPodAutoscaler', { scaleTargetRef: TARGET, minReplicas: 1, maxReplicas: 4, ...spec }, metadata);
const keda = (spec: JsonObject = {}, annotations: JsonObject = {}) => companion('ScaledObject', { scaleTargetRef: { name: 'model' }, minReplicaCount: 1, maxReplicaCount: 4, ...spec }, { annotations });
const web = (replicas: JsonObject) => companion('HTTPScaledObject', { scaleTargetRef: { name: 'model' }, replicas });
const vpa = (spec: JsonObject = {}) => companion('VerticalPodAutoscaler', { targetRef: TARGET, ...spec });
const metric = (name: string, type = 'resource') => ({ type, [type]: { name } });
const policy = (...containerPolicies: JsonObject[]) => vpa({ resourcePolicy: { containerPolicies } });
const budget = (spec: JsonObject, selector: JsonObject | undefined = { matchLabels: { app: 'model' } }) => companion('PodDisruptionBudget', { ...selector && { selector }, ...spec });
const expression = (key: string, operator: string, ...values: string[]) => (
  budget({ maxUnavailable: 0 }, { matchExpressions: [{ key, operator, values }] })
);
const quota = (hard: JsonObject, more: JsonObject = {}) => companion('ResourceQuota', { hard, ...more });
const range = (...limits: JsonObject[]) => companion('LimitRange', { limits: limits.map(limit => ({ type: 'Container', ...limit })) });
const namespace = (labels: JsonObject) => companion('Namespace', {}, { labels });
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };
const ingress = (name: string, port?: JsonObject) => companion('Ingress', { rules: [{ http: { paths: [{ backend: { service: { name, ...port && { port } } } }] } }] });
const route = (kind: string, reference: JsonObject) => companion(kind, { rules: [{ backendRefs: [reference] }] });

const CASES: readonly [what: string, all: readonly Companion[], own?: Partial<OwnObjects>, version?: KubernetesVersion][] = [
  ['one autoscaler', [hpa()]], ['two autoscalers', [hpa(), keda()]], ['three autoscalers', [hpa(), keda(), web({ min: 1, max: 2 })]],
  ...['autoscaling.keda.sh/paused', 'autoscaling.keda.sh/paused-replicas', 'example.com/transfer-hpa-ownership', 'example.com/skip-scaledobject-creation']
    .flatMap((name): typeof CASES[number][] => [[`an autoscaler and one with ${name}: true`, [hpa(), keda({}, { [name]: 'true' })]], [`an autoscaler and one with ${name}: false`, [hpa(), keda({}, { [name]: 'false' })]]]),
  ['names that only begin or end like those', [hpa(), keda({}, { 'autoscaling.keda.sh/paused-not': 'true', 'x.autoscaling.keda.sh/paused': 'true', 'a/transfer-hpa-ownership-x': 'true', 'a/skip-scaledobject-creation-x': 'true' })]],
  ['two vertical ones', [vpa(), vpa()]], ['two vertical ones, one that only recommends', [vpa(), vpa({ updatePolicy: { updateMode: 'Off' } })]], ['two vertical ones, one for new Pods', [vpa(), vpa({ updatePolicy: { updateMode: 'Initial' } })]],
  ['one of each kind', [hpa(), vpa()]], ['one of each, by another metric', [hpa({ metrics: [metric('queue', 'pods')] }), vpa()]], ['one of each, by memory and cpu', [hpa({ metrics: [metric('memory'), metric('cpu', 'containerResource')] }), vpa()]],
  ['one of each, of KEDA', [keda({ triggers: [{ type: 'cpu' }] }), vpa()]], ['one of each, of KEDA by a query', [keda({ triggers: [{ type: 'prometheus' }] }), vpa()]], ['one of each, which leaves cpu alone', [hpa(), policy({ containerName: 'server', controlledResources: ['memory'] })]],
  ['one of each, which leaves the server alone', [hpa(), policy({ containerName: 'server', mode: 'Off' }, { containerName: '*' })]], ['one of each, which leaves all others alone', [hpa(), policy({ containerName: '*', mode: 'Off' })]],
  ['one of each, which leaves another container alone', [hpa(), policy({ containerName: 'log', mode: 'Off' })]], ['one of each, for cpu of all', [hpa(), policy({ containerName: '*', controlledResources: ['cpu'] })]],
  ['a target that is misspelled', [hpa({ scaleTargetRef: { ...TARGET, kind: 'deployment' } }), hpa()]], ['a misspelled vertical one', [vpa({ targetRef: { ...TARGET, kind: 'Deployments' } }), vpa()]],
  ['a range that is empty', [hpa({ minReplicas: 5 })]], ['a range of one', [hpa({ minReplicas: 4 })]], ['a range up to none', [hpa({ minReplicas: 0, maxReplicas: 0 })]], ['a range up to one', [hpa({ minReplicas: 0, maxReplicas: 1 })]], ['a range without a minimum', [companion('HorizontalPodAutoscaler', { scaleTargetRef: TARGET, maxReplicas: 0 })]],
  ['texts in a range', [hpa({ minReplicas: '1', maxReplicas: '4' })]], ['a text in a range of KEDA', [keda({ maxReplicaCount: '4' })]], ['an empty range of KEDA', [keda({ minReplicaCount: 5 })]], ['an empty range of its HTTP add-on', [web({ min: 3, max: 2 })]], ['a range of KEDA without a minimum', [companion('ScaledObject', { maxReplicaCount: 1 })]],
  ['a container that there is', [hpa({ metrics: [{ containerResource: { name: 'memory', container: 'server' } }] })]], ['a container that there is not', [hpa({ metrics: [{ containerResource: { name: 'cpu', container: 'sidecar' } }] })], { template: { spec: { containers: [SERVER, LOG] } } }],
  ['a budget', [budget({ maxUnavailable: 1 })]], ['a budget of none', [budget({ maxUnavailable: 0 })]], ['a budget of no share', [budget({ maxUnavailable: '0%' })]], ['a budget of none as a text', [budget({ maxUnavailable: '0' })]], ['a budget of all', [budget({ minAvailable: '100%' })], { replicas: undefined }],
  ['a budget of as many as there are', [budget({ minAvailable: 2 })]], ['a budget of fewer', [budget({ minAvailable: 1 })]], ['a budget of more', [budget({ minAvailable: 3 })]], ['a budget of as many, where nobody knows', [budget({ minAvailable: 2 })], { replicas: undefined }], ['a budget of as many as none', [budget({ minAvailable: 0 })], { replicas: 0 }],
  ['a budget of a share that is rounded up', [budget({ minAvailable: '51%' })]], ['a budget of half', [budget({ minAvailable: '50%' })]], ['a budget of a share, where nobody knows', [budget({ minAvailable: '51%' })], { replicas: undefined }], ['a budget of a text', [budget({ minAvailable: 'x100%' })]], ['a budget of a longer text', [budget({ minAvailable: '90%x' })]],
  ['two budgets', [budget({ maxUnavailable: 1 }), budget({ maxUnavailable: 1 })]], ['a budget beside that of the library', [budget({ maxUnavailable: 1 })], { hasBudget: true }], ['the budget of the library', [], { hasBudget: true }],
  ['a budget by an operator that there is not', [expression('app', 'Gt', 'model')]],
  ['a budget of all Pods', [budget({ maxUnavailable: 0 }, {})]], ['a budget of no Pods', [companion('PodDisruptionBudget', { maxUnavailable: 0 })]], ['a budget of others', [budget({ maxUnavailable: 0 }, { matchLabels: { app: 'model', tier: 'cpu' } })]],
  ...['In', 'NotIn'].flatMap((operator): typeof CASES[number][] => [[`${operator} with the value`, [expression('tier', operator, 'gpu', 'tpu')]], [`${operator} with another value`, [expression('tier', operator, 'cpu')]], [`${operator} of a label that is not there`, [expression('zone', operator, 'a')]]]),
  ...['Exists', 'DoesNotExist', 'Other'].flatMap((operator): typeof CASES[number][] => [[`${operator} of a label`, [expression('tier', operator)]], [`${operator} of none`, [expression('zone', operator)]]]),
  ['a quota that counts what is not said', [quota({ 'limits.cpu': 9, 'limits.memory': '99Gi', 'requests.memory': '99Gi', 'pods': 9 })]], ['a quota that counts what is said', [quota({ cpu: 99 })]], ['such a quota beside a default', [quota({ 'limits.cpu': 9 }), range({ default: { cpu: '1' } })]],
  ['such a quota beside a maximum', [quota({ 'limits.cpu': 9 }), range({ max: { cpu: '9' } })]], ['such a quota beside a default for claims', [quota({ 'limits.cpu': 9 }), companion('LimitRange', { limits: [{ type: 'PersistentVolumeClaim', default: { cpu: '1' } }] })]],
  ['such a quota beside a default of another', [quota({ 'limits.cpu': 9 }), range({ default: { memory: '1Gi' } }, { min: { cpu: '1m' } })]], ['a quota for some Pods', [quota({ cpu: 1 }, { scopes: ['BestEffort'] })]], ['a quota for a class', [quota({ cpu: 1 }, { scopeSelector: {} })]],
  ['a quota of one CPU', [quota({ cpu: 1 })]], ['a quota of as much', [quota({ 'requests.cpu': 6 })]], ['a quota of less', [quota({ 'requests.cpu': 5 })]], ['a quota of less for one', [quota({ 'requests.cpu': '2999m' })], { replicas: undefined }], ['a quota of Pods', [quota({ pods: 1 })]], ['a quota of Pods by count', [quota({ 'count/pods': '1' })]], ['a quota of Services', [quota({ services: 0 })]],
  ['a quota of much', [quota({ 'requests.cpu': 'much' })]], ['a quota of devices', [quota({ 'requests.example.com/nic': 0 })]], ['a quota of limits', [quota({ 'limits.memory': '15Gi' })]], ['a quota of files', [quota({ 'requests.ephemeral-storage': 0 })]],
  ['a range above the most', [range({ max: { memory: '4Gi' } })]], ['a range of as much', [range({ max: { memory: '8Gi' } })]], ['a range below the least', [range({ min: { cpu: '3' } })]], ['a default below the request', [range({ default: { cpu: '1' } })]], ['a default request below the least', [range({ defaultRequest: { memory: '1Mi' }, min: { 'memory': '2Gi', 'ephemeral-storage': '1Gi' } })]],
  ['a range for Pods', [companion('LimitRange', { limits: [{ type: 'Pod', max: { memory: '1Gi' } }] })]], ['a range of a text', [range({ max: { memory: 'much' } })]],
  ['a namespace that enforces', [namespace(RESTRICTED)]], ['one that enforces another level', [namespace({ 'pod-security.kubernetes.io/enforce': 'baseline' })]], ['one of the newest version', [namespace({ ...RESTRICTED, 'pod-security.kubernetes.io/enforce-version': 'latest' })]], ['one of an older version', [namespace({ ...RESTRICTED, 'pod-security.kubernetes.io/enforce-version': 'v1.20' })]],
  ['a namespace, without a template', [namespace(RESTRICTED)], { template: undefined }], ['a namespace of a newer cluster', [namespace(RESTRICTED)], {}, KubernetesVersion.V1_37],
  ['a quota of nothing that is known, and a good one', [quota({ cpu: 99, services: 1 })]], ['a default in another LimitRange', [quota({ 'limits.cpu': 9 }), range({ default: { memory: '9Gi' } }), range({ default: { cpu: '2' } })]],
  ['two containers that there are not', [hpa({ metrics: [{ containerResource: { name: 'cpu', container: 'a' } }, { containerResource: { name: 'cpu', container: 'b' } }] })]],
  ['a policy for another container and for all', [hpa(), policy({ containerName: 'log', controlledResources: ['memory'] }, { containerName: '*', controlledResources: ['cpu'] })]],
  ['a route to a port', [ingress('model', { number: 80 })]], ['a route to a port by name', [ingress('model', { name: 'http' })]], ['a route to no port of it', [ingress('model', { number: 81 })]], ['a route to no name of it', [ingress('model', { name: 'grpc' })]], ['a route to another Service', [ingress('other', { number: 81 })]], ['a route without a port', [ingress('model')]],
  ['a default backend', [companion('Ingress', { defaultBackend: { service: { name: 'model-grpc', port: { number: 80 } } } })]], ['a route of the gateway', [route('HTTPRoute', { name: 'model', port: 81 })]], ['one of gRPC', [route('GRPCRoute', { kind: 'Service', name: 'model-grpc', port: 80 })]], ['one to another kind', [route('HTTPRoute', { kind: 'Bucket', name: 'model', port: 81 })]],
  ['one to another namespace', [route('HTTPRoute', { name: 'model', namespace: 'n', port: 81 })]], ['one of another kind', [route('TCPRoute', { name: 'model', port: 81 })]],
];

test.each(CASES)('%s', (_what, all, own = {}, version = undefined) => {
  expect(checkCompanions(all, { ...OWN, ...own }, version).map(({ rule, what, fix }) => `${rule}: ${what}\n    fix: ${fix}`).join('\n')).toMatchSnapshot();
});

const patched = (kind: string, spec: JsonObject) => checkOwnObjects([companion(kind, spec)], TEMPLATE, 2).map(({ rule, what }) => `${rule}: ${what}`);

test.each<[string, JsonObject, string[]]>([
  ['Service', { ports: [{ targetPort: 'http' }, { targetPort: 'admin' }, { targetPort: 5 }, {}] }, []],
  ['Service', { ports: [{ targetPort: 'grpc' }] }, ['port-name-unknown: Service chart/service names the port "grpc", and the containers have http, admin']],
  ['NetworkPolicy', { ingress: [{ ports: [{ port: 'grpc' }] }], egress: [{ ports: [{ port: 'x' }] }] }, ['port-name-unknown: NetworkPolicy chart/networkpolicy names the port "grpc", and the containers have http, admin']],
  ['Deployment', { ingress: [{ ports: [{ port: 'grpc' }] }], ports: [{ targetPort: 'grpc' }], maxUnavailable: 0 }, []],
  ['PodDisruptionBudget', { maxUnavailable: 0 }, ['disruption-budget-blocks: PodDisruptionBudget chart/poddisruptionbudget says maxUnavailable 0, and lets no Pod of the model be evicted']],
])('a patched %s with %j', (kind, spec, problems) => expect(patched(kind, spec)).toEqual(problems));
