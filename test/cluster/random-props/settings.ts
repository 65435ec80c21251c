import fc from 'fast-check';
import { templatePatches } from './changes';
import { peers } from './peers';
import { caches } from './sources';
import {
  durations, freeTexts, images, labelValues, lists, made, maps, mostly, numbers, objectNames, qualifiedNames,
  Recipe, secretKeys, sizes, structs, texts, variableNames,
} from './values';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Settings of a profile or of a model, without its compute. */
export function settings(): Record<string, fc.Arbitrary<Recipe>> {
  return {
    cache: caches(),
    sharedMemory: sizes(1, 4),
    scratch: sizes(1, 100),
    args: lists(fc.oneof(texts('--verbose', '--log=debug', '-x', '--a.b', '--'), freeTexts())),
    env: maps(variableNames(), freeTexts()),
    secretEnv: maps(texts('SECRET', 'X'), secretKeys()),
    scheduling: scheduling(),
    security: security(),
    rollout: fc.oneof(made('withoutSurge', numbers(1, 3)), made('surge', numbers(1, 3)), fc.constant({ $recreate: [] })),
    timing: timing(),
    pod: pods(),
    network: structs({ from: lists(peers()), to: lists(peers()), dns: lists(peers()) }),
    disruptionBudget: fc.boolean(),
    imageRegistry: texts('mirror.example.com', 'localhost:5000/a-b/c'),
    imageRegistries: maps(texts('docker.io', 'ghcr.io', 'registry:5000'), texts('mirror.example.com/hub', 'localhost:5000/a-b/c')),
    cluster: dialects(),
    ...served(),
  };
}

function scheduling(): fc.Arbitrary<Recipe> {
  const toleration = structs({ key: qualifiedNames(), operator: texts('Equal', 'Exists'), value: labelValues(), effect: texts(...EFFECTS) });
  return structs({
    nodeSelector: maps(qualifiedNames(), labelValues()),
    tolerations: lists(fc.oneof(fc.record({ key: qualifiedNames(), value: labelValues(), effect: fc.constantFrom(...EFFECTS) }), mostly(fc.constant({ operator: 'Exists' }), toleration))),
    spread: fc.constantFrom('none', 'nodes', 'zones'),
    priorityClassName: objectNames(),
    runtimeClassName: objectNames(),
  });
}

function security(): fc.Arbitrary<Recipe> {
  const id = () => mostly(fc.constantFrom(1000, 65_534, 2 ** 31 - 1), numbers(0, 65_535));
  return structs({
    runAsUser: id(), runAsGroup: id(), fsGroup: id(), readOnlyRootFilesystem: fc.boolean(), supplementalGroups: lists(id()), addCapabilities: lists(texts('NET_BIND_SERVICE', 'SYS_PTRACE', 'ALL')),
  });
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

/** Volumes and their mounts: mostly such that fit each other. */
function pods(): fc.Arbitrary<Recipe> {
  const volume = fc.oneof(
    made('emptyDirVolume', structs({ sizeLimit: sizes(1, 9), inMemory: fc.boolean() }, 'sizeLimit')),
    made('claimVolume', fc.tuple(objectNames(), fc.boolean())),
    made('ephemeralVolume', structs({ size: sizes(1, 9), storageClassName: objectNames() }, 'size')),
    made('secretVolume', fc.tuple(objectNames(), maps(texts('a', '.b', 'C_d'), texts('x', 'y/z', '..a', 'a..', 'é')))),
    made('configMapVolume', objectNames()),
    made('nfsVolume', fc.tuple(texts('nfs.example.com', '10.0.0.1', '::1'), texts('/exports', '/a/../b', '/é b', '/'), fc.boolean())),
    made('csiVolume', fc.tuple(texts('a.csi.example.com', 'x'.repeat(63)), maps(texts('a', 'A b', ''), freeTexts()), fc.boolean())),
    made('imageVolume', images()),
    made('newClaimVolume', fc.boolean()),
  );
  const extra = fc.record({
    name: texts('data', 'v-1', '0', 'v'.repeat(63)), volume, path: texts('/data', '/opt/a b', '/é', '/etc/x', '/a/.../b'), subPath: fc.option(texts('a', 'a/b', 'a..b', './a', 'a//b', 'é'), { nil: undefined }), readOnly: fc.boolean(),
  });
  const extras = fc.uniqueArray(extra, { maxLength: 2, selector: ({ name }) => name }).map((all) => ({
    volumes: all.map(({ name, volume: of }) => ({ $volume: [name, of] })),
    mounts: all.map(({ name, path, subPath, readOnly }, index) => ({ volume: name, path: index === 0 ? path : `${path}${index}`, subPath, readOnly })),
  }));
  const rest = structs({
    automountServiceAccountToken: fc.boolean(),
    imagePullSecrets: lists(objectNames(), 2),
    labels: maps(qualifiedNames(), labelValues()),
    annotations: maps(qualifiedNames(), freeTexts()),
    patches: templatePatches(),
    serviceAccount: fc.oneof(made('serviceAccount', objectNames()), made('serviceAccountRef', objectNames())),
    sidecars: fc.uniqueArray(sidecars(), { maxLength: 2, selector: (sidecar) => (sidecar as { name: string }).name }),
  });
  return fc.tuple(fc.option(extras, { nil: {} }), rest).map(([one, other]) => ({ ...one, ...other as object }));
}

function sidecars(): fc.Arbitrary<Recipe> {
  return structs({
    name: texts('log', 'proxy', '0a', 's'.repeat(63)),
    image: images(),
    command: lists(freeTexts()),
    args: lists(freeTexts()),
    env: maps(variableNames(), freeTexts()),
    secretEnv: maps(texts('SECRET', 'X'), secretKeys()),
    mounts: lists(fc.record({ volume: fc.constantFrom('scratch'), path: texts('/log', '/a b') }), 1),
    readOnlyRootFilesystem: fc.boolean(),
    memory: sizes(1, 9),
  }, 'name', 'image');
}

/** The certificate of a server that speaks TLS. */
export function certificates(): fc.Arbitrary<Recipe> {
  return structs({ secretName: objectNames(), certificateKey: texts('tls.crt', 'cert.pem'), privateKeyKey: texts('tls.key', 'key.pem') }, 'secretName');
}

/** How the model is reached: mostly such that its members fit the type. */
function served(): Record<string, fc.Arbitrary<Recipe>> {
  const port = () => mostly(fc.constantFrom(80, 443, 8080), numbers(1, 65_535));
  const nodePort = fc.integer({ min: 30_000, max: 32_767 }); // others are warned of: they depend on the cluster
  const named = structs({
    name: texts('web', 'metrics', 'grpc', 'profiler', '0a', 'n'.repeat(63)),
    containerPort: mostly(fc.constantFrom('http'), texts('profiler', 'front', 'a'.repeat(15))),
    port: port(),
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
      structs(common), of('Headless', { ...common, port: nothing, ports: nothing, sessionAffinity: nothing, internalTrafficPolicy: nothing }), of('NodePort', { ...common, ...exposed }),
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
