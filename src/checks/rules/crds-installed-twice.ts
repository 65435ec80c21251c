import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The first construct of an app that installs the CRDs, and every later one. */
export const rule: Rule<Installed> = {
  severity: Severity.ERROR,
  why: 'two copies of one CRD in an app overwrite each other',
  check({ by }) {
    return by === undefined ? [] : [{ what: `the CRDs are also installed by ${by}`, fix: 'keep one MatrixInferCrds for the whole app' }];
  },
};

/** A construct that installs the CRDs. */
export interface Installed {
  /** Path of the construct that has installed them already. */
  readonly by?: string;
}
