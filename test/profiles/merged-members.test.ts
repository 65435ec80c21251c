import { Duration, JsonPatch, Size } from 'cdk8s';
import { Namespaces, ServiceAccount } from 'cdk8s-plus-27';
import {
  AcceleratorPool, AppArmorProfile, ClusterDialect, Cpu, DnsPolicy, DownloadOptions, EnvFrom, EnvValue,
  HttpProxy, ImagePullPolicy, KubernetesVersion, LabelRequirement, LifecycleHook,
  FsGroupChangePolicy, ModelCache, ProcMount, SeLinuxChangePolicy,
  Monitoring, NetworkAccess, NodeAffinity, PodAffinity, PodOptions, PodVolume, Rollout, RuntimeSettings, SchedulingOptions, SeccompProfile, SecretKey,
  SecurityOptions, ServiceAccountRef, ServiceType, Spread, SupplementalGroupsPolicy, TerminationMessagePolicy, TimingOptions, TrustedCa,
} from '../../src';
import { mergeSettings } from '../../src/profiles/private/merge-settings';
import { chartIn, gpuCompute, plainModel, serverOf, smallCompute, templateOf } from '../fixtures';
import { lockOf } from '../values/locks';

/** What a profile says, what a model says, and what becomes of both. */
interface Case<T> {
  readonly profile: T;
  readonly model: T;
  readonly both: T;
}

type Cases<T> = { readonly [K in keyof Required<T>]: Case<Required<T>[K]> };

const [LOCK, OTHER_LOCK] = ['a', 'b'].map(lockOf);
const chart = chartIn('ml');
const [one, other] = [SecretKey.of('one', 'k'), SecretKey.of('other', 'k')];
const [peer, second] = ['a', 'b'].map(id => Namespaces.all(chart, id));
const [volume, more] = [PodVolume.configMap('a', 'a'), PodVolume.configMap('b', 'b')];
const [hook, otherHook] = ['a', 'b'].map(word => LifecycleHook.exec([word]));
const nodes = (label: string) => NodeAffinity.required([LabelRequirement.exists(label)]);
const pods = (topologyKey: string) => PodAffinity.required({ topologyKey });
const [patch, another] = [JsonPatch.add('/a', 1), JsonPatch.add('/b', 1)];

/** The second one wins. */
const replaced = <T>(profile: T, model: T): Case<T> => ({ profile, model, both: model });

/** The two lists have one item each of their own, and share one. */
const joined = <T>(profile: T, shared: T, model: T): Case<T[]> => ({
  profile: [profile, shared], model: [shared, model], both: [profile, shared, model],
});

/** The two maps have a key each of their own, and share one, of which the second value wins. */
const merged = <T>(first: T, last: T): Case<{ [key: string]: T }> => ({
  profile: { a: first, b: first }, model: { b: last, c: last }, both: { a: first, b: last, c: last },
});

