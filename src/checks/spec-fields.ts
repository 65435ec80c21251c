import { BlockList, isIP } from 'net';
import { DEVICE_TEMPLATE } from './device-fields';
import { POD, POD_OF_JOB } from './pod-fields';
import { CLAIM, GIVEN } from './volume-fields';
import { SERVICE_TYPES_OF } from '../facts/service-types';
import { absent, both, Field, FieldProblem, filled, isObject, list, map, members, oneOf, required, rule, text, whole } from '../ground/fields';
import {
  ANNOTATIONS, COUNT, COUNT_OR_PERCENT, COUNT_OR_SHARE, DATA_KEY, DNS_LABEL, DNS_SUBDOMAIN, INT32, IP_BLOCK, LABELS, PORT, PORT_OR_NAME,
  QUALIFIED_NAME, SELECTOR,
} from '../ground/kubernetes-fields';
import { at, itemsAt, Json } from '../ground/objects';

/* The values that the API server accepts of the objects that the library makes, apart from their metadata, by kind. */

const STRATEGY: Field = both(
  members({ type: oneOf('', 'RollingUpdate', 'Recreate'), rollingUpdate: members({ maxSurge: COUNT_OR_PERCENT, maxUnavailable: COUNT_OR_SHARE }) }),
  rule(({ type, rollingUpdate }) => {
    if (rollingUpdate === undefined) return [];
    if (type === 'Recreate') return [{ path: '.rollingUpdate', got: 'something', allowed: 'nothing, with the type Recreate' }];
    const none = ['maxSurge', 'maxUnavailable'].every(member => ['0', '0%'].includes(String(at(rollingUpdate, member) ?? '25%')));
    return none ? [{ path: '.rollingUpdate', got: 'maxSurge 0 and maxUnavailable 0', allowed: 'one of them above 0' }] : [];
  }),
);

const DEPLOYMENT: Field = both(
  members({
    minReadySeconds: COUNT,
    revisionHistoryLimit: COUNT,
    progressDeadlineSeconds: whole(1, INT32),
    selector: required(SELECTOR, 'a selector'),
    strategy: STRATEGY,
    template: required(members({
      metadata: members({ labels: LABELS, annotations: ANNOTATIONS }),
      spec: required(POD, 'the spec of a Pod'),
    }), 'the template of a Pod'),
  }),
  rule(spec => {
    const labels = at(spec, 'template', 'metadata', 'labels');
    const lost = Object.entries(at(spec, 'selector', 'matchLabels') ?? {}).filter(([key, value]) => at(labels, key) !== value);
    const late = typeof spec.minReadySeconds === 'number' && spec.minReadySeconds >= Number(spec.progressDeadlineSeconds ?? 600);
    return [
      ...lost.map(([key]) => ({ path: '.selector', got: key, allowed: 'the labels of the Pods' })),
      ...(late ? [{ path: '.minReadySeconds', got: spec.minReadySeconds, allowed: 'less than progressDeadlineSeconds' }] : []),
    ];
  }),
);

const JOB: Field = members({
  backoffLimit: COUNT,
  parallelism: COUNT,
  completions: COUNT,
  ttlSecondsAfterFinished: COUNT,
  activeDeadlineSeconds: whole(1, 2 ** 53),
  template: required(members({
    metadata: members({ labels: LABELS, annotations: ANNOTATIONS }),
    spec: required(POD_OF_JOB, 'the spec of a Pod'),
  }), 'the template of a Pod'),
});

/**
 * Addresses that mean the host itself, its link, or none: the API server leads nobody there.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go (ValidateNonSpecialIP)
 */
const SPECIAL: readonly (readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 32, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['224.0.0.0', 24, 'ipv4'],
  ['::', 128, 'ipv6'], ['::1', 128, 'ipv6'], ['fe80::', 10, 'ipv6'], ['ff02::', 16, 'ipv6'],
];

let special: BlockList | undefined;

