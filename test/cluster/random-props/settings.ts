import fc from 'fast-check';
import { environments } from './containers';
import { monitorings } from './monitoring';
import { peers } from './peers';
import { pods } from './pods';
import { caches } from './sources';
import { durations, freeTexts, labelValues, lists, made, maps, mostly, numbers, objectNames, qualifiedNames, Recipe, secretKeys, sizes, structs, texts } from './values';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Settings of a profile or of a model, without its compute. */
export function settings(): Record<string, fc.Arbitrary<Recipe>> {
  return {
    cache: caches(),
    sharedMemory: sizes(1, 4),
    scratch: sizes(1, 100),
    args: lists(fc.oneof(texts('--verbose', '--log=debug', '-x', '--a.b', '--'), freeTexts())),
    ...environments(),
    scheduling: scheduling(),
    security: security(),
    rollout: fc.oneof(made('withoutSurge', numbers(1, 3)), made('surge', numbers(1, 3)), fc.constant({ $recreate: [] })),
    timing: timing(),
    pod: pods(),
    network: structs({ from: lists(peers()), to: lists(peers()), dns: lists(peers()) }),
    monitoring: monitorings(),
    disruptionBudget: fc.boolean(),
    imageRegistry: texts('mirror.example.com', 'localhost:5000/a-b/c'),
    imageRegistries: maps(texts('docker.io', 'ghcr.io', 'registry:5000'), texts('mirror.example.com/hub', 'localhost:5000/a-b/c')),
    cluster: dialects(),
    ...served(),
    ...outbound(),
  };
}

/** What everything that calls out is told. */
function outbound(): Record<string, fc.Arbitrary<Recipe>> {
  const noProxy = lists(texts('.example.com', '10.0.0.0/8', 'fd00::/8', 'minio', '*'));
  return {
    downloads: structs({
      env: maps(texts('RCLONE_TRANSFERS', 'HF_HUB_DOWNLOAD_TIMEOUT', 'RCLONE_STATS', 'a.b-c'), freeTexts()),
      secretEnv: maps(texts('SECRET', 'X'), secretKeys()),
      volumes: fc.constantFrom([], [{ $volume: ['downloads', { $configMapVolume: 'netrc' }] }]),
      mounts: lists(fc.record({ volume: fc.constantFrom('scratch'), path: texts('/etc/netrc', '/a b') }), 1),
      memory: sizes(1, 9),
      cpu: fc.oneof(made('units', numbers(1, 8)), made('cpuMillis', numbers(1, 9_000))),
    }),
    proxy: fc.oneof(
      made('proxy', fc.tuple(texts('http://proxy.example.com:3128', 'https://10.0.0.1', 'http://[fd00::1]:8080/'), structs({ noProxy, java: fc.boolean() }))),
      made('secretProxy', fc.tuple(secretKeys(), structs({ noProxy, port: numbers(1, 65_535) }))),
    ),
    trustedCa: fc.oneof(
      made('configMapCa', fc.tuple(objectNames(), structs({ key: texts('ca.crt', '.pem', 'A_b-c'), javaTrustStoreKey: texts('ca.p12') }))),
      made('secretCa', fc.tuple(secretKeys(), structs({ javaTrustStoreKey: texts('ca.p12') }))),
    ),
  };
}

function scheduling(): fc.Arbitrary<Recipe> {
  const evicted = fc.record({ key: qualifiedNames(), effect: fc.constant('NoExecute'), evictAfter: durations(0, 300) });
  const toleration = structs({ key: qualifiedNames(), operator: texts('Equal', 'Exists'), value: labelValues(), effect: texts(...EFFECTS) });
  return structs({
    nodeSelector: maps(qualifiedNames(), labelValues()),
    tolerations: lists(fc.oneof(evicted, fc.record({ key: qualifiedNames(), value: labelValues(), effect: fc.constantFrom(...EFFECTS) }), mostly(fc.constant({ operator: 'Exists' }), toleration))),
    spread: fc.constantFrom('none', 'nodes', 'zones'),
    priorityClassName: objectNames(),
    runtimeClassName: objectNames(),
    schedulerName: objectNames(),
    topologySpread: fc.uniqueArray(spreads(), { maxLength: 2, selector: (one) => (one as { topologyKey: string }).topologyKey }),
    nodeAffinity: lists(nodeAffinities(), 2),
    podAffinity: lists(podAffinities(), 1),
    podAntiAffinity: lists(podAffinities(), 2),
  });
}