const POD: Cases<PodOptions> = {
  serviceAccount: replaced({ name: 'x', metadata: { namespace: 'elsewhere' } }, { name: 'y' }),
  automountServiceAccountToken: replaced(true, false),
  imagePullSecrets: joined('a', 'b', 'c'),
  labels: merged('1', '2'),
  annotations: merged('1', '2'),
  volumes: joined(volume, PodVolume.configMap('s', 's'), more),
  mounts: joined({ volume: 'a', path: '/a' }, { volume: 's', path: '/s' }, { volume: 'b', path: '/b' }),
  initContainers: joined({ name: 'a', image: 'a:1' }, { name: 's', image: 's:1' }, { name: 'b', image: 'b:1' }),
  sidecars: joined({ name: 'a', image: 'a:1' }, { name: 's', image: 's:1' }, { name: 'b', image: 'b:1' }),
  containers: joined({ name: 'a', image: 'a:1' }, { name: 's', image: 's:1' }, { name: 'b', image: 'b:1' }),
  hostNetwork: replaced(true, false),
  hostUsers: replaced(true, false),
  hostPorts: merged(8000, 8002),
  hostIpc: replaced(true, false),
  hostPid: replaced(true, false),
  shareProcessNamespace: replaced(true, false),
  dns: {
    profile: { policy: DnsPolicy.DEFAULT, searches: ['a.example.com'], options: { ndots: '1' } },
    model: { policy: DnsPolicy.NONE, searches: ['b.example.com'], options: { ndots: '2' } },
    both: { policy: DnsPolicy.NONE, searches: ['a.example.com', 'b.example.com'], options: { ndots: '2' } },
  },
  hostAliases: { profile: { '10.0.0.1': ['a'] }, model: { '10.0.0.1': ['b'], '10.0.0.2': ['c'] }, both: { '10.0.0.1': ['a', 'b'], '10.0.0.2': ['c'] } },
  hostname: replaced('a', 'b'),
  subdomain: replaced('a', 'b'),
  enableServiceLinks: replaced(true, false),
  imagePullPolicy: replaced(ImagePullPolicy.ALWAYS, ImagePullPolicy.IF_NOT_PRESENT),
  terminationMessagePolicy: replaced(TerminationMessagePolicy.FILE, TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR),
  lifecycle: { profile: { postStart: hook, preStop: hook }, model: { preStop: otherHook }, both: { postStart: hook, preStop: otherHook } },
  restartPodOn: joined(1, 2, 3),
  patches: joined(patch, JsonPatch.add('/s', 1), another),
};

const SCHEDULING: Cases<SchedulingOptions> = {
  nodeSelector: merged('1', '2'),
  tolerations: joined({ key: 'a' }, { key: 's' }, { key: 'b' }),
  spread: replaced(Spread.ZONES, Spread.NONE),
  topologySpread: joined({ topologyKey: 'a' }, { topologyKey: 's' }, { topologyKey: 'b' }),
  nodeAffinity: joined(nodes('a'), nodes('s'), nodes('b')),
  podAffinity: joined(pods('a'), pods('s'), pods('b')),
  podAntiAffinity: joined(pods('a'), pods('s'), pods('b')),
  schedulerName: replaced('a', 'b'),
  priorityClassName: replaced('low', 'high'),
  runtimeClassName: replaced('nvidia', 'other'),
};

const SECURITY: Cases<SecurityOptions> = {
  runAsUser: replaced(1, 0),
  runAsGroup: replaced(1, 0),
  fsGroup: replaced(1, 0),
  readOnlyRootFilesystem: replaced(true, false),
  supplementalGroups: joined(1, 2, 3),
  supplementalGroupsPolicy: replaced(SupplementalGroupsPolicy.STRICT, SupplementalGroupsPolicy.MERGE),
  addCapabilities: joined('A', 'B', 'C'),
  memoryLock: replaced(true, false),
  privileged: replaced(true, false),
  seccompProfile: replaced(SeccompProfile.localhost('a.json'), SeccompProfile.RUNTIME_DEFAULT),
  appArmorProfile: replaced(AppArmorProfile.localhost('a'), AppArmorProfile.UNCONFINED),
  seLinux: { profile: { type: 'a', level: 's0' }, model: { type: 'b' }, both: { type: 'b', level: 's0' } },
  seLinuxChangePolicy: replaced(SeLinuxChangePolicy.RECURSIVE, SeLinuxChangePolicy.MOUNT_OPTION),
  fsGroupChangePolicy: replaced(FsGroupChangePolicy.ALWAYS, FsGroupChangePolicy.ON_ROOT_MISMATCH),
  server: { profile: { procMount: ProcMount.UNMASKED }, model: { procMount: ProcMount.DEFAULT }, both: { procMount: ProcMount.DEFAULT } },
  sysctls: merged('1', '2'),
};