function isSpecial(address: string): boolean {
  if (special === undefined) {
    special = new BlockList();
    for (const block of SPECIAL) special.addSubnet(...block);
  }
  return special.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const OUTER_ADDRESS = text('an IP address outside of the host: not loopback, link-local or 0.0.0.0', value => (
  isIP(value) !== 0 && !isSpecial(value)
));

const SERVICE_PORT = members({
  name: value => (value === '' ? [] : DNS_LABEL(value)),
  port: required(PORT, 'a port'),
  targetPort: PORT_OR_NAME,
  nodePort: both(value => (value === 0 ? [] : whole(1, 65535)(value))),
  appProtocol: QUALIFIED_NAME,
});

const SERVICE: Field = both(
  members({
    ports: list(SERVICE_PORT, 'name'),
    selector: LABELS,
    sessionAffinity: oneOf('', 'None', 'ClientIP'),
    sessionAffinityConfig: members({ clientIP: members({ timeoutSeconds: whole(1, 86400) }) }),
    clusterIP: text('None, or an IP address of the cluster', value => ['', 'None'].includes(value) || isIP(value) !== 0),
    clusterIPs: list(text('None, or an IP address of the cluster', value => value === 'None' || isIP(value) !== 0)),
    externalIPs: list(OUTER_ADDRESS),
    loadBalancerClass: QUALIFIED_NAME,
    loadBalancerSourceRanges: list(text('a CIDR', value => IP_BLOCK({ cidr: value.trim() }).length === 0)),
    trafficDistribution: oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode'),
  }),
  rule(spec => [...servicePorts(spec), ...serviceTypes(spec), ...serviceFamilies(spec), ...serviceTogether(spec)]),
);

function servicePorts(spec: { [member: string]: Json }): FieldProblem[] {
  const ports = itemsAt(spec, 'ports').filter(isObject);
  const keys = ports.map(port => `${String(port.protocol ?? 'TCP')} ${String(port.port)}`);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  return [
    ...(twice === undefined ? [] : [{ path: '.ports', got: twice, allowed: 'each port only once' }]),
    ...(ports.length > 1 && ports.some(port => !port.name) ? [{ path: '.ports', got: 'a port without a name', allowed: 'names, when there are several' }] : []),
    ...(ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName' ? [{
      path: '.ports',
      got: 'nothing',
      allowed: 'at least one port',
    }] : []),
  ];
}

function serviceFamilies(spec: { [member: string]: Json }): FieldProblem[] {
  const families = itemsAt(spec, 'ipFamilies');
  const path = '.ipFamilies';
  if (new Set(families).size < families.length) return [{ path, got: families.join(', '), allowed: 'IPv4 and IPv6, each once' }];
  return families.length > 1 && spec.ipFamilyPolicy === 'SingleStack' ? [{
    path,
    got: families.join(', '),
    allowed: 'one, with the ipFamilyPolicy SingleStack',
  }] : [];
}

/** Members of a Service that only some types have; those of a port are looked at there. */
const { nodePort: _ofPorts, ...OF_TYPES } = SERVICE_TYPES_OF;

function serviceTypes(spec: { [member: string]: Json }): FieldProblem[] {
  const type = String(spec.type ?? 'ClusterIP');
  const others = Object.entries<readonly string[]>(OF_TYPES).filter(([, types]) => !types.includes(type));
  const wrong = others.map(([member]) => member).filter(member => isSaid(spec[member]));
  const nodePort = type === 'ClusterIP' && itemsAt(spec, 'ports').some(port => Boolean(at(port, 'nodePort')));
  return [
    ...wrong.map(member => ({
      path: `.${member}`,
      got: Array.isArray(spec[member]) ? spec[member].join(', ') : spec[member],
      allowed: `nothing, with the type ${type}`,
    })),
    ...(spec.healthCheckNodePort && spec.externalTrafficPolicy !== 'Local' ? [{
      path: '.healthCheckNodePort',
      got: spec.healthCheckNodePort,
      allowed: 'nothing, unless externalTrafficPolicy is Local',
    }] : []),
    ...(nodePort ? [{ path: '.ports', got: 'nodePort', allowed: 'no nodePort, with the type ClusterIP' }] : []),
    ...(spec.clusterIP === 'None' && ['NodePort', 'LoadBalancer'].includes(type) ? [{
      path: '.clusterIP',
      got: 'None',
      allowed: `an address, with the type ${type}`,
    }] : []),
    ...(type === 'ExternalName' ? required(DNS_SUBDOMAIN, 'a host')(spec.externalName).map(problem => ({ ...problem, path: '.externalName' })) : []),
  ];
}

