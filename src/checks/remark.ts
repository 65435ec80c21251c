import { RuleId } from './rules';

/** What a check says, without what the rule and the ledger know. */
export interface Remark {
  readonly rule: RuleId;
  readonly what: string;
  readonly fix: string;
  /** Credentials that were found; no message repeats them. */
  readonly secrets?: readonly string[];
}