const TIMING: Cases<TimingOptions> = {
  startup: replaced(Duration.seconds(1), Duration.seconds(2)),
  preStopDelay: replaced(Duration.seconds(1), Duration.seconds(0)),
  drain: replaced(Duration.seconds(1), Duration.seconds(0)),
  terminationGracePeriod: replaced(Duration.seconds(1), Duration.seconds(2)),
  progressDeadline: replaced(Duration.seconds(1), Duration.seconds(2)),
};

const NETWORK: Cases<NetworkAccess> = {
  from: joined(peer, Namespaces.all(chart, 'shared'), second),
  to: joined(peer, Namespaces.all(chart, 'shared-too'), second),
  dns: joined(peer, Namespaces.all(chart, 'shared-dns'), second),
};

const DOWNLOADS: Cases<DownloadOptions> = {
  env: merged('1', '2'),
  secretEnv: merged(one, other),
  volumes: joined(volume, PodVolume.configMap('d', 'd'), more),
  mounts: joined({ volume: 'a', path: '/a' }, { volume: 's', path: '/s' }, { volume: 'b', path: '/b' }),
  memory: replaced(Size.gibibytes(1), Size.gibibytes(2)),
  cpu: replaced(Cpu.units(1), Cpu.units(2)),
};

const STRUCTS = { downloads: DOWNLOADS, pod: POD, scheduling: SCHEDULING, security: SECURITY, timing: TIMING, network: NETWORK };

const [METRICS, PROFILER] = [{ name: 'metrics' }, { name: 'profiler', port: 9100 }];

const SETTINGS: Cases<Omit<RuntimeSettings, keyof typeof STRUCTS>> = {
  compute: replaced(smallCompute(), gpuCompute()),
  acceleratorPool: replaced(AcceleratorPool.of('l4', 8), AcceleratorPool.of('h100', 4)),
  cache: replaced(ModelCache.existingClaim('a'), ModelCache.emptyDir()),
  sharedMemory: replaced(Size.gibibytes(1), Size.gibibytes(2)),
  scratch: replaced(Size.gibibytes(1), Size.gibibytes(2)),
  args: { profile: ['--a=1', '--b=1'], model: ['--b=2', '--c=2'], both: ['--a=1', '--b=2', '--c=2'] },
  env: merged('1', '2'),
  secretEnv: merged(one, other),
  envValues: merged(EnvValue.field('metadata.name'), EnvValue.field('metadata.uid')),
  envFrom: joined(EnvFrom.secret('a'), EnvFrom.secret('s'), EnvFrom.secret('b')),
  rollout: replaced(Rollout.recreate(), Rollout.surge()),
  disruptionBudget: replaced(true, false),
  imageRegistry: replaced('a.example.com', 'b.example.com'),
  imageRegistries: {
    profile: { 'docker.io': 'a.example.com', 'quay.io': 'a.example.com' },
    model: { 'docker.io': 'b.example.com' },
    both: { 'docker.io': 'b.example.com', 'quay.io': 'a.example.com' },
  },
  cluster: replaced(ClusterDialect.GKE, ClusterDialect.EKS),
  service: {
    profile: { type: ServiceType.LOAD_BALANCER, port: 80, loadBalancerClass: 'a.example.com/b', ports: [METRICS] },
    model: { type: ServiceType.NODE_PORT, nodePort: 30080, ports: [PROFILER] },
    both: { type: ServiceType.NODE_PORT, port: 80, nodePort: 30080, ports: [METRICS, PROFILER] },
  },
  tls: { profile: { secretName: 'a', certificateKey: 'x' }, model: { secretName: 'b' }, both: { secretName: 'b', certificateKey: 'x' } },
  containerPorts: joined({ name: 'a', number: 1 }, { name: 'b', number: 2 }, { name: 'c', number: 3 }),
  serviceMetadata: { profile: { labels: { a: '1' } }, model: { annotations: { b: '2' } }, both: { labels: { a: '1' }, annotations: { b: '2' } } },
  compileCache: replaced(PodVolume.existingClaim('a', 'a'), PodVolume.existingClaim('b', 'b')),
  lock: replaced(LOCK, OTHER_LOCK),
  proxy: replaced(HttpProxy.of('http://a:1'), HttpProxy.of('http://b:1')),
  trustedCa: replaced(TrustedCa.configMap('a'), TrustedCa.configMap('b')),
  monitoring: replaced(Monitoring.prometheus(), Monitoring.none()),
  kubernetesVersion: replaced(KubernetesVersion.V1_35, KubernetesVersion.V1_30),
};

