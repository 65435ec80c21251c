import { invalid } from './errors';

/** The most that a share is given in: more than a hundredfold is a mistake for percents. */
const MOST = 100;

/** Pods may use more than they request; more than twenty times as much is a mistake for percents. */
export const MOST_OF_REQUEST = 20;

/** A share as whole percents; throws when it is none. */
function percentOf(what: string, share: number): number {
  const percent = Math.round(share * 100);
  if (percent < 1 || share > MOST || Math.abs(percent - share * 100) > 1e-9) {
    throw invalid({ what, got: share, allowed: 'a share above 0 in whole percents', fix: 'give for example 0.6 for 60 %' });
  }
  return percent;
}

/**
 * A share of a whole as whole percents, at most all of it; throws when it is none. 70 for 70 % is told what to write.
 *
 * @param most the largest share that makes sense: more than 1 of what may be exceeded.
 */
export function wholePercentOf(what: string, share: number, most: number = 1): number {
  if (share <= most) return percentOf(what, share);
  const meant = share <= 100 ? `give ${Number((share / 100).toFixed(4))} for ${share} %` : 'give for example 0.7 for 70 %';
  throw invalid({ what, got: share, allowed: `a share above 0, and at most ${most}, in whole percents`, fix: meant });
}

/** A share of a whole as a quantity, which may be finer than a percent; throws when it is none. */
export function quantityOfShare(what: string, share: number): string {
  return share > 1 ? String(wholePercentOf(what, share)) : quantityOfNumber(what, share);
}

/** A number above 0 as a quantity in the form that the API server prints: whole, or in thousandths; throws on one that is finer. */
export function quantityOfNumber(what: string, value: number): string {
  const thousandths = Math.round(value * 1000);
  if (!(value > 0) || thousandths < 1 || Math.abs(thousandths - value * 1000) > 1e-6 || !Number.isSafeInteger(thousandths)) {
    throw invalid({ what, got: value, allowed: 'a number above 0, with at most three decimals', fix: 'give for example 4 or 0.5' });
  }
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
