import { Cases, problemsOf } from './field-problems';
import { POD } from '../../src/checks/pod-fields';
import { Json, JsonObject } from '../../src/ground/objects';

const SERVER = { name: 'server', image: 'a:1' };
const pod = (more: JsonObject = {}): JsonObject => ({ containers: [SERVER], ...more });
const one = (container: JsonObject, more: JsonObject = {}) => pod({ containers: [{ ...SERVER, ...container }], ...more });
const init = (container: JsonObject, more: JsonObject = {}) => pod({ initContainers: [{ name: 'fetch', image: 'a:1', ...container }], ...more });
const node = (expression: JsonObject) => pod({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', ...expression }] }] } } },
});
const VALUES = '.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values';
const COUNTS = 'none for Exists and DoesNotExist, one for Gt and Lt, some for In and NotIn';
const spread = (...constraints: JsonObject[]) => pod({
  topologySpreadConstraints: constraints.map(constraint => ({ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...constraint })),
});
const dns = (config: JsonObject, more: JsonObject = {}) => pod({ dnsConfig: config, ...more });
const sleeping = (hook: string, seconds: number) => ({ lifecycle: { [hook]: { sleep: { seconds } } } });
const mounting = (mountPropagation: string, more: JsonObject = {}) => ({ volumeMounts: [{ name: 'v', mountPath: '/v', mountPropagation }], ...more });
const port = (...ports: JsonObject[]) => ({ ports: ports.map(entry => ({ containerPort: 80, ...entry })) });
const root = (container: JsonObject, securityContext: JsonObject) => one({ securityContext: container }, { securityContext });
const rootOf = (name: string, user: string, nonRoot: string) => (
  `.securityContext: runAsUser 0 of ${name}, a user above 0 (.runAsUser of ${user}) while runAsNonRoot (.runAsNonRoot of ${nonRoot}) is true, or the kubelet never starts it`
);
const rules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }];