const MEMBERS: [string, Case<unknown>, (value: unknown) => RuntimeSettings, (settings: RuntimeSettings) => unknown][] = [
  ...Object.entries(SETTINGS).map(([key, values]): (typeof MEMBERS)[number] => [
    key, values, value => ({ [key]: value }), settings => settings[key as keyof RuntimeSettings],
  ]),
  ...Object.entries(STRUCTS).flatMap(([struct, cases]) => Object.entries(cases).map(([key, values]): (typeof MEMBERS)[number] => [
    `${struct}.${key}`, values, value => ({ [struct]: { [key]: value } }), settings => (settings[struct as keyof RuntimeSettings] as { [key: string]: unknown })[key],
  ])),
];

describe.each(MEMBERS)('%s of profile and model', (_member, { profile, model, both }, set, read) => {
  test('is the profile\'s when the model does not say it', () => {
    expect(read(mergeSettings(set(profile), {}))).toEqual(profile);
    expect(read(mergeSettings(set(profile), set(undefined)))).toEqual(profile);
  });

  test('is the model\'s when the profile does not say it', () => {
    expect(read(mergeSettings({}, set(model)))).toEqual(model);
  });

  test('has what both say', () => {
    expect(read(mergeSettings(set(profile), set(model)))).toEqual(both);
  });
});

describe('one field of a Pod', () => {
  const accounts = {
    'a name': () => ServiceAccountRef.of('mine'),
    'one of cdk8s-plus': () => ServiceAccountRef.from(new ServiceAccount(chartIn('ml'), 'sa', { metadata: { name: 'mine' } })),
    'an object with its name, as other versions of cdk8s-plus have': () => ({ name: 'mine' }),
  };

  test.each(Object.entries(accounts))('is the model\'s ServiceAccount when the profile has another: %s', (_how, account) => {
    const models = chartIn('ml');
    plainModel(models, 'model', { profileProps: { pod: { serviceAccount: ServiceAccountRef.of('platform') } }, pod: { serviceAccount: account() } });
    expect(templateOf(models).spec.serviceAccountName).toBe('mine');
  });

  test.each([
    ['a Secret, where the profile has a literal', { env: { MODE: 'fast' } }, { secretEnv: { MODE: one } }, { valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } }],
    ['a literal, where the profile has a Secret', { secretEnv: { MODE: one } }, { env: { MODE: 'fast' } }, { value: 'fast' }],
    ['a field, where the profile has a literal', { env: { MODE: 'fast' } }, { envValues: { MODE: EnvValue.field('metadata.name') } }, { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    ['a Secret, where the profile has a field', { envValues: { MODE: EnvValue.field('metadata.name') } }, { secretEnv: { MODE: one } }, { valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } }],
  ])('is the model\'s variable: %s', (_how, profileProps, props, expected) => {
    const models = chartIn('ml');
    plainModel(models, 'model', { profileProps, ...props });
    expect((serverOf(models).env as { name: string }[]).filter(({ name }) => name === 'MODE')).toEqual([{ name: 'MODE', ...expected }]);
  });

  test('is one pull secret, however often it is named', () => {
    const models = chartIn('ml');
    plainModel(models, 'model', { profileProps: { pod: { imagePullSecrets: ['a', 'a', 'b'] } }, pod: { imagePullSecrets: ['b', 'c'] } });
    expect(templateOf(models).spec.imagePullSecrets).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  });
});
