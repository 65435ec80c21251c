import { ago, deployment, model, NOW, pod, service, situationOf, slice } from './objects';
import { differs, fingerprint, leftovers, merged } from '../../reporter/status/merge';
import { statusOf } from '../../reporter/status/status';
import { projectStatus } from '../../reporter/view/projections';

const OBJECTS = { model: model(), deployments: [deployment(1)], pods: [pod()], services: [service()], slices: [slice(1)] };
const draft = statusOf(situationOf(OBJECTS), NOW).status;
const written = merged(draft, projectStatus(undefined), NOW);
const stored = (change: object = {}) => projectStatus({ ...written, ...change });
const withCondition = (change: object) => stored({ conditions: written.conditions.map(condition => (condition.type === 'Ready' ? { ...condition, ...change } : condition)) });
const readyTime = (before: ReturnType<typeof stored>) => merged(draft, before, NOW).conditions.find(({ type }) => type === 'Ready')!.lastTransitionTime;

describe('lastTransitionTime', () => {
  test('is now for a new condition, in whole seconds', () => {
    expect(merged(draft, projectStatus(undefined), NOW + 789).conditions.map(condition => condition.lastTransitionTime)).toEqual(Array(4).fill('2026-05-01T12:00:00Z'));
  });

  test('stays while the status stays, whatever reason and message become', () => {
    expect(readyTime(withCondition({ lastTransitionTime: ago(500), reason: 'Other', message: 'other', observedGeneration: 1 }))).toBe(ago(500));
  });

  test('moves with the status', () => {
    expect(readyTime(withCondition({ lastTransitionTime: ago(500), status: 'False' }))).toBe(ago(0));
    expect(readyTime(withCondition({ lastTransitionTime: ago(500), status: 'Unknown' }))).toBe(ago(0));
  });

  test('is mended when it is no time', () => {
    expect(readyTime(withCondition({ lastTransitionTime: 'yesterday' }))).toBe(ago(0));
  });
});

describe('a status', () => {
  test('does not differ from what was written of it', () => {
    expect(differs(draft, stored())).toBe(false);
    expect(fingerprint(draft)).toBe(fingerprint(stored()));
  });

  test.each<[string, ReturnType<typeof stored>]>([
    ['nothing', projectStatus(undefined)],
    ['another phase', stored({ phase: 'Failed' })],
    ['a phase that is none', stored({ phase: 7 })],
    ['another generation', stored({ observedGeneration: 1 })],
    ['other replicas', stored({ replicas: 9 })],
    ['no ready replicas', stored({ readyReplicas: undefined })],
    ['another endpoint', stored({ endpoint: 'http://elsewhere' })],
    ['another image', stored({ image: 'other' })],
    ['no conditions', stored({ conditions: 'none' })],
    ['a condition less', stored({ conditions: written.conditions.slice(1) })],
    ['another reason', withCondition({ reason: 'Other' })],
    ['another message', withCondition({ message: 'Other' })],
    ['a condition of another generation', withCondition({ observedGeneration: 1 })],
    ['a condition without a time', withCondition({ lastTransitionTime: null })],
  ])('differs from one with %s', (_title, other) => {
    expect(differs(draft, other)).toBe(true);
  });

  test('does not differ by the time of a condition, or by a condition of somebody else\'s', () => {
    expect(differs(draft, withCondition({ lastTransitionTime: ago(5_000) }))).toBe(false);
    expect(differs(draft, stored({ conditions: [...written.conditions, { type: 'Approved', status: 'True' }, null, { status: 'x' }] }))).toBe(false);
  });

  test('knows what somebody else left in it', () => {
    expect(leftovers({ ...draft, endpoint: undefined, image: undefined }, stored())).toEqual(['endpoint', 'image']);
    expect(leftovers(draft, stored())).toEqual([]);
  });
});
