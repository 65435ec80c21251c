import { refuseUnknownMembers } from '../ground/input/constants';

/** The severity of a finding. */
export enum Severity {
  /** The app is wrong: synth stops. */
  ERROR = 'error',

  /** The app may be wrong: the finding is printed once, and can be acknowledged. */
  WARNING = 'warning',
}

refuseUnknownMembers(Severity, 'Severity');

/** The result of one rule for one construct. */
export interface Finding {
  /** Id of the rule, for example `cache-too-small`. The page `docs/rules.md` lists them all. */
  readonly rule: string;

  /** Severity of the finding. */
  readonly severity: Severity;

  /** Path of the construct. */
  readonly path: string;

  /** The problem, with the value that was given. */
  readonly what: string;

  /** Why it matters. */
  readonly why: string;

  /** The fix: what to do about it. */
  readonly fix: string;
}
