import { GIB } from './bytes';

const FACTORS: { readonly [unit: string]: number } = { '': 1, 'k': 1e3, 'm': 1e6, 'g': 1e9, 'K': 1024, 'M': 1024 ** 2, 'G': GIB };

/** A number as servers take it: `32k` is 32,000, `32K` is 32,768; undefined for words. */
export function numberWithUnit(text: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kKmMgG]?)$/.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * FACTORS[unit];
}