function spreads(): fc.Arbitrary<Recipe> {
  const topologyKey = qualifiedNames();
  const matchLabelKeys = fc.constantFrom([], ['pod-template-hash']);
  const minDomains = mostly(numbers(1, 3), fc.constant(0));
  const inclusion = fc.constantFrom('Honor', 'Ignore');
  const policies = { honorTaints: fc.boolean(), nodeAffinityPolicy: inclusion };
  const hard = fc.record({ topologyKey, required: fc.constant(true), minDomains, matchLabelKeys, ...policies });
  return fc.oneof(structs({ topologyKey, maxSkew: mostly(numbers(1, 3), fc.constant(0)), honorTaints: fc.boolean(), labels: maps(qualifiedNames(), labelValues()), requirements: lists(requirements(false), 1), nodeAffinityPolicy: inclusion }, 'topologyKey'), hard);
}

function requirements(ofNodes: boolean): fc.Arbitrary<Recipe> {
  const valued = made('label', fc.tuple(fc.constantFrom('isIn', 'isNotIn'), qualifiedNames(), fc.array(labelValues(), { minLength: 1, maxLength: 2 })));
  const plain = made('label', fc.tuple(fc.constantFrom('exists', 'doesNotExist'), qualifiedNames()));
  const numeric = made('label', fc.tuple(fc.constantFrom('isAbove', 'isBelow'), qualifiedNames(), numbers(0, 9)));
  return ofNodes ? fc.oneof(valued, plain, numeric) : fc.oneof(valued, plain);
}

function nodeAffinities(): fc.Arbitrary<Recipe> {
  const labels = fc.array(requirements(true), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    made('nodeAffinity', fc.tuple(fc.constant('required'), labels)),
    made('nodeAffinity', fc.tuple(fc.constant('requiredAny'), fc.array(fc.record({ labels }), { minLength: 1, maxLength: 2 }))),
    made('nodeAffinity', fc.tuple(fc.constant('preferred'), numbers(1, 100), labels)),
    made('nodeAffinity', fc.tuple(fc.constant('preferredAny'), numbers(1, 100), fc.array(fc.record({ labels, node: objectNames(), exceptNodes: fc.array(objectNames(), { minLength: 1, maxLength: 2 }) }), { minLength: 1, maxLength: 2 }))),
  );
}

function podAffinities(): fc.Arbitrary<Recipe> {
  const props = structs({
    topologyKey: qualifiedNames(),
    labels: maps(qualifiedNames(), labelValues()),
    requirements: lists(requirements(false), 1),
    namespaces: lists(texts('ml', 'kube-system'), 1),
    namespaceLabels: maps(qualifiedNames(), labelValues()),
    namespaceRequirements: lists(requirements(false), 1),
  }, 'topologyKey');
  return fc.oneof(made('podAffinity', fc.tuple(fc.constant('required'), props)), made('podAffinity', fc.tuple(fc.constant('preferred'), numbers(1, 100), props)));
}

function security(): fc.Arbitrary<Recipe> {
  const id = () => mostly(fc.constantFrom(1000, 65_534, 2 ** 31 - 1), numbers(0, 65_535));
  return structs({
    runAsUser: id(),
    runAsGroup: id(),
    fsGroup: id(),
    readOnlyRootFilesystem: fc.boolean(),
    supplementalGroups: lists(id()),
    addCapabilities: lists(texts('NET_BIND_SERVICE', 'SYS_PTRACE', 'ALL')),
    memoryLock: fc.boolean(),
    privileged: fc.boolean(),
    ...confinement(),
    fsGroupChangePolicy: fc.constantFrom('Always', 'OnRootMismatch'),
    server: structs(confinement()),
    sysctls: maps(texts('net.core.somaxconn', 'kernel/shm_rmid_forced'), texts('1', '1 2')),
  });
}

/** What the kernel lets containers do. */
export function confinement(): Record<string, fc.Arbitrary<Recipe>> {
  const profile = (kind: string, ...names: string[]) => fc.oneof(fc.constantFrom('RUNTIME_DEFAULT', 'UNCONFINED').map((name) => ({ [kind]: [name] })), texts(...names).map((name) => ({ [kind]: ['localhost', name] })));
  return {
    seccompProfile: profile('$seccomp', 'a/b.json', 'é'),
    appArmorProfile: profile('$appArmor', 'k8s-a', 'a//&b'),
    seLinux: structs({ user: texts('system_u'), role: texts('system_r'), type: texts('container_t', 'spc_t'), level: texts('s0:c1,c2') }),
  };
}