/** Members of a Service that have to agree, or of which one is nothing without the other. */
function serviceTogether({ clusterIP = '', clusterIPs, sessionAffinity, sessionAffinityConfig }: { [member: string]: Json }): FieldProblem[] {
  const first = Array.isArray(clusterIPs) ? clusterIPs[0] : undefined;
  const hasLostConfig = sessionAffinityConfig !== undefined && ['', 'None'].includes(String(sessionAffinity ?? ''));
  const isIgnored = clusterIP === 'None' && sessionAffinity === 'ClientIP'; // only a warning of the API server says so
  return [
    ...(isIgnored ? [{ path: '.sessionAffinity', got: sessionAffinity, allowed: 'None, with the clusterIP None, which nothing balances' }] : []),
    ...(first === undefined || first === clusterIP ? [] : [{ path: '.clusterIPs', got: first, allowed: 'clusterIP as the first of them' }]),
    ...(hasLostConfig ? [{ path: '.sessionAffinityConfig', got: 'something', allowed: 'nothing, unless sessionAffinity is ClientIP' }] : []),
  ];
}

/** Zero, an empty text and an empty list have no effect. */
function isSaid(value: Json): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0 && value !== '';
}

const PEER: Field = both(
  members({ podSelector: SELECTOR, namespaceSelector: SELECTOR, ipBlock: IP_BLOCK }),
  rule(peer => (Object.keys(peer).length === 0 ? [{ path: '', got: 'nothing', allowed: 'podSelector, namespaceSelector or ipBlock' }] : [])),
  rule(peer => (peer.ipBlock !== undefined && (peer.podSelector ?? peer.namespaceSelector) !== undefined ? [{
    path: '',
    got: 'ipBlock and a selector',
    allowed: 'one of them',
  }] : [])),
);

const POLICY_PORT: Field = both(
  members({ port: PORT_OR_NAME, endPort: PORT }),
  rule(({ port, endPort }) => (endPort === undefined || (typeof port === 'number' && Number(endPort) >= port) ? [] : [{
    path: '.endPort',
    got: endPort,
    allowed: 'a port not below port, which is a number then',
  }])),
);

const NETWORK_POLICY = members({
  podSelector: required(SELECTOR, 'a selector'),
  ingress: list(members({ from: list(PEER), ports: list(POLICY_PORT) })),
  egress: list(members({ to: list(PEER), ports: list(POLICY_PORT) })),
  policyTypes: both(list(oneOf('Ingress', 'Egress')), types => (Array.isArray(types) && types.length > 2 ? [{
    path: '',
    got: `${types.length} of them`,
    allowed: 'Ingress and Egress, each once',
  }] : [])),
});

const BUDGET: Field = both(
  members({
    minAvailable: COUNT_OR_SHARE,
    maxUnavailable: COUNT_OR_SHARE,
    selector: SELECTOR,
    unhealthyPodEvictionPolicy: oneOf('IfHealthyBudget', 'AlwaysAllow'),
  }),
  rule(({ minAvailable, maxUnavailable }) => (minAvailable !== undefined && maxUnavailable !== undefined ? [{
    path: '',
    got: 'minAvailable and maxUnavailable',
    allowed: 'one of them',
  }] : [])),
);

