import { tryParseQuantity } from '../../src/ground/quantity';

const ONE = 10n ** 9n;

describe('tryParseQuantity', () => {
  test.each<[string, bigint]>([
    ['0', 0n], ['1', ONE], ['+1', ONE], ['-1', -ONE], ['007', 7n * ONE],
    ['1.', ONE], ['.5', ONE / 2n], ['1.5', 3n * ONE / 2n], ['0.1', ONE / 10n],
    ['1n', 1n], ['1u', 1_000n], ['1m', 1_000_000n], ['1k', 1_000n * ONE], ['1M', 10n ** 6n * ONE], ['1G', 10n ** 9n * ONE],
    ['1T', 10n ** 12n * ONE], ['1P', 10n ** 15n * ONE], ['1E', 10n ** 18n * ONE],
    ['1Ki', 2n ** 10n * ONE], ['1Mi', 2n ** 20n * ONE], ['1Gi', 2n ** 30n * ONE], ['1Ti', 2n ** 40n * ONE], ['1Pi', 2n ** 50n * ONE],
    ['1Ei', 2n ** 60n * ONE], ['0.5Gi', 2n ** 29n * ONE],
    ['1e3', 1_000n * ONE], ['1E3', 1_000n * ONE], ['1e-3', ONE / 1_000n], ['1.5e+1', 15n * ONE], ['2e0', 2n * ONE],
    ['99999999999999999999', 99999999999999999999n * ONE],
  ])('%s', (text, nanos) => {
    expect(tryParseQuantity(text)).toBe(nanos);
  });

  test.each<[string, bigint]>([
    ['0.1n', 1n], ['1.1n', 2n], ['0.0000000001', 1n], ['-0.1n', -1n], ['1e-10', 1n], ['0e-99', 0n],
  ])('%s is rounded up to whole nanos, away from zero', (text, nanos) => {
    expect(tryParseQuantity(text)).toBe(nanos);
  });

  test.each(['8Ei', '1000Ei', '9223372036854775808Ki'])('%s is capped, as Kubernetes caps binary quantities', (text) => {
    expect(tryParseQuantity(text)).toBe((2n ** 63n - 1n) * ONE);
  });

  test('10E is not capped, as Kubernetes does not cap decimal quantities', () => {
    expect(tryParseQuantity('10E')).toBe(10n ** 19n * ONE);
  });

  test.each(['', ' ', '1 ', '.', '+', 'Gi', '1GB', '1gi', '1K', '1 Gi', '1e', '1e1.5', '1e100', '0x1', '1,5', '١', 'NaN', '1n1', '--1'])('fails for "%s"', (text) => {
    expect(tryParseQuantity(text)).toBeUndefined();
  });
});
