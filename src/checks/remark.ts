import { Said } from './rule';
import { RuleId } from './rules.generated';

/** The finding of a check, without the facts that the rule and the ledger know. */
export interface Remark extends Said {
  readonly rule: RuleId;
  /** Credentials that were found; no message repeats them. */
  readonly secrets?: readonly string[];
}