const ACCEPTED: Cases = [
  ['the least', pod()],
  ['In and NotIn with values', node({ operator: 'In', values: ['a'] })],
  ['NotIn with several', node({ operator: 'NotIn', values: ['a', 'b'] })],
  ['Exists without values', node({ operator: 'Exists' })],
  ['DoesNotExist with an empty list', node({ operator: 'DoesNotExist', values: [] })],
  ['Gt with one value', node({ operator: 'Gt', values: ['1'] })],
  ['Lt with one value', node({ operator: 'Lt', values: ['1'] })],
  ['several constraints of other keys, or of one key and other words', spread({}, { topologyKey: 'host' }, { whenUnsatisfiable: 'ScheduleAnyway' })],
  ['a number of domains that has to be kept', spread({ minDomains: 2 })],
  ['three name servers', dns({ nameservers: ['10.0.0.1', '10.0.0.2', '2001:db8::1'], searches: ['a.b', '_srv.a_b.', '.', 'ab-cd_e.fg-h', 'a.bc.d.', '1a'] })],
  ['32 domains', dns({ searches: Array.from({ length: 32 }, (_, index) => `${'a'.repeat(60)}.${index}`) })],
  ['a long domain with a dot at its end', dns({ searches: [`${'a'.repeat(253)}.`] })],
  ['no DNS but its own', dns({ nameservers: ['10.0.0.1'] }, { dnsPolicy: 'None' })],
  ['another policy without servers', dns({}, { dnsPolicy: 'Default' })],
  ['addresses of hosts', pod({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }, { ip: '::1' }] })],
  ['kernel parameters', pod({ securityContext: { sysctls: [{ name: 'net.core.somaxconn' }, { name: 'net/ipv4/tcp_x' }] } })],
  ['kernel parameters of what the Pod has for itself', pod({ hostNetwork: true, securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced' }, { name: 'vm.net.x' }] } })],
  ['kernel parameters of its own network', pod({ hostIPC: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn' }, { name: 'kernel.shmall2' }] } })],
  ['a toleration of everything, and one with a key', pod({ tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b' }] })],
  ['no ephemeral containers', pod({ ephemeralContainers: [] })],
  ['empty names', pod({ nodeName: '', hostname: '', subdomain: '', priorityClassName: '', serviceAccountName: '', serviceAccount: '' })],
  ['resources of the whole Pod', pod({ resources: { requests: { 'cpu': '1', 'memory': '1Gi', 'hugepages-2Mi': '2Mi' }, limits: { 'cpu': '1', 'memory': '1Gi', 'hugepages-2Mi': '2Mi' } } })],
  ['an init container of another name', init({})],
  ['tolerations that compare', pod({ tolerations: [{ key: 'a', operator: 'Gt', value: '5' }] })],
  ['its own users without parts of the host', pod({ hostUsers: false, hostNetwork: false })],
  ['parts of the host', pod({ hostNetwork: true, hostPID: true, hostIPC: true, hostUsers: true })],
  ['one process namespace of its own', pod({ shareProcessNamespace: true, hostPID: false })],
  ['a port of the host', one(port({ hostPort: 8080 }))],
  ['the same port of the host as its own', one(port({ hostPort: 80 }), { hostNetwork: true })],
  ['a port of the host for each protocol and address', one(port({ hostPort: 80 }, { name: 'u', hostPort: 80, protocol: 'UDP' }, { name: 'a', hostPort: 80, hostIP: '10.0.0.1' }))],
  ['ports that are not on the host', one(port({}, { name: 'b', hostPort: 0 }), { hostNetwork: true })],
  ['a claim of the Pod', one({ resources: { claims: [{ name: 'gpu' }] } }, { resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }] })],
  ['probes of an init container that goes on', init({ restartPolicy: 'Always', startupProbe: { exec: { command: ['a'] } }, lifecycle: { preStop: { sleep: { seconds: 1 } } } })],
  ['a hook of 30 seconds', one(sleeping('preStop', 30))],
  ['a hook as long as the end', one(sleeping('postStart', 60), { terminationGracePeriodSeconds: 60 })],
  ['mounts that go one way', one(mounting('HostToContainer'))],
  ['mounts that go both ways of a privileged container', one(mounting('Bidirectional', { securityContext: { privileged: true } }))],
  ['rules beside a policy', one({ restartPolicy: 'OnFailure', restartPolicyRules: rules })],
  ['no rules', one({ restartPolicyRules: [] })],
  ['an unmasked container with its own users', one({ securityContext: { procMount: 'Unmasked' } }, { hostUsers: false })],
  ['root that is said', root({}, { runAsNonRoot: false, runAsUser: 0 })],
  ['root in a container that says so, in a Pod without root', root({ runAsNonRoot: false, runAsUser: 0 }, { runAsNonRoot: true, runAsUser: 1000 })],
  ['a container with a user of its own in a Pod of root', root({ runAsUser: 1000, runAsNonRoot: true }, { runAsUser: 0 })],
  ['no user but that of the image', root({}, { runAsNonRoot: true })],
  ['a masked one', one({ securityContext: { procMount: 'Default' } })],
];

const NO_CLAIM = 'the name of a claim of the Pod';
const ONCE = 'each only once';

const REFUSED: Cases = [
  ['no containers', { containers: [] }, '.containers: nothing, a list with something in it'],
  ['In without values', node({ operator: 'In' }), `${VALUES}: 0 values, ${COUNTS}`],
  ['NotIn with an empty list', node({ operator: 'NotIn', values: [] }), `${VALUES}: 0 values, ${COUNTS}`],
  ['Exists with a value', node({ operator: 'Exists', values: ['a'] }), `${VALUES}: 1 values, ${COUNTS}`],
  ['DoesNotExist with a value', node({ operator: 'DoesNotExist', values: ['a'] }), `${VALUES}: 1 values, ${COUNTS}`],
  ['Gt with two', node({ operator: 'Gt', values: ['1', '2'] }), `${VALUES}: 2 values, ${COUNTS}`],
  ['Lt with none', node({ operator: 'Lt' }), `${VALUES}: 0 values, ${COUNTS}`],
  ['domains that need not be kept', spread({ minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }), '.topologySpreadConstraints[0].minDomains: 2, nothing, unless whenUnsatisfiable is DoNotSchedule'],
  ['one constraint twice', spread({}, { maxSkew: 2 }), `.topologySpreadConstraints: zone DoNotSchedule, ${ONCE}`],
  ['four name servers', dns({ nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] }), '.dnsConfig.nameservers: 4 of them, at most 3'],
  ['a name server by name', dns({ nameservers: ['dns'] }), '.dnsConfig.nameservers[0]: dns, an IP address'],
  ...['', 'A', 'a..b', '-a', 'a-', 'a b', 'a.b-', '-a.b'].map((search): Cases[number] => [`the domain ${JSON.stringify(search)}`, dns({ searches: [search] }), `.dnsConfig.searches[0]: ${search}, a domain of at most 253 characters`]),
  ['a domain that is too long', dns({ searches: ['a'.repeat(254)] }), `.dnsConfig.searches[0]: ${'a'.repeat(254)}, a domain of at most 253 characters`],
  ['33 domains', dns({ searches: Array.from({ length: 33 }, (_, index) => `a.${index}`) }), '.dnsConfig.searches: 33 of them, at most 32'],
  ['domains that are too long together', dns({ searches: Array.from({ length: 9 }, (_, index) => `${'a'.repeat(240)}.${index}`) }), '.dnsConfig.searches: 2186 characters, at most 2048 of all together, with a space between them'],
  ['no DNS at all', pod({ dnsPolicy: 'None' }), '.dnsPolicy: None, it with dnsConfig.nameservers only'],
  ['no DNS, with an empty list', dns({ nameservers: [] }, { dnsPolicy: 'None' }), '.dnsPolicy: None, it with dnsConfig.nameservers only'],
  ['a host without an address', pod({ hostAliases: [{ hostnames: ['a'] }] }), '.hostAliases[0].ip: nothing, an IP address'],
  ['a host at a name', pod({ hostAliases: [{ ip: 'localhost' }] }), '.hostAliases[0].ip: localhost, an IP address'],
  ...['', 'Net', 'net..core', 'net.', '.net', 'net core'].map((name): Cases[number] => [
    `the parameter ${JSON.stringify(name)}`, pod({ securityContext: { sysctls: [{ name }] } }), `.securityContext.sysctls[0].name: ${name}, the name of a kernel parameter`,
  ]),
  ...[['hostNetwork', 'net.core.somaxconn'], ['hostNetwork', 'net/core/somaxconn'], ['hostIPC', 'kernel.shmmax'], ['hostIPC', 'kernel/shmmax'], ['hostIPC', 'fs.mqueue.msg_max']].map(([shared, name]): Cases[number] => [
    `the parameter ${name} and ${shared}`, pod({ [shared]: true, securityContext: { sysctls: [{ name }] } }), `.securityContext.sysctls: ${name}, kernel parameters of what the Pod has for itself, and does not share with its node`,
  ]),
  ['a toleration without key and operator', pod({ tolerations: [{ effect: 'NoSchedule' }] }), '.tolerations[0].operator: nothing, Exists, when there is no key'],
  ['a toleration without a key, with Equal', pod({ tolerations: [{ operator: 'Equal', value: 'a' }] }), '.tolerations[0].operator: Equal, Exists, when there is no key'],
  ['a toleration without a key, with a value', pod({ tolerations: [{ value: 'a' }] }), '.tolerations[0].operator: Equal, Exists, when there is no key'],
  ['ephemeral containers', pod({ ephemeralContainers: [{}] }), '.ephemeralContainers: [{}], nothing: they are added to Pods that run'],
  ['devices of the whole Pod', pod({ resources: { requests: { 'example.com/nic': '1' }, limits: { 'example.com/nic': '1' } } }),
    '.resources: example.com/nic, cpu, memory and hugepages-<size>, of a whole Pod', '.resources: example.com/nic, cpu, memory and hugepages-<size>, of a whole Pod'],
  ['claims of the whole Pod', pod({ resources: { claims: [] } }), '.resources.claims: something, nothing: claims are given to containers'],
  ['an init container of a server\'s name', init({ name: 'server' }), '.initContainers: server, a name that no other container has'],
  ['its own users in the network of the host', pod({ hostUsers: false, hostNetwork: true }), '.hostNetwork: true, false, while hostUsers is false'],
  ['its own users among the processes of the host', pod({ hostUsers: false, hostPID: true, hostIPC: true }), '.hostPID: true, false, while hostUsers is false', '.hostIPC: true, false, while hostUsers is false'],
  ['shared processes among those of the host', pod({ shareProcessNamespace: true, hostPID: true }), '.shareProcessNamespace: true, false, while hostPID is true'],
  ['another port of the host in its network', one(port({ hostPort: 81 }), { hostNetwork: true }), '.containers: 81, as hostPort the containerPort, 80, while hostNetwork is true'],
  ['a port of the host twice', one(port({ hostPort: 81 }, { name: 'b', hostPort: 81, protocol: 'TCP' })), `.containers:  TCP 81, ${ONCE}`],
  ['a port of the host twice at one address', one(port({ hostPort: 81, hostIP: '10.0.0.1' }, { name: 'b', hostPort: 81, hostIP: '10.0.0.1' })), `.containers: 10.0.0.1 TCP 81, ${ONCE}`],
  ['a claim that there is not', one({ resources: { claims: [{ name: 'gpu' }] } }, { resourceClaims: [{ name: 'nic', resourceClaimName: 'a' }, { name: 'fpga', resourceClaimName: 'a' }] }), `.resourceClaims: gpu, ${NO_CLAIM}: nic, fpga`],
  ['a claim without a name, of an init container', init({ resources: { claims: [{}] } }), `.resourceClaims: nothing, ${NO_CLAIM}: it has none`],
  ...['startupProbe', 'readinessProbe', 'livenessProbe'].map((member): Cases[number] => [
    `the ${member} of an init container`, init({ [member]: { exec: { command: ['a'] } } }), `.initContainers: ${member} of fetch, no probes and hooks, without restartPolicy: Always`,
  ]),
  ['hooks of an init container', init({ lifecycle: {} }), '.initContainers: lifecycle of fetch, no probes and hooks, without restartPolicy: Always'],
  ['a hook beyond 30 seconds', one(sleeping('preStop', 31)), '.terminationGracePeriodSeconds: 30, at least the 31 seconds that a hook sleeps'],
  ['a hook beyond the end', one(sleeping('postStart', 61), { terminationGracePeriodSeconds: 60 }), '.terminationGracePeriodSeconds: 60, at least the 61 seconds that a hook sleeps'],
  ['a hook of an init container that goes on', init({ restartPolicy: 'Always', ...sleeping('preStop', 31) }), '.terminationGracePeriodSeconds: 30, at least the 31 seconds that a hook sleeps'],
  ['mounts that go both ways', one(mounting('Bidirectional')), '.containers: Bidirectional mounts of server, them in privileged containers only'],
  ['the same of a container that is said not to be privileged', one(mounting('Bidirectional', { securityContext: { privileged: false } })), '.containers: Bidirectional mounts of server, them in privileged containers only'],
  ['rules without a policy', one({ restartPolicyRules: rules }), '.containers: restartPolicyRules of server, them beside a restartPolicy only'],
  ['root in a Pod without root', root({}, { runAsNonRoot: true, runAsUser: 0 }), rootOf('server', 'its Pod', 'its Pod')],
  ['root in a container of a Pod without root', root({ runAsUser: 0 }, { runAsNonRoot: true, runAsUser: 1000 }), rootOf('server', 'the container', 'its Pod')],
  ['a container without root in a Pod of root', root({ runAsNonRoot: true }, { runAsUser: 0 }), rootOf('server', 'its Pod', 'the container')],
  ['a container that says both', root({ runAsNonRoot: true, runAsUser: 0 }, { runAsUser: 1000 }), rootOf('server', 'the container', 'the container')],
  ['an init container of root in a Pod without root', init({ securityContext: { runAsUser: 0 } }, { securityContext: { runAsNonRoot: true } }), rootOf('fetch', 'the container', 'its Pod')],
  ['an unmasked container', one({ securityContext: { procMount: 'Unmasked' } }), '.containers: procMount Unmasked of server, it with hostUsers: false only'],
];

describe('the API server', () => {
  test.each(ACCEPTED)('accepts a Pod with %s', (_what, value) => expect(problemsOf(POD, value)).toEqual([]));

  test.each(REFUSED.map(([what, value, ...problems]): [string, Json, string[]] => [what, value, problems]))('refuses a Pod with %s', (_what, value, problems) => {
    expect(problemsOf(POD, value)).toEqual(problems);
  });
});
