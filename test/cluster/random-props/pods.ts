import fc from 'fast-check';
import { templatePatches } from './changes';
import { containers, hooks, placed } from './containers';
import {
  durations, freeTexts, images, labelValues, lists, made, maps, mostly, numbers, objectNames, qualifiedNames, Recipe, sizes, structs, texts,
} from './values';

/** Volumes and their mounts: mostly such that fit each other. */
export function pods(): fc.Arbitrary<Recipe> {
  const volume = fc.oneof(
    made('emptyDirVolume', structs({ sizeLimit: sizes(1, 9), inMemory: fc.boolean() }, 'sizeLimit')),
    made('claimVolume', fc.tuple(objectNames(), fc.boolean())),
    made('ephemeralVolume', structs({ size: sizes(1, 9), storageClassName: objectNames() }, 'size')),
    made('secretVolume', fc.tuple(objectNames(), maps(texts('a', '.b', 'C_d'), texts('x', 'y/z', '..a', 'a..', 'é')))),
    made('configMapVolume', objectNames()),
    made('nfsVolume', fc.tuple(texts('nfs.example.com', '10.0.0.1', '::1'), texts('/exports', '/a/../b', '/é b', '/'), fc.boolean())),
    made('csiVolume', fc.tuple(texts('a.csi.example.com', 'x'.repeat(63)), maps(texts('a', 'A b', ''), freeTexts()), fc.boolean(), texts('ext4', 'xfs'))),
    made('imageVolume', images()),
    made('newClaimVolume', fc.boolean()),
    made('hostPathVolume', fc.tuple(texts('/dev/kfd', '/', '/var/lib/é b'), structs({ type: fc.constantFrom('Directory', 'CharDevice', 'FileOrCreate') }))),
    made('configMapFilesVolume', fc.tuple(objectNames(), structs({ mode: numbers(0, 0o777), optional: fc.boolean(), items: maps(texts('a', '.b'), texts('x', 'y/z')) }))),
    made('projectedVolume', fc.array(fc.oneof(
      made('projectedToken', fc.tuple(texts('token', 'a/token'), structs({ audience: texts('https://a.example.com', 'sts'), expiration: durations(600, 9_000) }))),
      made('projectedConfigMap', fc.tuple(objectNames(), structs({ optional: fc.boolean() }))),
      made('projectedFields', maps(texts('name', 'labels'), texts('metadata.name', 'metadata.labels', 'metadata.annotations[\'a\']'))),
    ), { minLength: 1, maxLength: 3 })),
  );
  const extra = fc.record({
    name: texts('data', 'v-1', '0', 'v'.repeat(63)), volume, path: texts('/data', '/opt/a b', '/é', '/etc/x', '/a/.../b'), subPath: fc.option(texts('a', 'a/b', 'a..b', './a', 'a//b', 'é'), { nil: undefined }), readOnly: fc.boolean(), propagation: fc.constantFrom(undefined, undefined, 'None', 'HostToContainer'),
  });
  const extras = fc.uniqueArray(extra, { maxLength: 2, selector: ({ name }) => name }).map((all) => ({
    volumes: all.map(({ name, volume: of }) => ({ $volume: [name, of] })),
    mounts: all.map(({ name, path, subPath, readOnly, propagation }, index) => ({ volume: name, path: index === 0 ? path : `${path}${index}`, subPath, readOnly, propagation })),
  }));
  const rest = structs({
    automountServiceAccountToken: fc.boolean(),
    imagePullSecrets: lists(objectNames(), 2),
    labels: maps(qualifiedNames(), labelValues()),
    annotations: maps(qualifiedNames(), freeTexts()),
    patches: templatePatches(),
    serviceAccount: fc.oneof(made('serviceAccount', objectNames()), made('serviceAccountRef', objectNames())),
    ...system(),
  });
  const beside = fc.uniqueArray(containers(), { maxLength: 4, selector: (one) => (one as { name: string }).name }).map(placed);
  return fc.tuple(fc.option(extras, { nil: {} }), rest, beside).map(([one, other, more]) => ({ ...one, ...other as object, ...more }));
}

/** The part of the node and the cluster that Pods see. */
function system(): Record<string, fc.Arbitrary<Recipe>> {
  return {
    hostNetwork: mostly(fc.constant(false), fc.boolean()),
    hostIpc: mostly(fc.constant(false), fc.boolean()),
    hostPid: mostly(fc.constant(false), fc.boolean()),
    hostUsers: mostly(fc.constant(true), fc.boolean()),
    hostPorts: mostly<Recipe>(fc.constant({}), fc.record({ http: numbers(30_000, 40_000) })),
    shareProcessNamespace: mostly(fc.constant(false), fc.boolean()),
    enableServiceLinks: fc.boolean(),
    hostname: texts('server', 'a-1'),
    subdomain: texts('models'),
    hostAliases: maps(texts('10.0.0.1', '::1', '127.0.0.1'), lists(texts('a', 'a.example.com'), 2)),
    dns: structs({
      policy: fc.constantFrom('ClusterFirst', 'ClusterFirstWithHostNet', 'Default'),
      nameservers: lists(texts('10.0.0.1', '2001:db8::1'), 3),
      searches: lists(texts('example.com', 'svc.cluster.local.', 'a_b.c'), 2),
      options: maps(texts('ndots', 'use-vc'), texts('', '2')),
    }),
    imagePullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
    terminationMessagePolicy: fc.constantFrom('File', 'FallbackToLogsOnError'),
    lifecycle: hooks('exec', 'httpGet'),
    restartPodOn: mostly<Recipe>(fc.constant([]), fc.constantFrom<Recipe[]>([1], [0, 42, 255])),
  };
}
