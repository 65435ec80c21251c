/**
 * Kubernetes quantities, such as `500m`, `2`, `8Gi` and `1e3`, compared as the API server compares them.
 *
 * Amounts are whole numbers of nanos, as Kubernetes rounds a finer amount up to one: nothing is lost to floating point.
 */

/** Nanos in one. */
const NANO_DIGITS = 9;

/** The largest amount that a quantity with a binary suffix can have in Kubernetes; a larger one is taken as this. */
const LARGEST_BINARY = (2n ** 63n - 1n) * 10n ** BigInt(NANO_DIGITS);

/** Sign; whole digits and fraction, or fraction alone; binary suffix, decimal suffix, or decimal exponent. */
const QUANTITY = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?[0-9]{1,2}))?$/;

/** Powers of ten of the decimal suffixes. */
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Powers of two of the binary suffixes. */
const BINARY: Readonly<Record<string, number>> = { K: 10, M: 20, G: 30, T: 40, P: 50, E: 60 };

/**
 * The amount of a quantity in nanos; undefined if it is none.
 *
 * A decimal exponent of more than two digits is refused, as the CRD refuses it.
 */
export function tryParseQuantity(text: string): bigint | undefined {
  const match = QUANTITY.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = match[4] ?? '', , binary, decimal, exponent] = match;
  const digits = BigInt(whole + fraction);
  const power = NANO_DIGITS - fraction.length + (decimal === undefined ? Number(exponent ?? 0) : DECIMAL[decimal]!);
  const amount = scaled(binary === undefined ? digits : digits * 2n ** BigInt(BINARY[binary]!), power);
  const bounded = binary !== undefined && amount > LARGEST_BINARY ? LARGEST_BINARY : amount;
  return sign === '-' ? -bounded : bounded;
}

/** `digits` times ten to the `power`, rounded up. */
function scaled(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}