function timing(): fc.Arbitrary<Recipe> {
  return structs({
    startup: durations(600, 3_000),
    preStopDelay: durations(0, 60),
    drain: durations(0, 600),
    terminationGracePeriod: durations(700, 3_000),
    progressDeadline: durations(5_000, 90_000),
  });
}

/** Where kernels are kept, for those that compile some. */
export function compileCaches(): fc.Arbitrary<Recipe> {
  return fc.constant({ $volume: ['compiled', { $claimVolume: ['kernels', false] }] });
}

/** The certificate of a server that speaks TLS. */
export function certificates(): fc.Arbitrary<Recipe> {
  return structs({ secretName: objectNames(), certificateKey: texts('tls.crt', 'cert.pem'), privateKeyKey: texts('tls.key', 'key.pem') }, 'secretName');
}

/** How the model is reached: mostly such that its members fit the type. */
function served(): Record<string, fc.Arbitrary<Recipe>> {
  const port = () => mostly(fc.constantFrom(80, 443, 8080), numbers(1, 65_535));
  const other = () => mostly(fc.integer({ min: 9_000, max: 9_999 }), numbers(1, 65_535)); // each is there once
  const nodePort = fc.integer({ min: 30_000, max: 32_767 }); // others are warned of: they depend on the cluster
  const named = structs({
    name: texts('web', 'metrics', 'grpc', 'profiler', '0a', 'n'.repeat(63)),
    containerPort: mostly(fc.constantFrom('http'), texts('profiler', 'front', 'a'.repeat(15))),
    port: other(),
    appProtocol: texts('http', 'kubernetes.io/h2c', 'example.com/own'),
  }, 'name', 'port');
  const ports = fc.uniqueArray(named, { maxLength: 2, selector: (one) => (one as { name: string }).name });
  const common = {
    port: port(),
    portName: texts('http', 'web', '8080'),
    ports,
    appProtocol: texts('http', 'https'),
    sessionAffinity: fc.constantFrom(1, 3_600, 86_400).map(($seconds) => ({ $seconds })),
    internalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
    publishNotReadyAddresses: fc.boolean(),
    ipFamilies: fc.constant(['IPv4']),
    ipFamilyPolicy: fc.constantFrom('SingleStack', 'PreferDualStack'),
    trafficDistribution: mostly<Recipe>(fc.constant(undefined), fc.constantFrom('PreferSameZone', 'PreferSameNode')),
    externalIps: fc.constant<Recipe>([]), // the newest API server warns that it is deprecated
  };
  const nothing = fc.constant(undefined);
  const exposed = { nodePort, externalTrafficPolicy: fc.constantFrom('Cluster', 'Local') };
  const ranges = lists(mostly(texts('203.0.113.0/24', '::/0'), fc.constantFrom('10.0.0.1/8', '10.0.0.0', 'a')));
  const cloud = {
    loadBalancerClass: qualifiedNames(), loadBalancerSourceRanges: ranges, allocateLoadBalancerNodePorts: fc.boolean(),
  };
  const own = structs({ name: texts('profiler', 'front', 'a'.repeat(15)), number: numbers(1, 65_535), protocol: texts('TCP', 'UDP', 'SCTP') }, 'name', 'number');
  const of = (type: string, members: Record<string, fc.Arbitrary<Recipe>>) => structs({ type: fc.constant(type), ...members }, 'type');
  return {
    service: fc.oneof(
      structs(common), of('Headless', { ...common, port: nothing, ports: nothing, sessionAffinity: nothing, internalTrafficPolicy: nothing, externalIps: nothing }), of('NodePort', { ...common, ...exposed }),
      of('LoadBalancer', { ...common, ...exposed, ...cloud }),
      fc.constant({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31_000 }), of('ClusterIP', common), of('None', {}),
    ),
    containerPorts: fc.uniqueArray(own, { maxLength: 2, selector: (one) => (one as { name: string }).name }),
  };
}

function dialects(): fc.Arbitrary<Recipe> {
  const own = structs({
    name: texts('own'),
    acceleratorLabel: qualifiedNames(),
    acceleratorValues: maps(fc.constantFrom('NVIDIA L4', 'NVIDIA H100', 'Some GPU'), labelValues()),
    tolerations: lists(fc.record({ key: qualifiedNames(), operator: fc.constantFrom('Exists') })),
    assignsUsers: fc.boolean(),
  }, 'name', 'acceleratorLabel', 'acceleratorValues');
  return fc.oneof(made('dialect', fc.constantFrom('GKE', 'EKS', 'AKS', 'OPENSHIFT', 'GPU_FEATURE_DISCOVERY')), made('dialectOf', own));
}
