import fc from 'fast-check';
import { environments } from './containers';
import { peers } from './peers';
import { pods } from './pods';
import { caches } from './sources';
import { durations, freeTexts, labelValues, lists, made, maps, mostly, numbers, objectNames, qualifiedNames, Recipe, sizes, structs, texts } from './values';

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
    disruptionBudget: fc.boolean(),
    imageRegistry: texts('mirror.example.com', 'localhost:5000/a-b/c'),
    imageRegistries: maps(texts('docker.io', 'ghcr.io', 'registry:5000'), texts('mirror.example.com/hub', 'localhost:5000/a-b/c')),
    cluster: dialects(),
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
  const hard = fc.record({ topologyKey, required: fc.constant(true), minDomains, matchLabelKeys, honorTaints: fc.boolean() });
  return fc.oneof(structs({ topologyKey, maxSkew: mostly(numbers(1, 3), fc.constant(0)), honorTaints: fc.boolean() }, 'topologyKey'), hard);
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
  );
}

function podAffinities(): fc.Arbitrary<Recipe> {
  const props = structs({
    topologyKey: qualifiedNames(),
    labels: maps(qualifiedNames(), labelValues()),
    requirements: lists(requirements(false), 1),
    namespaces: lists(texts('ml', 'kube-system'), 1),
    namespaceLabels: maps(qualifiedNames(), labelValues()),
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
    seccompProfile: fc.constantFrom('RuntimeDefault', 'Unconfined'),
    sysctls: maps(texts('net.core.somaxconn', 'kernel/shm_rmid_forced'), texts('1', '1 2')),
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

function dialects(): fc.Arbitrary<Recipe> {
  const own = structs({
    name: texts('own'),
    acceleratorLabel: qualifiedNames(),
    acceleratorValues: maps(fc.constantFrom('NVIDIA L4', 'NVIDIA H100', 'Some GPU'), labelValues()),
    tolerations: lists(fc.record({ key: qualifiedNames(), operator: fc.constantFrom('Exists') })),
  }, 'name', 'acceleratorLabel', 'acceleratorValues');
  return fc.oneof(made('dialect', fc.constantFrom('GKE', 'EKS', 'AKS', 'GPU_FEATURE_DISCOVERY')), made('dialectOf', own));
}
