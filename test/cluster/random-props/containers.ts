import fc from 'fast-check';
import { durations, freeTexts, images, lists, made, maps, mostly, numbers, objectNames, Recipe, secretKeys, sizes, structs, texts, variableNames } from './values';

/** Variables of a container, of every kind. */
export function environments(): Record<string, fc.Arbitrary<Recipe>> {
  const optional = structs({ optional: fc.boolean() });
  const value = fc.oneof(
    made('envConfigMap', fc.tuple(objectNames(), texts('level', '.a', 'B_c'), optional)),
    made('envSecret', fc.tuple(secretKeys(), optional)),
    made('envField', texts('metadata.name', 'status.podIP', 'status.hostIPs', 'spec.nodeName', 'metadata.labels[\'a\']')),
    made('envResource', fc.tuple(texts('limits.memory', 'requests.ephemeral-storage'), structs({ divisor: texts('1', '1Mi') }))),
    made('envResource', fc.tuple(texts('requests.cpu'), structs({ divisor: texts('1', '1m') }))),
  );
  return {
    env: maps(variableNames(), freeTexts()),
    secretEnv: maps(texts('SECRET', 'X'), secretKeys()),
    envValues: maps(texts('LEVEL', 'NODE'), value),
    envFrom: lists(made('envFrom', fc.tuple(fc.constantFrom('configMap', 'secret'), objectNames(), structs({ prefix: texts('A_', 'a.b-'), optional: fc.boolean() }))), 2),
  };
}

/** Hooks of some kinds. */
export function hooks(...kinds: string[]): fc.Arbitrary<Recipe> {
  const hook: Record<string, fc.Arbitrary<Recipe>> = {
    exec: made('execHook', fc.array(freeTexts(), { minLength: 1, maxLength: 2 }).map((command) => [command])),
    httpGet: made('httpHook', fc.tuple(texts('/stop', '/'), mostly(numbers(1, 65_535), fc.constant(0)))),
    sleep: made('sleepHook', durations(1, 9)),
  };
  const one = fc.oneof(...kinds.map((kind) => hook[kind]!));
  return structs({ postStart: one, preStop: one });
}

/** Containers beside the server, with all that those have which run as long as it does. */
export function containers(): fc.Arbitrary<Recipe> {
  const id = mostly(fc.constantFrom(1000, 65_534), numbers(0, 65_535));
  const probe = fc.oneof(made('httpProbe', fc.tuple(texts('/ready', '/'))), made('execProbe', fc.tuple(fc.array(freeTexts(), { minLength: 1, maxLength: 2 }))));
  const port = fc.record({ name: texts('front', 'p-1', 'admin'), number: numbers(9_000, 9_999), protocol: fc.constantFrom('TCP', 'UDP', 'SCTP') });
  return structs({
    name: texts('log', 'proxy', '0a', 'front', 'init', 's'.repeat(63)),
    image: images(),
    command: lists(freeTexts()),
    args: lists(freeTexts()),
    workingDir: texts('/work', '/a b'),
    ...environments(),
    mounts: lists(fc.record({ volume: fc.constantFrom('scratch'), path: texts('/log', '/a b') }), 1),
    readOnlyRootFilesystem: fc.boolean(),
    cpu: made('cpuMillis', numbers(1, 4_000)),
    cpuLimit: made('units', numbers(4, 9)),
    memory: sizes(1, 3),
    memoryLimit: sizes(3, 9),
    ephemeralStorage: sizes(1, 9),
    otherResources: mostly<Recipe>(fc.constantFrom({}, { 'example.com/fpga': '1' }, { 'hugepages-2Mi': '4Mi' }), maps(texts('example.com/fpga'), texts('2Mi'))),
    security: structs({ runAsUser: id, runAsGroup: id, addCapabilities: lists(texts('NET_BIND_SERVICE', 'SYS_PTRACE'), 2), privileged: fc.boolean() }),
    order: fc.constantFrom('before-downloads', 'after-downloads'),
    ports: fc.uniqueArray(port, { maxLength: 2, selector: ({ name }) => name }),
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    lifecycle: hooks('exec', 'httpGet', 'sleep'),
  }, 'name', 'image');
}

/** Members that a container has which runs to its end, and those of one that starts with the server: all but what they do not know. */
const UNKNOWN = { initContainers: ['ports', 'startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle'], sidecars: [], containers: ['order'] };

/** Containers at places of the Pod, in turn. */
export function placed(all: readonly Recipe[]): { readonly [place: string]: Recipe[] } {
  const places = Object.entries(UNKNOWN);
  return Object.fromEntries(places.map(([place, unknown], turn) => [place, all.filter((_, index) => index % places.length === turn).map((one) => (
    Object.fromEntries(Object.entries(one as object).filter(([name]) => !unknown.includes(name as never))) as Recipe
  ))]));
}