const RULES = list(both(
  members({ verbs: filled(list(text('a verb', () => true))) }),
  rule(one => {
    const of = (member: string) => itemsAt(one, member).length > 0;
    if (of('nonResourceURLs')) {
      return of('resources') || of('apiGroups') || of('resourceNames') ? [{ path: '', got: 'nonResourceURLs and resources', allowed: 'one of them' }] : [];
    }
    return of('resources') && of('apiGroups') ? [] : [{ path: '', got: 'a rule without resources or apiGroups', allowed: 'both of them' }];
  }),
));

const ROLE_REF = required(members({
  apiGroup: oneOf('rbac.authorization.k8s.io'),
  kind: required(oneOf('Role', 'ClusterRole'), 'Role, ClusterRole'),
  name: GIVEN,
}), 'a role');
const SUBJECTS = list(both(
  members({ kind: required(oneOf('ServiceAccount', 'User', 'Group'), 'ServiceAccount, User, Group'), name: GIVEN }),
  rule(({ kind, namespace, apiGroup }) => [
    ...(kind === 'ServiceAccount' && !namespace ? [{ path: '.namespace', got: 'nothing', allowed: 'the namespace of the ServiceAccount' }] : []),
    ...(kind === 'ServiceAccount' && Boolean(apiGroup) ? [{ path: '.apiGroup', got: apiGroup, allowed: 'nothing, for a ServiceAccount' }] : []),
  ]),
));

/** Bytes as the API server reads them. https://pkg.go.dev/encoding/base64#StdEncoding */
const BASE64 = text('base64 with its padding', value => value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value));

/** The bytes that a ConfigMap may hold in all. */
const MAX_DATA = 1024 * 1024;

const DATA: Field = both(map(DATA_KEY, text('a string', () => true)), value => {
  const bytes = Object.values(isObject(value) ? value : {}).reduce<number>((sum, one) => sum + Buffer.byteLength(String(one)), 0);
  return bytes <= MAX_DATA ? [] : [{ path: '', got: `${bytes} bytes`, allowed: `at most ${MAX_DATA} bytes` }];
});

const COLUMN = members({
  name: GIVEN,
  type: required(oneOf('integer', 'number', 'string', 'boolean', 'date'), 'a type'),
  jsonPath: required(text('a path such as .spec.a', path => path.startsWith('.')), 'a path'),
});

const DEFINITION = members({
  preserveUnknownFields: value => (value === true ? absent('false')(value) : []),
  versions: filled(list(members({ name: required(DNS_LABEL, 'a name'), additionalPrinterColumns: list(COLUMN) }), 'name')),
  conversion: both(
    members({ strategy: required(oneOf('None', 'Webhook'), 'None, Webhook') }),
    rule(({ strategy, webhook }) => ((strategy === 'Webhook') === (webhook !== undefined) ? [] : [{
      path: '.webhook',
      got: webhook === undefined ? 'nothing' : 'something',
      allowed: 'it with the strategy Webhook, and no other',
    }])),
  ),
});

/** The members that an object has beside its identity, by kind; a CRD is a file of the library's own. */
export const CONTENT: { readonly [kind: string]: Field } = {
  Deployment: members({ spec: required(DEPLOYMENT, 'a spec') }),
  Job: members({ spec: required(JOB, 'a spec') }),
  Service: members({ spec: required(SERVICE, 'a spec') }),
  PersistentVolumeClaim: members({ spec: required(CLAIM, 'a spec') }),
  NetworkPolicy: members({ spec: required(NETWORK_POLICY, 'a spec') }),
  PodDisruptionBudget: members({ spec: required(BUDGET, 'a spec') }),
  ConfigMap: members({ data: DATA, binaryData: map(DATA_KEY, BASE64) }),
  ResourceClaimTemplate: members({ spec: required(DEVICE_TEMPLATE, 'a spec') }),
  ClusterRole: members({ rules: RULES }),
  Role: members({ rules: RULES }),
  ClusterRoleBinding: members({ roleRef: ROLE_REF, subjects: SUBJECTS }),
  RoleBinding: members({ roleRef: ROLE_REF, subjects: SUBJECTS }),
  CustomResourceDefinition: members({ spec: required(DEFINITION, 'a spec') }),
};
