import { invalid } from '../../ground/errors';
import { Scaling } from '../../scaling/scaling';

/** Two amounts of one measure: the smaller one would always win, and which was meant is not known. */
export function checkDifferent(what: string, scaling: readonly Scaling[]): void {
  const seen = new Set<string>();
  for (const { _measure: measure } of scaling) {
    if (measure !== undefined && seen.has(measure)) {
      throw invalid({ what, got: `${measure} twice`, allowed: 'each measure once', fix: 'keep the amount that is meant' });
    }
    if (measure !== undefined) seen.add(measure);
  }
}
