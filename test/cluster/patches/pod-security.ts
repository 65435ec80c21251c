import { JsonPatch } from 'cdk8s';
import { Json } from '../../../src/ground/objects';

/** Patches of a Pod template, by what they do to it. */
export type PatchTable = { readonly [what: string]: readonly JsonPatch[] };

const POD = '/spec/securityContext';
const SERVER = '/spec/containers/0';
const FETCH = '/spec/initContainers/0';

const on = (path: string, values: readonly Json[]): [string, JsonPatch[]][] => values.map((value) => [`${path} ${JSON.stringify(value)}`, [JsonPatch.add(path, value)]]);

/** A volume of a kind that Pod Security allows or not, with the least that makes it one. */
const VOLUMES: { readonly [kind: string]: Json } = {
  configMap: { name: 'a' },
  csi: { driver: 'csi.example.com' },
  downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] },
  emptyDir: {},
  ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } },
  persistentVolumeClaim: { claimName: 'a' },
  projected: { sources: [{ configMap: { name: 'a' } }] },
  secret: { secretName: 'a' },
  hostPath: { path: '/dev' },
  nfs: { server: 'a', path: '/a' },
  iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:a', lun: 0 },
  cephfs: { monitors: ['10.0.0.1:6789'] },
  azureFile: { secretName: 'a', shareName: 'a' },
  gcePersistentDisk: { pdName: 'a' },
  awsElasticBlockStore: { volumeID: 'a' },
  fc: { targetWWNs: ['a'], lun: 0 },
  flexVolume: { driver: 'example.com/a' },
};

const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat', 'kernel.msgmax', 'net.core.somaxconn', 'vm.swappiness',
];

const PROFILES: readonly Json[] = [{ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a.json' }];
const SELINUX: readonly Json[] = [
  {}, { level: 's0' }, { type: '' }, { user: 'u' }, { role: 'r' },
  ...['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t'].map((type): Json => ({ type })),
];
const HANDLERS: readonly Json[] = [{ httpGet: { port: 80, host: '127.0.0.1' } }, { httpGet: { port: 80, host: '' } }, { tcpSocket: { port: 80, host: 'a' } }, { exec: { command: ['a'] } }];

/** Each control of the standard, kept and given up, of the Pod and of its containers. */
export const PATCHES: PatchTable = Object.fromEntries([
  ...['hostNetwork', 'hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'].flatMap((member) => on(`/spec/${member}`, [true, false])),
  ...on(`${POD}/sysctls`, [[], ...SYSCTLS.map((name): Json => [{ name, value: '1' }])]),
  ...[POD, `${SERVER}/securityContext`, `${FETCH}/securityContext`].flatMap((context) => [
    ...on(`${context}/seLinuxOptions`, SELINUX),
    ...on(`${context}/appArmorProfile`, PROFILES),
    ...on(`${context}/seccompProfile`, PROFILES),
    ...on(`${context}/runAsNonRoot`, [true, false]),
    ...on(`${context}/runAsUser`, [0, 1000]),
    ...on(`${context}/runAsGroup`, [0]),
  ]),
  ...['seccompProfile', 'runAsNonRoot', 'runAsUser'].map((member): [string, JsonPatch[]] => [`no ${member}`, [JsonPatch.remove(`${POD}/${member}`)]]),
  ...[SERVER, FETCH].flatMap((container) => [
    ...on(`${container}/securityContext/procMount`, ['Default']),
    ...on(`${container}/securityContext/allowPrivilegeEscalation`, [true, false]),
    ...on(`${container}/securityContext/capabilities`, [{}, { drop: ['ALL'] }, { drop: ['NET_RAW'] }, { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, { drop: ['ALL'], add: ['SYS_PTRACE'] }]),
    ...on(`${container}/securityContext/readOnlyRootFilesystem`, [false]),
    ...on(`${container}/ports`, [[{ containerPort: 8080, name: 'http', hostPort: 8080 }], [{ containerPort: 8080, name: 'http', hostPort: 0 }]]),
    [`no context of ${container}`, [JsonPatch.remove(`${container}/securityContext`)]],
  ] as [string, JsonPatch[]][]),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => on(`${SERVER}/${probe}`, HANDLERS)),
  ...['postStart', 'preStop'].flatMap((hook) => on(`${SERVER}/lifecycle/${hook}`, HANDLERS)),
  ...Object.entries(VOLUMES).map(([kind, source]): [string, JsonPatch[]] => [`a ${kind} volume`, [JsonPatch.add('/spec/volumes/-', { name: 'added', [kind]: source })]]),
  ['root in a user namespace', [JsonPatch.add('/spec/hostUsers', false), JsonPatch.add(`${POD}/runAsUser`, 0), JsonPatch.add(`${POD}/runAsNonRoot`, false)]],
  ['an unmasked procMount in a user namespace', [JsonPatch.add('/spec/hostUsers', false), JsonPatch.add(`${SERVER}/securityContext/procMount`, 'Unmasked')]],
  ...['runtime/default', 'localhost/a', 'unconfined'].map((profile): [string, JsonPatch[]] => [
    `the AppArmor annotation ${profile}`, [JsonPatch.add('/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1server', profile)],
  ]),
  ['a second container without settings', [JsonPatch.add('/spec/containers/-', { name: 'second', image: 'example.com/second:1' })]],
  ['a second container that is hardened', [JsonPatch.add('/spec/containers/-', {
    name: 'second', image: 'example.com/second:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  })]],
]);
