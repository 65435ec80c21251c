import { problemsOf } from './field-problems';
import { CONTENT } from '../../src/checks/spec-fields';
import { Json, JsonObject } from '../../src/ground/objects';

const LABELS = { app: 'a' };
const POD = { containers: [{ name: 'server', image: 'a:1' }] };
const deployment = (more: JsonObject = {}, labels: JsonObject = LABELS): JsonObject => (
  { spec: { selector: { matchLabels: LABELS }, template: { metadata: { labels }, spec: POD }, ...more } }
);
const strategy = (type: string | undefined, rollingUpdate?: JsonObject) => (
  deployment({ strategy: { ...type === undefined ? {} : { type }, ...rollingUpdate && { rollingUpdate } } })
);
const service = (more: JsonObject = {}): JsonObject => ({ spec: { ports: [{ port: 80 }], ...more } });
const policy = (more: JsonObject): JsonObject => ({ spec: { podSelector: {}, ...more } });
const port = (more: JsonObject) => policy({ ingress: [{ ports: [more] }] });
const peer = (more: JsonObject) => policy({ ingress: [{ from: [more] }] });
const budget = (more: JsonObject): JsonObject => ({ spec: more });
const rules = (...all: JsonObject[]): JsonObject => ({ rules: all.map(one => ({ verbs: ['get'], ...one })) });
const subjects = (...all: JsonObject[]): JsonObject => ({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' }, subjects: all });
const definition = (more: JsonObject): JsonObject => ({ spec: { versions: [{ name: 'v1' }], ...more } });
const column = (more: JsonObject) => definition({ versions: [{ name: 'v1', additionalPrinterColumns: [{ name: 'A', type: 'string', jsonPath: '.a', ...more }] }] });

const MIB = 1024 * 1024;
const ACCEPTED: readonly [kind: string, what: string, value: Json][] = [
  ['Deployment', 'the least', deployment()],
  ['Deployment', 'labels beyond its selector', deployment({}, { ...LABELS, more: 'b' })],
  ['Deployment', 'seconds below its deadline', deployment({ minReadySeconds: 599 })],
  ['Deployment', 'seconds below a deadline that is said', deployment({ minReadySeconds: 899, progressDeadlineSeconds: 900 })],
  ['Deployment', 'no strategy', strategy('')],
  ['Deployment', 'one after the other', strategy('Recreate')],
  ['Deployment', 'a surge', strategy('RollingUpdate', { maxSurge: 1, maxUnavailable: 0 })],
  ['Deployment', 'a share of the Pods away', strategy('RollingUpdate', { maxSurge: 0, maxUnavailable: '25%' })],
  ['Deployment', 'a surge that is not said', strategy('RollingUpdate', { maxUnavailable: 0 })],
  ['Deployment', 'nothing away that is not said', strategy('RollingUpdate', { maxSurge: '0%' })],
  ['Service', 'the least', service()],
  ['Service', 'several ports, one with each protocol', service({ ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'UDP' }, { name: 'c', port: 81, nodePort: 0 }] })],
  ['Service', 'no port without an address', service({ ports: [], clusterIP: 'None' })],
  ['Service', 'no port of a name elsewhere', service({ ports: [], type: 'ExternalName', externalName: 'example.com' })],
  ['Service', 'two families of two stacks', service({ ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' })],
  ['Service', 'two families, and no word of stacks', service({ ipFamilies: ['IPv6', 'IPv4'] })],
  ['Service', 'a port of the nodes', service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }], externalTrafficPolicy: 'Local' })],
  ['Service', 'everything of a balancer', service({
    type: 'LoadBalancer', loadBalancerClass: 'example.com/lb', loadBalancerSourceRanges: ['10.0.0.0/8', ' 10.0.0.0/8 '], allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Local', healthCheckNodePort: 30080,
  })],
  ['Service', 'what has no effect', service({ externalTrafficPolicy: '', loadBalancerSourceRanges: [], healthCheckNodePort: 0 })],
  ['Service', 'addresses of which the first is the address', service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '2001:db8::1'] })],
  ['Service', 'no address', service({ clusterIP: '', clusterIPs: [], externalIPs: ['192.0.2.1'] })],
  ['Service', 'the time of an affinity', service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } })],
  ['NetworkPolicy', 'ports of a range', port({ port: 80, endPort: 80 })],
  ['NetworkPolicy', 'a port by name', port({ port: 'http' })],
  ['NetworkPolicy', 'both selectors of a peer', peer({ podSelector: {}, namespaceSelector: {} })],
  ['NetworkPolicy', 'a block of addresses', peer({ ipBlock: { cidr: '10.0.0.0/8' } })],
  ['NetworkPolicy', 'both directions', policy({ policyTypes: ['Ingress', 'Egress'] })],
  ['PodDisruptionBudget', 'one number', budget({ minAvailable: '50%' })],
  ['PodDisruptionBudget', 'the other number', budget({ maxUnavailable: 1 })],
  ['Role', 'resources of a group', rules({ apiGroups: [''], resources: ['pods'], resourceNames: ['a'] })],
  ['ClusterRole', 'paths', rules({ nonResourceURLs: ['/metrics'] })],
  ['RoleBinding', 'each kind of subject', subjects({ kind: 'ServiceAccount', name: 'a', namespace: 'n', apiGroup: '' }, { kind: 'User', name: 'b', apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'Group', name: 'c' })],
  ['ConfigMap', 'a mebibyte in all', { data: { a: 'a'.repeat(MIB / 2), b: 'ä'.repeat(MIB / 4) } }],
  ['ConfigMap', 'nothing', {}],
  ['CustomResourceDefinition', 'the least', definition({})],
  ['CustomResourceDefinition', 'a column', column({})],
  ['CustomResourceDefinition', 'conversion by a webhook', definition({ conversion: { strategy: 'Webhook', webhook: {} } })],
  ['CustomResourceDefinition', 'no conversion', definition({ conversion: { strategy: 'None' }, preserveUnknownFields: false })],
];

