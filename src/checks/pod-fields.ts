import { isIP } from 'net';
import { AMOUNTS, CONTAINER, PROFILE, RESOURCES, WINDOWS } from './container-fields';
import { GIVEN, VOLUMES } from './volume-fields';
import {
  absent, both, few, Field, FieldProblem, filled, isObject, list, members, oneMember, oneOf, pattern, required, rule, text, whole,
} from '../ground/fields';
import { DNS_LABEL, DNS_SUBDOMAIN, INT32, LABELS, QUALIFIED_NAME, SELECTOR, TOLERATION, USER_ID } from '../ground/kubernetes-fields';
import { DNS_1123_SUBDOMAIN } from '../ground/name-patterns';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';

/*
 * The values that the API server accepts of the Pods of Deployments and Jobs.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */

const NODE_EXPRESSION: Field = both(
  members({ key: GIVEN, operator: required(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'), 'In, NotIn, Exists, DoesNotExist, Gt, Lt') }),
  rule(({ operator, values }) => {
    const count = Array.isArray(values) ? values.length : 0;
    const fits = ['Exists', 'DoesNotExist'].includes(operator as string) ? count === 0 : ['Gt', 'Lt'].includes(operator as string) ? count === 1 : count > 0;
    return fits ? [] : [{ path: '.values', got: `${count} values`, allowed: 'none for Exists and DoesNotExist, one for Gt and Lt, some for In and NotIn' }];
  }),
);
const NODE_TERM = members({ matchExpressions: list(both(NODE_EXPRESSION, members({ key: QUALIFIED_NAME }))), matchFields: list(NODE_EXPRESSION) });
const POD_TERM = members({
  topologyKey: required(QUALIFIED_NAME, 'a node label'),
  labelSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  namespaces: list(DNS_LABEL),
});
const WEIGHT = required(whole(1, 100), 'a number from 1 to 100');
const POD_AFFINITY = members({
  requiredDuringSchedulingIgnoredDuringExecution: list(POD_TERM),
  preferredDuringSchedulingIgnoredDuringExecution: list(members({ weight: WEIGHT, podAffinityTerm: required(POD_TERM, 'a term') })),
});
const AFFINITY = members({
  nodeAffinity: members({
    requiredDuringSchedulingIgnoredDuringExecution: members({ nodeSelectorTerms: filled(list(NODE_TERM)) }),
    preferredDuringSchedulingIgnoredDuringExecution: list(members({ weight: WEIGHT, preference: required(NODE_TERM, 'a term') })),
  }),
  podAffinity: POD_AFFINITY,
  podAntiAffinity: POD_AFFINITY,
});

const SPREAD: Field = both(
  list(both(
    members({
      maxSkew: required(whole(1, INT32), 'a number from 1 on'),
      topologyKey: GIVEN,
      minDomains: whole(1, INT32),
      labelSelector: SELECTOR,
      whenUnsatisfiable: required(oneOf('DoNotSchedule', 'ScheduleAnyway'), 'DoNotSchedule, ScheduleAnyway'),
    }),
    rule(one => (one.minDomains !== undefined && one.whenUnsatisfiable !== 'DoNotSchedule' ? [{
      path: '.minDomains',
      got: one.minDomains,
      allowed: 'nothing, unless whenUnsatisfiable is DoNotSchedule',
    }] : [])),
  )),
  constraints => twice(Array.isArray(constraints)
    ? constraints.filter(isObject).map(one => `${String(one.topologyKey)} ${String(one.whenUnsatisfiable)}`)
    : [], ''),
);

const ADDRESS = text('an IP address', value => isIP(value) !== 0);
const HOST_ALIASES = list(members({ ip: required(ADDRESS, 'an IP address'), hostnames: list(DNS_SUBDOMAIN) }));
/** Domains of a search list, which may end with a dot. https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go */
const SEARCHED = text('a domain of at most 253 characters', value => (
  value.length <= (value.endsWith('.') ? 254 : 253) && /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*\.?$|^\.$/.test(value)
));
const MOST_SEARCHED = 2048;
const together: Field = value => {
  const length = Array.isArray(value) ? value.join(' ').length : 0;
  return length > MOST_SEARCHED ? [{
    path: '',
    got: `${length} characters`,
    allowed: `at most ${MOST_SEARCHED} of all together, with a space between them`,
  }] : [];
};
const DNS_CONFIG = members({
  nameservers: few(3, ADDRESS),
  options: list(members({ name: GIVEN })),
  searches: both(few(32, SEARCHED), together),
});
const SYSCTL = members({
  name: required(
    pattern('the name of a kernel parameter', /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/, 253),
    'a name',
  ),
});

const CLAIMS = list(both(
  members({ name: required(DNS_LABEL, 'a DNS-1123 label'), resourceClaimName: DNS_SUBDOMAIN, resourceClaimTemplateName: DNS_SUBDOMAIN }),
  oneMember(['resourceClaimName', 'resourceClaimTemplateName']),
), 'name');

const MEMBERS: Field = members({
  nodeSelector: LABELS,
  nodeName: orEmpty(DNS_SUBDOMAIN),
  tolerations: list(both(TOLERATION, rule(one => (
    [one.key, one.operator, one.value].every(member => member === undefined) ? [{
      path: '.operator',
      got: 'nothing',
      allowed: 'Exists, when there is no key',
    }] : []
  )))),
  affinity: AFFINITY,
  topologySpreadConstraints: SPREAD,
  priorityClassName: orEmpty(DNS_SUBDOMAIN),
  runtimeClassName: DNS_SUBDOMAIN,
  serviceAccountName: orEmpty(DNS_SUBDOMAIN),
  serviceAccount: orEmpty(DNS_SUBDOMAIN),
  imagePullSecrets: list(members({ name: required(DNS_SUBDOMAIN, 'the name of a Secret') }), 'name'),
  terminationGracePeriodSeconds: whole(1, INT32),
  securityContext: members({
    runAsUser: USER_ID,
    runAsGroup: USER_ID,
    fsGroup: USER_ID,
    supplementalGroups: list(USER_ID),
    seccompProfile: PROFILE,
    appArmorProfile: PROFILE,
    sysctls: list(SYSCTL, 'name'),
    windowsOptions: WINDOWS,
    seLinuxChangePolicy: oneOf('MountOption', 'Recursive'),
  }),
  containers: filled(list(CONTAINER, 'name')),
  initContainers: list(CONTAINER, 'name'),
  volumes: VOLUMES,
  ephemeralContainers: value => (Array.isArray(value) && value.length === 0 ? [] : absent('nothing: they are added to Pods that run')(value)),
  hostname: orEmpty(DNS_LABEL),
  subdomain: orEmpty(DNS_LABEL),
  hostAliases: HOST_ALIASES,
  dnsConfig: DNS_CONFIG,
  readinessGates: list(members({ conditionType: required(QUALIFIED_NAME, 'a condition') })),
  schedulingGates: list(members({ name: required(QUALIFIED_NAME, 'a name') }), 'name'),
  resourceClaims: CLAIMS,
  resources: both(RESOURCES, rule(podResources)),
  overhead: AMOUNTS,
  hostnameOverride: pattern('a DNS-1123 subdomain of at most 64 characters', DNS_1123_SUBDOMAIN, 64),
  os: members({ name: required(oneOf('linux'), 'linux: servers and downloads run on Linux') }),
});

const TOGETHER = rule(pod => [
  ...sharedNames(pod), ...hostProblems(pod), ...claimProblems(pod), ...containerProblems(pod), ...dnsProblems(pod),
]);

/** The `spec` of the Pod template of a Deployment. */
export const POD: Field = both(MEMBERS, TOGETHER, members({
  activeDeadlineSeconds: absent('nothing: Pods of a Deployment run for ever'),
  restartPolicy: oneOf('', 'Always'),
}));

/** The `spec` of the Pod template of a Job. */
export const POD_OF_JOB: Field = both(MEMBERS, TOGETHER, members({
  activeDeadlineSeconds: whole(1, INT32),
  restartPolicy: required(oneOf('Never', 'OnFailure'), 'Never, OnFailure'),
}));

function dnsProblems({ dnsPolicy, dnsConfig }: JsonObject): FieldProblem[] {
  return dnsPolicy === 'None' && itemsAt(dnsConfig, 'nameservers').length === 0 ? [{
    path: '.dnsPolicy',
    got: dnsPolicy,
    allowed: 'it with dnsConfig.nameservers only',
  }] : [];
}

/** The resources of a whole Pod are fewer than those of a container. */
function podResources({ requests, limits, claims }: JsonObject): FieldProblem[] {
  const names = [requests, limits].flatMap(map => Object.keys(isObject(map) ? map : {}))
    .filter(key => !['cpu', 'memory'].includes(key) && !key.startsWith('hugepages-'));
  return [
    ...names.map(key => ({ path: '', got: key, allowed: 'cpu, memory and hugepages-<size>, of a whole Pod' })),
    ...(claims === undefined ? [] : [{ path: '.claims', got: 'something', allowed: 'nothing: claims are given to containers' }]),
  ];
}

function orEmpty(field: Field): Field {
  return value => (value === '' ? [] : field(value));
}

const containersOf = (pod: JsonObject, member: string) => itemsAt(pod, member).filter(isObject);

function sharedNames(pod: JsonObject): FieldProblem[] {
  const servers = containersOf(pod, 'containers').map(one => one.name);
  const name = containersOf(pod, 'initContainers').map(one => one.name).find(one => servers.includes(one));
  return name === undefined ? [] : [{ path: '.initContainers', got: name, allowed: 'a name that no other container has' }];
}

/** Problems of the namespaces and ports that a Pod shares with its node. */
function hostProblems(pod: JsonObject): FieldProblem[] {
  const ports = containersOf(pod, 'containers').flatMap(one => itemsAt(one, 'ports').filter(isObject));
  const onHost = ports.filter(port => Boolean(port.hostPort));
  const own = pod.hostUsers === false ? ['hostNetwork', 'hostPID', 'hostIPC'].filter(member => pod[member] === true) : [];
  const wrong = pod.hostNetwork === true ? onHost.filter(port => port.hostPort !== port.containerPort) : [];
  return [
    ...own.map(member => ({ path: `.${member}`, got: true, allowed: 'false, while hostUsers is false' })),
    ...(pod.shareProcessNamespace === true && pod.hostPID === true ? [{
      path: '.shareProcessNamespace',
      got: true,
      allowed: 'false, while hostPID is true',
    }] : []),
    ...wrong.map(port => ({
      path: '.containers',
      got: port.hostPort,
      allowed: `as hostPort the containerPort, ${String(port.containerPort)}, while hostNetwork is true`,
    })),
    ...sysctlsOfHost(pod).map(name => ({
      path: '.securityContext.sysctls',
      got: name,
      allowed: 'kernel parameters of what the Pod has for itself, and does not share with its node',
    })),
    ...twice(onHost.map(port => `${String(port.hostIP ?? '')} ${String(port.protocol ?? 'TCP')} ${String(port.hostPort)}`), '.containers'),
  ];
}

/** Kernel parameters of shared memory, semaphores and messages. https://github.com/kubernetes/component-helpers/blob/master/node/util/sysctl/namespace.go */
const OF_IPC = /^(kernel\.(sem|shm|shmall|shmmax|shmmni|shm_rmid_forced|msg|msgmax|msgmnb|msgmni)|fs\.mqueue\..+)$/;

/** Kernel parameters that a Pod would set for its whole node. */
function sysctlsOfHost({ hostNetwork, hostIPC, securityContext }: JsonObject): string[] {
  const names = itemsAt(securityContext, 'sysctls').filter(isObject).map(({ name }) => String(name));
  return names.filter(name => {
    const dotted = /^[^.]*\//.test(name) ? name.replace(/[./]/g, one => (one === '/' ? '.' : '/')) : name;
    return (hostNetwork === true && dotted.startsWith('net.')) || (hostIPC === true && OF_IPC.test(dotted));
  });
}

function claimProblems(pod: JsonObject): FieldProblem[] {
  const known = containersOf(pod, 'resourceClaims').map(claim => claim.name);
  const asked = allContainers(pod).flatMap(one => itemsAt(one, 'resources', 'claims').filter(isObject).map(claim => claim.name));
  return asked.filter(name => !known.includes(name)).map(name => ({
    path: '.resourceClaims',
    got: name ?? 'nothing',
    allowed: `the name of a claim of the Pod: ${known.join(', ') || 'it has none'}`,
  }));
}

const allContainers = (pod: JsonObject) => [...containersOf(pod, 'containers'), ...containersOf(pod, 'initContainers')];

/** Members that a container cannot have that ends before the server begins. */
const NOT_EARLY = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle'];

/** Settings of a container that need another one of it, or of its Pod. */
function containerProblems(pod: JsonObject): FieldProblem[] {
  const grace = typeof pod.terminationGracePeriodSeconds === 'number' ? pod.terminationGracePeriodSeconds : 30;
  const inits = containersOf(pod, 'initContainers').filter(one => one.restartPolicy !== 'Always');
  const early = inits.flatMap(one => NOT_EARLY.filter(member => one[member] !== undefined).map(member => ({ one, member })));
  const all = allContainers(pod);
  const sleeps = all.flatMap(one => ['preStop', 'postStart'].map(hook => sleepOf(one, hook))).filter(seconds => Number(seconds) > grace);
  const isPrivileged = (one: JsonObject) => isObject(one.securityContext) && one.securityContext.privileged === true;
  const shared = all.filter(one => (
    !isPrivileged(one) && itemsAt(one, 'volumeMounts').some(mount => isObject(mount) && mount.mountPropagation === 'Bidirectional')
  ));
  const ruled = all.filter(one => itemsAt(one, 'restartPolicyRules').length > 0 && one.restartPolicy === undefined);
  const unmasked = pod.hostUsers === false ? [] : all.filter(one => isObject(one.securityContext) && one.securityContext.procMount === 'Unmasked');
  return [
    ...early.map(({ one, member }) => ({
      path: '.initContainers',
      got: `${member} of ${String(one.name)}`,
      allowed: 'no probes and hooks, without restartPolicy: Always',
    })),
    ...sleeps.map(seconds => ({ path: '.terminationGracePeriodSeconds', got: grace, allowed: `at least the ${String(seconds)} seconds that a hook sleeps` })),
    ...shared.map(one => ({ path: '.containers', got: `Bidirectional mounts of ${String(one.name)}`, allowed: 'them in privileged containers only' })),
    ...ruled.map(one => ({ path: '.containers', got: `restartPolicyRules of ${String(one.name)}`, allowed: 'them beside a restartPolicy only' })),
    ...unmasked.map(one => ({ path: '.containers', got: `procMount Unmasked of ${String(one.name)}`, allowed: 'it with hostUsers: false only' })),
    ...all.flatMap(one => rootProblems(pod, one)),
  ];
}

/**
 * A container whose user is root, and that is said not to be: the API server takes it, and the kubelet never starts it.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/kuberuntime/security_context_others.go
 */
function rootProblems(pod: JsonObject, one: JsonObject): FieldProblem[] {
  const said = (member: string): Json => at(one.securityContext, member) ?? at(pod.securityContext, member);
  if (said('runAsNonRoot') !== true || said('runAsUser') !== 0) return [];
  const where = (member: string): string => `.${member} of ${at(one.securityContext, member) === undefined ? 'its Pod' : 'the container'}`;
  return [{
    path: '.securityContext',
    got: `runAsUser 0 of ${String(one.name)}`,
    allowed: `a user above 0 (${where('runAsUser')}) while runAsNonRoot (${where('runAsNonRoot')}) is true, or the kubelet never starts it`,
  }];
}

function sleepOf(one: JsonObject, hook: string): Json {
  const { lifecycle } = one;
  const handler = isObject(lifecycle) ? lifecycle[hook] : undefined;
  return isObject(handler) && isObject(handler.sleep) ? handler.sleep.seconds : undefined;
}

function twice(names: string[], path: string): FieldProblem[] {
  const name = names.find((one, index) => names.indexOf(one) < index);
  return name === undefined ? [] : [{ path, got: name, allowed: 'each only once' }];
}
