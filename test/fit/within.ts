/** A number that is at most a share away from another; to be given to `toEqual`. */
export function within(share: number, expected: number): unknown {
  return {
    asymmetricMatch: (value: unknown) => typeof value === 'number' && Math.abs(value - expected) <= share * expected,
    toAsymmetricMatcher: () => `${expected} (within ${share * 100} %)`,
    toString: () => 'within',
    getExpectedType: () => 'number',
  };
}
