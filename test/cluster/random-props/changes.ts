import fc from 'fast-check';
import { peers } from './peers';
import { freeTexts, labelValues, lists, made, maps, mostly, numbers, qualifiedNames, Recipe, texts } from './values';

/** What is done to a model after it was made, and to the chart that it is in. */
export interface Changes {
  /** Labels that the chart gives to all objects. */
  readonly chartLabels?: Recipe;
  /** Peers that may call the server, by recipe. */
  readonly callers?: Recipe;
  /** JSON patches of the Deployment, the Service and the Model, by recipe. */
  readonly patches?: { readonly deployment?: Recipe; readonly service?: Recipe; readonly model?: Recipe };
  /** Labels and annotations that are added to the Deployment and the Service. */
  readonly added?: { readonly labels: Recipe; readonly annotations: Recipe };
}

/** Often nothing, seldom much. */
export function changes(): fc.Arbitrary<Changes> {
  const nothing = { weight: 2, arbitrary: fc.constant(undefined) };
  const rarely = <T>(what: fc.Arbitrary<T>) => fc.oneof(nothing, { weight: 1, arbitrary: what });
  const metadata = fc.record({ labels: maps(qualifiedNames(), labelValues()), annotations: maps(qualifiedNames(), freeTexts()) });
  return fc.record({
    chartLabels: rarely(maps(texts('chart', 'example.com/chart'), labelValues())), // keys that nothing else has: cdk8s-plus' objects have no check
    callers: rarely(lists(peers())),
    patches: rarely(fc.record({ deployment: rarely(deploymentPatches()), service: rarely(servicePatches()), model: rarely(modelPatches()) })),
    added: rarely(metadata),
  });
}

/** Patches of the Pod template that Kubernetes takes, and here and there one that it does not. */
export function templatePatches(at = ''): fc.Arbitrary<Recipe> {
  const spec = `${at}/spec`;
  const server = `${spec}/containers/0`;
  return lists(fc.oneof(
    patch('add', [`${spec}/hostname`], fc.constantFrom('a', 'server-1')),
    patch('add', [`${spec}/dnsPolicy`], fc.constantFrom('Default', 'ClusterFirst')),
    patch('add', [`${spec}/hostAliases`], fc.constant([{ ip: '10.0.0.1', hostnames: ['models.example.com'] }])),
    patch('add', [`${spec}/readinessGates`], fc.constant([{ conditionType: 'example.com/ready' }])),
    patch('add', [`${spec}/enableServiceLinks`, `${spec}/hostNetwork`, `${spec}/hostPID`, `${spec}/shareProcessNamespace`], fc.boolean()),
    patch('add', [`${spec}/schedulerName`], fc.constantFrom('volcano', 'default-scheduler')),
    patch('add', [`${spec}/affinity`], fc.constant({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }] } } })),
    patch('add', [`${server}/imagePullPolicy`], fc.constantFrom('Always', 'IfNotPresent', 'Never')),
    patch('add', [`${server}/workingDir`], fc.constantFrom('/', '/a b', '/tmp')),
    patch('add', [`${server}/env/-`], fc.record({ name: texts('EXTRA', 'a.b-c'), value: freeTexts() })),
    patch('add', [`${server}/args/-`, `${server}/args`], freeTexts()),
    patch('add', [`${spec}/tolerations/-`, `${spec}/tolerations`], fc.constantFrom<Recipe>([{ operator: 'Exists' }], { key: 'a', operator: 'Exists' })),
    patch('replace', [`${server}/startupProbe/failureThreshold`, `${spec}/terminationGracePeriodSeconds`], numbers(1, 5_000)),
    patch('remove', [`${server}/lifecycle`, `${server}/livenessProbe`, `${spec}/securityContext/seccompProfile`, `${spec}/nothing`]),
    patch('add', [`${at}/metadata/annotations`, `${at}/metadata/labels/team`, `${at}/metadata/annotations/team`], fc.oneof(labelValues(), maps(qualifiedNames(), freeTexts()))),
  ), 2);
}

function deploymentPatches(): fc.Arbitrary<Recipe> {
  return fc.oneof(lists(fc.oneof(
    ...metadataPatches(),
    patch('add', ['/spec/minReadySeconds', '/spec/revisionHistoryLimit'], fc.integer({ min: 0, max: 60 })),
    patch('replace', ['/spec/progressDeadlineSeconds'], numbers(5_000, 90_000)),
    patch('add', ['/spec/paused'], fc.boolean()),
  ), 2), templatePatches('/spec/template'));
}

function servicePatches(): fc.Arbitrary<Recipe> {
  return lists(fc.oneof(
    ...metadataPatches(),
    patch('add', ['/spec/sessionAffinity'], fc.constantFrom('None', 'ClientIP')),
    patch('add', ['/spec/internalTrafficPolicy'], fc.constantFrom('Local', 'Cluster')),
    patch('add', ['/spec/type'], fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer')),
    patch('add', ['/spec/publishNotReadyAddresses'], fc.boolean()),
  ), 2);
}

function modelPatches(): fc.Arbitrary<Recipe> {
  return lists(fc.oneof(
    ...metadataPatches(),
    patch('replace', ['/spec/modelSpec/version'], texts('2.0.0', 'v3.1.4')),
    patch('add', ['/spec/runtime/args', '/spec/runtime/command'], lists(freeTexts())),
    patch('add', ['/spec/runtime/env'], fc.constant([{ name: 'A', value: 'a' }])),
  ), 2);
}

function metadataPatches(): fc.Arbitrary<Recipe>[] {
  return [
    patch('add', ['/metadata/labels', '/metadata/annotations'], maps(qualifiedNames(), labelValues())),
    patch('add', ['/metadata/labels/team', '/metadata/labels/example.com~1team', '/metadata/annotations/team'], mostly<Recipe>(labelValues(), fc.constantFrom<Recipe>(1, true, null))),
  ];
}

function patch(operation: 'add' | 'replace' | 'remove', paths: string[], value: fc.Arbitrary<Recipe> = fc.constant(undefined)): fc.Arbitrary<Recipe> {
  return made('patch', fc.tuple(fc.constant(operation), fc.constantFrom(...paths), value));
}