const OF_CLUSTER_IP = 'nothing, with the type ClusterIP';
const ADDRESS = 'None, or an IP address of the cluster';
const OUTER = 'an IP address outside of the host: not loopback, link-local or 0.0.0.0';

const REFUSED: readonly [kind: string, what: string, value: Json, ...problems: string[]][] = [
  ['Deployment', 'nothing in it', {}, '.spec: nothing, a spec'],
  ['Deployment', 'Pods that its selector does not find', deployment({}, { app: 'b' }), '.spec.selector: app, the labels of the Pods'],
  ['Deployment', 'as many seconds as its deadline', deployment({ minReadySeconds: 600 }), '.spec.minReadySeconds: 600, less than progressDeadlineSeconds'],
  ['Deployment', 'as many seconds as a deadline that is said', deployment({ minReadySeconds: 30, progressDeadlineSeconds: 30 }), '.spec.minReadySeconds: 30, less than progressDeadlineSeconds'],
  ['Deployment', 'steps of one after the other', strategy('Recreate', {}), '.spec.strategy.rollingUpdate: something, nothing, with the type Recreate'],
  ['Deployment', 'no surge and none away', strategy('RollingUpdate', { maxSurge: 0, maxUnavailable: 0 }), '.spec.strategy.rollingUpdate: maxSurge 0 and maxUnavailable 0, one of them above 0'],
  ['Deployment', 'the same as shares, without a type', strategy(undefined, { maxSurge: '0%', maxUnavailable: '0%' }), '.spec.strategy.rollingUpdate: maxSurge 0 and maxUnavailable 0, one of them above 0'],
  ['Service', 'a port twice', service({ ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP' }] }), '.spec.ports: TCP 80, each port only once'],
  ['Service', 'two ports, one without a name', service({ ports: [{ name: 'a', port: 80 }, { port: 81 }] }), '.spec.ports: a port without a name, names, when there are several'],
  ['Service', 'no port', service({ ports: [] }), '.spec.ports: nothing, at least one port'],
  ['Service', 'members of a balancer without one', service({ allocateLoadBalancerNodePorts: false, loadBalancerClass: 'example.com/lb', loadBalancerSourceRanges: ['10.0.0.0/8'], externalTrafficPolicy: 'Local', healthCheckNodePort: 1 }),
    `.spec.loadBalancerClass: example.com/lb, ${OF_CLUSTER_IP}`, `.spec.loadBalancerSourceRanges: 10.0.0.0/8, ${OF_CLUSTER_IP}`, `.spec.allocateLoadBalancerNodePorts: false, ${OF_CLUSTER_IP}`,
    `.spec.externalTrafficPolicy: Local, ${OF_CLUSTER_IP}`, `.spec.healthCheckNodePort: 1, ${OF_CLUSTER_IP}`],
  ['Service', 'the class of a balancer for ports of nodes', service({ type: 'NodePort', loadBalancerClass: 'example.com/lb' }), '.spec.loadBalancerClass: example.com/lb, nothing, with the type NodePort'],
  ['Service', 'a port of the nodes', service({ ports: [{ port: 80, nodePort: 30080 }] }), '.spec.ports: nodePort, no nodePort, with the type ClusterIP'],
  ['Service', 'ports of nodes and no address', service({ type: 'NodePort', clusterIP: 'None' }), '.spec.clusterIP: None, an address, with the type NodePort'],
  ['Service', 'a balancer and no address', service({ type: 'LoadBalancer', clusterIP: 'None' }), '.spec.clusterIP: None, an address, with the type LoadBalancer'],
  ['Service', 'a name elsewhere that is not said', service({ ports: [], type: 'ExternalName' }), '.spec.externalName: nothing, a host'],
  ['Service', 'an address that is none', service({ clusterIP: 'a', clusterIPs: ['a'], externalIPs: ['a'] }), `.spec.clusterIP: a, ${ADDRESS}`, `.spec.clusterIPs[0]: a, ${ADDRESS}`, `.spec.externalIPs[0]: a, ${OUTER}`],
  ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '169.254.1.1', '224.0.0.251', '::1', '::', 'fe80::1', 'febf::1', 'ff02::fb'].map((address): [string, string, Json, string] => (
    ['Service', `the address ${address}, which leads nowhere`, service({ externalIPs: ['192.0.2.1', '2001:db8::1', address] }), `.spec.externalIPs[2]: ${address}, ${OUTER}`]
  )),
  ['Service', 'a list of addresses that begins otherwise', service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }), '.spec.clusterIPs: 10.0.0.2, clusterIP as the first of them'],
  ['Service', 'a list of addresses alone', service({ clusterIPs: ['10.0.0.2'] }), '.spec.clusterIPs: 10.0.0.2, clusterIP as the first of them'],
  ['Service', 'the time of no affinity', service({ sessionAffinityConfig: {} }), '.spec.sessionAffinityConfig: something, nothing, unless sessionAffinity is ClientIP'],
  ['Service', 'the time of an affinity that is None', service({ sessionAffinity: 'None', sessionAffinityConfig: {} }), '.spec.sessionAffinityConfig: something, nothing, unless sessionAffinity is ClientIP'],
  ['Service', 'a range of addresses that is none', service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'] }), '.spec.loadBalancerSourceRanges[0]: 10.0.0.1, a CIDR'],
  ['NetworkPolicy', 'a peer that is nobody', peer({}), '.spec.ingress[0].from[0]: nothing, podSelector, namespaceSelector or ipBlock'],
  ['NetworkPolicy', 'a peer of addresses and Pods', peer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }), '.spec.ingress[0].from[0]: ipBlock and a selector, one of them'],
  ['NetworkPolicy', 'a peer of addresses and namespaces', peer({ ipBlock: { cidr: '10.0.0.0/8' }, namespaceSelector: {} }), '.spec.ingress[0].from[0]: ipBlock and a selector, one of them'],
  ['NetworkPolicy', 'a range of ports that goes down', port({ port: 80, endPort: 79 }), '.spec.ingress[0].ports[0].endPort: 79, a port not below port, which is a number then'],
  ['NetworkPolicy', 'a range from a name', port({ port: 'http', endPort: 80 }), '.spec.ingress[0].ports[0].endPort: 80, a port not below port, which is a number then'],
  ['NetworkPolicy', 'a range from a number as a text', port({ port: '79', endPort: 80 }),
    '.spec.ingress[0].ports[0].port: 79, at most 15 lower-case letters, digits and "-", with a letter', '.spec.ingress[0].ports[0].endPort: 80, a port not below port, which is a number then'],
  ['NetworkPolicy', 'a range from nothing', port({ endPort: 80 }), '.spec.ingress[0].ports[0].endPort: 80, a port not below port, which is a number then'],
  ['NetworkPolicy', 'three directions', policy({ policyTypes: ['Ingress', 'Egress', 'Ingress'] }), '.spec.policyTypes: 3 of them, Ingress and Egress, each once'],
  ['PodDisruptionBudget', 'both numbers', budget({ minAvailable: 0, maxUnavailable: 0 }), '.spec: minAvailable and maxUnavailable, one of them'],
  ['Role', 'paths and resources', rules({ nonResourceURLs: ['/a'], resources: ['pods'] }), '.rules[0]: nonResourceURLs and resources, one of them'],
  ['Role', 'paths and groups', rules({ nonResourceURLs: ['/a'], apiGroups: [''] }), '.rules[0]: nonResourceURLs and resources, one of them'],
  ['ClusterRole', 'paths and names', rules({ nonResourceURLs: ['/a'], resourceNames: ['a'] }), '.rules[0]: nonResourceURLs and resources, one of them'],
  ['Role', 'resources without a group', rules({ resources: ['pods'] }), '.rules[0]: a rule without resources or apiGroups, both of them'],
  ['Role', 'a group without resources', rules({ apiGroups: [''] }), '.rules[0]: a rule without resources or apiGroups, both of them'],
  ['Service', 'a family twice', service({ ipFamilies: ['IPv4', 'IPv4'] }), '.spec.ipFamilies: IPv4, IPv4, IPv4 and IPv6, each once'],
  ['Service', 'two families of a single stack', service({ ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'SingleStack' }), '.spec.ipFamilies: IPv6, IPv4, one, with the ipFamilyPolicy SingleStack'],
  ['Service', 'ranges without a balancer', service({ loadBalancerSourceRanges: ['10.0.0.0/8', '11.0.0.0/8'] }), '.spec.loadBalancerSourceRanges: 10.0.0.0/8, 11.0.0.0/8, nothing, with the type ClusterIP'],
  ['Role', 'no verbs', rules({ apiGroups: [''], resources: ['pods'], verbs: [] }), '.rules[0].verbs: nothing, a list with something in it'],
  ['Role', 'a verb that is no text', rules({ apiGroups: [''], resources: ['pods'], verbs: [1] }), '.rules[0].verbs[0]: 1, a verb'],
  ['RoleBinding', 'a ServiceAccount of no namespace', subjects({ kind: 'ServiceAccount', name: 'a' }), '.subjects[0].namespace: nothing, the namespace of the ServiceAccount'],
  ['ClusterRoleBinding', 'a ServiceAccount of a group', subjects({ kind: 'ServiceAccount', name: 'a', namespace: 'n', apiGroup: 'rbac.authorization.k8s.io' }), '.subjects[0].apiGroup: rbac.authorization.k8s.io, nothing, for a ServiceAccount'],
  ['ConfigMap', 'more than a mebibyte in all', { data: { a: 'a'.repeat(MIB), b: 'b' } }, `.data: ${MIB + 1} bytes, at most ${MIB} bytes`],
  ['ConfigMap', 'a number', { data: { a: 1 } }, '.data["a"]: 1, a string'],
  ['CustomResourceDefinition', 'a column without a dot', column({ jsonPath: 'a' }), '.spec.versions[0].additionalPrinterColumns[0].jsonPath: a, a path such as .spec.a'],
  ['CustomResourceDefinition', 'unknown fields', definition({ preserveUnknownFields: true }), '.spec.preserveUnknownFields: true, false'],
  ['CustomResourceDefinition', 'a webhook for nothing', definition({ conversion: { strategy: 'None', webhook: {} } }), '.spec.conversion.webhook: something, it with the strategy Webhook, and no other'],
  ['CustomResourceDefinition', 'no webhook', definition({ conversion: { strategy: 'Webhook' } }), '.spec.conversion.webhook: nothing, it with the strategy Webhook, and no other'],
];

const cases = REFUSED.map(([kind, what, value, ...problems]): [string, string, Json, string[]] => [kind, what, value, problems]);

describe('the API server', () => {
  test.each(ACCEPTED)('accepts a %s with %s', (kind, _what, value) => expect(problemsOf(CONTENT[kind], value)).toEqual([]));

  test.each(cases)('refuses a %s with %s', (kind, _what, value, problems) => expect(problemsOf(CONTENT[kind], value)).toEqual(problems));
});
