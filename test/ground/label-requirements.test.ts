import { LabelRequirement, NodeAffinity, NodeTerm, PodAffinity, PodAffinityProps } from '../../src';
import { caught, chartIn, plainModel } from '../fixtures';

const { isIn, isNotIn, exists, doesNotExist, isAbove, isBelow } = LabelRequirement;
const zone = 'topology.kubernetes.io/zone';

const IMPOSSIBLE: [string, LabelRequirement[]][] = [
  ['in and not in', [isIn(zone, ['a']), isNotIn(zone, ['a', 'b'])]],
  ['in two that have nothing in common', [isIn(zone, ['a']), isIn(zone, ['b', 'c'])]],
  ['in three of which no value is in all', [isIn(zone, ['a', 'b']), isIn(zone, ['b', 'c']), isIn(zone, ['a', 'c'])]],
  ['there and not there', [exists(zone), doesNotExist(zone)]],
  ['in, and not there', [isIn(zone, ['a']), doesNotExist(zone)]],
  ['beside something else', [exists('other'), exists(zone), doesNotExist(zone)]],
];

const NUMERIC: [string, LabelRequirement[]][] = [
  ['no number between', [isAbove('gpus', 3), isBelow('gpus', 4)]],
  ['a number, and not there', [isAbove('gpus', 3), doesNotExist('gpus')]],
  ['values that are too small', [isIn('gpus', ['1', '2']), isAbove('gpus', 2)]],
];

const POSSIBLE: [string, LabelRequirement[]][] = [
  ['in and not in others', [isIn(zone, ['a', 'b']), isNotIn(zone, ['a'])]],
  ['in two that have something in common', [isIn(zone, ['a', 'b']), isIn(zone, ['b', 'c'])]],
  ['not there and not in', [doesNotExist(zone), isNotIn(zone, ['a'])]],
  ['twice the same', [exists(zone), exists(zone)]],
  ['of two keys', [exists(zone), doesNotExist('spot')]],
  ['there and in', [exists(zone), isIn(zone, ['a'])]],
];

test.each([...IMPOSSIBLE, ...NUMERIC])('nodes that there cannot be are refused: %s', (_what, labels) => {
  for (const make of [() => NodeAffinity.required(labels), () => NodeAffinity.preferred(1, labels), () => NodeAffinity.requiredAny([{ node: 'a' }, { labels }])]) {
    expect(caught(make).message).toMatch(/^invalid labels of a node affinity: got "(topology\.kubernetes\.io\/zone|gpus)", allowed is requirements that all can hold at once; mend or remove/);
  }
});

test.each(IMPOSSIBLE)('Pods that there cannot be are refused: %s', (_what, requirements) => {
  expect(caught(() => PodAffinity.required({ topologyKey: zone, requirements })).message).toContain('invalid requirements of a Pod affinity');
  expect(caught(() => PodAffinity.preferred(1, { topologyKey: zone, namespaceRequirements: requirements })).message).toContain('invalid namespaceRequirements of a Pod affinity');
  expect(caught(() => plainModel(chartIn(), 'model', { scheduling: { topologySpread: [{ topologyKey: zone, requirements }] } })).message).toContain('invalid requirements of topologySpread');
});

test.each(POSSIBLE)('nodes and Pods that there can be are taken: %s', (_what, labels) => {
  expect(() => NodeAffinity.required(labels)).not.toThrow();
  expect(() => PodAffinity.required({ topologyKey: zone, requirements: labels })).not.toThrow();
});

test('numbers that there can be are taken', () => {
  expect(() => NodeAffinity.required([isAbove('gpus', 3), isBelow('gpus', 5)])).not.toThrow();
  expect(() => NodeAffinity.required([isIn('gpus', ['4', '8']), isAbove('gpus', 4)])).not.toThrow();
});

test.each<[string, NodeTerm]>([
  ['alone', { node: 'a', exceptNodes: ['a'] }], ['among others', { node: 'a', exceptNodes: ['b', 'a'] }], ['with labels', { node: 'a', exceptNodes: ['a'], labels: [exists(zone)] }],
])('one node that is left out is refused: %s', (_what, term) => {
  expect(() => NodeAffinity.requiredAny([term])).toThrow('invalid node and exceptNodes of a node affinity: got "metadata.name"');
  expect(() => NodeAffinity.requiredAny([{ ...term, exceptNodes: ['c'] }])).not.toThrow();
});

test.each<[string, Partial<PodAffinityProps>]>([
  ['not in', { labels: { app: 'a' }, requirements: [isNotIn('app', ['a'])] }], ['not there', { labels: { app: 'a' }, requirements: [doesNotExist('app')] }],
  ['in others', { labels: { app: 'a' }, requirements: [isIn('app', ['b'])] }],
])('a label that Pods have and have not is refused: %s', (_what, props) => {
  expect(() => PodAffinity.required({ topologyKey: zone, ...props })).toThrow('invalid requirements of a Pod affinity: got "app"');
});
