import { among, begins, Change, contains, entries, Fact, items, kept, keptOrLeftOut, same, within } from '../../src/checks/facts';
import { changedContent, changedIdentity, changedLabels, takenNames } from '../../src/checks/object-facts';
import { Json, JsonObject } from '../../src/ground/objects';
import { ModelLabels } from '../../src/values/model-labels';

const WHY = { readBy: 'others read it', fix: 'leave it' };
const lines = (changes: readonly Change[]) => changes.map(({ path, name, from, to }) => `${path}${name === undefined ? '' : ` (${name})`}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`);

test.each<[string, Fact, Json, Json, ...string[]]>([
  ['same', same(WHY), 1, 1],
  ['same', same(WHY), undefined, null],
  ['same', same(WHY), 1, '1', ': 1 → "1"'],
  ['same', same(WHY), 1, undefined, ': 1 → undefined'],
  ['same', same(WHY), { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, '.a[1].b: 2 → 3'],
  ['same', same(WHY), { a: 1, b: 2 }, { a: 2, b: 3 }, '.a: 1 → 2'],
  ['same', same(WHY), { a: 1 }, { a: 1, b: 2 }, '.b: undefined → 2'],
  ['same', same(WHY), [1, 2], [1], ': [1,2] → [1]'],
  ['same', same(WHY), [1], { 0: 1 }, ': [1] → {"0":1}'],
  ['kept', kept(WHY), undefined, 1],
  ['kept', kept(WHY), 1, 2, ': 1 → 2'],
  ['kept or left out', keptOrLeftOut(WHY), 1, null],
  ['kept or left out', keptOrLeftOut(WHY), 1, undefined],
  ['kept or left out', keptOrLeftOut(WHY), undefined, 2, ': undefined → 2'],
  ['one of some', among(['a', 'b'], WHY), 'a', 'b'],
  ['one of some', among(['a', 'b'], WHY), 'a', undefined],
  ['one of some', among(['a', 'b'], WHY), 'a', 'c', ': "a" → "c"'],
  ['members', within({ a: same(WHY) }), { a: 1, b: 2 }, { a: 1, b: 3 }],
  ['members', within({ a: same(WHY), b: same(WHY) }), { a: 1, b: 2 }, { a: 2, b: 3 }, '.a: 1 → 2', '.b: 2 → 3'],
  ['members', within({ a: same(WHY) }), undefined, { a: 1 }],
  ['members', within({ a: same(WHY) }), { b: 1 }, undefined],
  ['members', within({ a: same(WHY) }, WHY), { b: 1 }, undefined, ': {"b":1} → undefined'],
  ['members', within({ a: same(WHY) }, WHY), { b: 1 }, 'text', ': {"b":1} → "text"'],
  ['members', within({ toString: kept(WHY) }), {}, {}],
  ['entries', entries(WHY), { 'a': 1, 'b.c': 2 }, { 'a': 1, 'b.c': 3, 'd': 4 }, '["b.c"]: 2 → 3'],
  ['entries', entries(WHY), { a: 1 }, undefined, '["a"]: 1 → undefined'],
  ['entries', entries(WHY), 'text', {}],
  ['entries', entries(WHY, ['a']), { a: 1, b: 2 }, {}, '["a"]: 1 → undefined'],
  ['items', items('n', () => within({ v: same(WHY) }), WHY), [{ n: 'a', v: 1 }], [{ n: 'b', v: 2 }, { n: 'a', v: 1 }]],
  ['items', items('n', () => within({ v: same(WHY) }), WHY), [{ n: 'a', v: 1 }], [{ n: 'a', v: 1 }, { n: 'a', v: 2 }], '[a].v (a): 1 → 2'],
  ['items', items('n', () => within({ v: same(WHY) }), WHY), [{ n: 'a', v: 1 }], [{ n: 'b' }], '[a]: {"n":"a","v":1} → undefined'],
  ['items', items('n', () => within({}), WHY), [{ n: 'a' }], undefined, '[a]: {"n":"a"} → undefined'],
  ['items', items('n', () => within({}), WHY), undefined, []],
  ['items', items('n', name => (name === 'a' ? same(WHY) : within({})), WHY), [{ n: 'a', v: 1 }, { n: 'b', v: 1 }], [{ n: 'a', v: 2 }, { n: 'b', v: 2 }], '[a].v (a): 1 → 2'],
  ['contained', contains(WHY), [{ a: 1 }, 2], [3, 2, { a: 1 }]],
  ['contained', contains(WHY), [{ a: 1 }, 2], [{ a: 1 }], '[1]: 2 → undefined'],
  ['contained', contains(WHY), [1], 1, '[0]: 1 → undefined'],
  ['contained', contains(WHY), undefined, [1]],
  ['begun', begins(WHY), ['a', 'b'], ['a', 'b', 'c']],
  ['begun', begins(WHY), ['a', 'b'], ['a', 'c'], '[1] (a): "b" → "c"'],
  ['begun', begins(WHY), ['a'], ['b'], '[0] (): "a" → "b"'],
  ['begun', begins(WHY), ['a'], undefined, '[0] (): "a" → undefined'],
  ['begun', begins(WHY), undefined, ['a']],
])('%#: what has to be %s', (_what, fact, before, after, ...changes) => {
  const found = fact(before, after);
  expect(lines(found)).toEqual(changes);
  for (const change of found) expect(change).toMatchObject(WHY);
});

const content = (kind: string, before: JsonObject, after: JsonObject) => lines(changedContent(kind, { spec: before }, { spec: after }));
const pod = (...containers: JsonObject[]): JsonObject => ({ template: { spec: { containers: containers.map(one => ({ image: 'a', ...one })) } } });
const http = { name: 'server', ports: [{ name: 'http', containerPort: 80 }] };
const starting = (more: JsonObject) => ({ ...pod({ name: 'log' }, { name: 'server', startupProbe: { failureThreshold: 60, periodSeconds: 10 } }), ...more });
const log = (port: JsonObject) => ({ name: 'log', ports: [port] });

test.each<[string, JsonObject, JsonObject, ...string[]]>([
  ['Deployment', pod(http), pod(http, log({ name: 'http', containerPort: 81 })), '.spec.template.spec.containers[log].ports: "the port http of the server" → 81'],
  ['Deployment', pod(http), pod(http, log({ name: 'other', containerPort: 80 })), '.spec.template.spec.containers[log].ports: "the port http of the server" → 80'],
  ['Deployment', pod(http), pod(http, log({ name: 'other', containerPort: 81 }))],
  ['Deployment', pod(http, log({ name: 'x', containerPort: 80 })), pod(http, log({ name: 'x', containerPort: 80 }))],
  ['Deployment', { strategy: { rollingUpdate: { maxSurge: 0 } } }, { strategy: { rollingUpdate: { maxSurge: 1 } } }, '.spec.strategy.rollingUpdate.maxSurge: 0 → 1'],
  ['Deployment', { strategy: { rollingUpdate: { maxSurge: 0 } } }, { strategy: { rollingUpdate: { maxSurge: '0%' } } }],
  ['Deployment', { strategy: { rollingUpdate: { maxSurge: 0 } } }, { strategy: { rollingUpdate: { maxSurge: '0' } } }],
  ['Deployment', { strategy: { rollingUpdate: { maxSurge: 1 } } }, { strategy: { rollingUpdate: { maxSurge: 2 } } }],
  ['Deployment', { strategy: { rollingUpdate: { maxSurge: 0 } } }, {}, '.spec.strategy.rollingUpdate.maxSurge: 0 → undefined'],
  ['NetworkPolicy', { egress: [{ ports: [{ port: 53 }, { port: 53 }] }, { ports: [{ port: 443 }] }] }, { egress: [{ ports: [{ port: 53 }] }] }, '.spec.egress: "port 443 over TCP" → undefined'],
  ['NetworkPolicy', { egress: [{ ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }] }, { egress: [{ ports: [{ port: 53 }] }] }, '.spec.egress: "port 53 over UDP" → undefined'],
  ['NetworkPolicy', { egress: [{ ports: [{ port: 53 }, { port: 443 }] }] }, { egress: [{ to: [] }] }],
  ['NetworkPolicy', { policyTypes: ['Ingress', 'Egress'] }, { policyTypes: ['Egress'] }, '.spec.policyTypes[Ingress]: "Ingress" → undefined'],
  ['NetworkPolicy', { policyTypes: ['Ingress', 'Egress'] }, {}, '.spec.policyTypes[Egress]: "Egress" → undefined'],
  ['NetworkPolicy', { policyTypes: ['Ingress', 'Egress'] }, { egress: [{}] }],
  ['Deployment', starting({}), starting({ progressDeadlineSeconds: 601 })],
  ['Deployment', starting({ progressDeadlineSeconds: 700 }), starting({ progressDeadlineSeconds: 600 }), '.spec.progressDeadlineSeconds: 700 → 600'],
  ['Deployment', starting({ progressDeadlineSeconds: 700 }), starting({}), '.spec.progressDeadlineSeconds: 700 → undefined'],
  ['Deployment', starting({}), starting({ progressDeadlineSeconds: '600' })],
  ['Deployment', { template: {} }, { template: {} }],
  ['Nothing', { a: 1 }, { a: 2 }],
])('%#: what others read of a %s', (kind, before, after, ...changes) => expect(content(kind, before, after)).toEqual(changes));

const grants = (before: JsonObject[], after: Json) => lines(changedContent('Role', { rules: before }, { rules: after })).length;
const rule = (verbs: string[], resources = ['pods'], apiGroups = ['']) => ({ apiGroups, resources, verbs });

test.each<[JsonObject[], Json, number]>([
  [[rule(['get'])], [rule(['get'])], 0], [[rule(['get'])], [rule(['list']), rule(['get', 'watch'], ['pods', 'nodes'], ['', 'apps'])], 0],
  [[rule(['get', 'list'])], [rule(['get']), rule(['list'])], 1], [[rule(['get'])], [rule(['get'], ['nodes'])], 1], [[rule(['get'])], [rule(['get'], ['pods'], ['apps'])], 1],
  [[rule(['get'])], [], 1], [[rule(['get'])], undefined, 1], [[rule(['get']), rule(['list'])], [rule(['get'])], 1],
])('%#: each right is granted by one rule', (before, after, lost) => expect(grants(before, after)).toBe(lost));

test('an object is the same by its kind, name and namespace', () => {
  const who = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a', namespace: 'n', labels: { x: 'y' } } };
  expect(lines(changedIdentity(who, { ...who, metadata: { name: 'a', namespace: 'n' } }))).toEqual([]);
  expect(lines(changedIdentity(who, { apiVersion: 'v2', kind: 'B', metadata: { name: 'b', namespace: 'm' } }))).toEqual([
    '.apiVersion: "v1" → "v2"', '.kind: "A" → "B"', '.metadata.name: "a" → "b"', '.metadata.namespace: "n" → "m"',
  ]);
});

describe('labels of the library', () => {
  const labelled = (labels: JsonObject, kind = 'Service') => ({ kind, metadata: { labels } });
  const own = { [ModelLabels.MODEL]: 'model', other: 'x' };

  test('stay as they are on its objects, and are the user\'s on a Model', () => {
    expect(lines(changedLabels(labelled(own), labelled({ ...own, other: 'y', more: 'z' })))).toEqual([]);
    expect(lines(changedLabels(labelled(own), labelled({ other: 'x' })))).toEqual([`["${ModelLabels.MODEL}"]: "model" → undefined`]);
    expect(lines(changedLabels(labelled(own, 'Model'), labelled({}, 'Model')))).toEqual([]);
  });

  test('are taken where somebody else wrote another value', () => {
    const taken = (labels: JsonObject | undefined, given: { [name: string]: string }) => (
      lines(takenNames({ labels: given }, { metadata: labels === undefined ? {} : { labels } }))
    );
    expect(taken({ [ModelLabels.MODEL]: 'model' }, { [ModelLabels.MODEL]: 'model' })).toEqual([]);
    expect(taken({ [ModelLabels.MODEL]: 'other' }, { [ModelLabels.MODEL]: 'model' })).toEqual([`["${ModelLabels.MODEL}"] (label): "model" → "other"`]);
    expect(taken({ [ModelLabels.MODEL]: 'other' }, {})).toEqual([`["${ModelLabels.MODEL}"] (label): undefined → "other"`]);
    expect(taken({ mine: 'x' }, {})).toEqual([]);
    expect(taken(undefined, {})).toEqual([]);
  });
});
