import { Rollout } from '../../src';

describe('a rollout', () => {
  test('without surge takes Pods away before it makes new ones', () => {
    expect(Rollout.withoutSurge()._render()).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
    expect(Rollout.withoutSurge(3)._render()).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 3 } });
  });

  test('with surge takes none away before', () => {
    expect(Rollout.surge(2)._render()).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } });
  });

  test('by recreation has no numbers', () => {
    expect(Rollout.recreate()._render()).toEqual({ type: 'Recreate' });
    expect(Rollout.recreate().maxUnavailable).toBeUndefined();
  });

  test.each([
    [Rollout.surge(), 1, true], [Rollout.surge(), 0, true], [Rollout.withoutSurge(), 1, false], [Rollout.withoutSurge(), 2, true],
    [Rollout.withoutSurge(2), 2, false], [Rollout.withoutSurge(2), 3, true], [Rollout.recreate(), 9, false],
  ])('%j of %i replicas keeps serving: %s', (rollout, replicas, keeps) => {
    expect(rollout._keepsServing(replicas)).toBe(keeps);
  });

  test.each([0, -1, 1.5, 2 ** 31])('fails for %p Pods', pods => {
    expect(() => Rollout.surge(pods)).toThrow(`invalid maxSurge: got ${pods}`);
    expect(() => Rollout.withoutSurge(pods)).toThrow(`invalid maxUnavailable: got ${pods}`);
  });
});
