import { refuseUnknownMembers } from '../ground/input/constants';

/** How bad a finding is. */
export enum Severity {
  /** It must be wrong: synth stops. */
  ERROR = 'error',

  /** It might be wrong: it is printed once, and can be acknowledged. */
  WARNING = 'warning',
}

refuseUnknownMembers(Severity, 'Severity');

/** One thing that a check has to say. */
export interface Finding {
  /** Id of the rule, for example `cache-too-small`. The page `docs/rules.md` lists them all. */
  readonly rule: string;

  /** How bad it is. */
  readonly severity: Severity;

  /** Path of the construct that it is about. */
  readonly path: string;

  /** The problem, with the value got. */
  readonly what: string;

  /** Why it matters. */
  readonly why: string;

  /** The advice: what to do about it. */
  readonly fix: string;
}
