import { IConstruct } from 'constructs';
import { Ledger } from './app/ledger';
import { RULES } from './checks/rules';
import { invalid } from './ground/errors';
import { isConstruct } from './ground/input/foreign';
import { judged } from './ground/input/judged';
import { within } from './ground/input/within';
import { Finding } from './values/finding';

/**
 * The findings of the library's checks on a construct tree. Errors stop synth, and all of them are reported at once. Warnings are printed once on
 * stderr.
 *
 * @example
 * Findings.acknowledge(chart, 'revision-not-pinned', 'follows the main branch on purpose');
 */
export class Findings {
  /**
   * All findings of the app that a construct belongs to, except acknowledged ones; for tests and reports.
   *
   * @param scope any construct of the app.
   */
  public static of(scope: IConstruct): Finding[] {
    judged('Findings.of', [scope], arguments);
    return Ledger.of(scope).look();
  }

  /**
   * Accepts the warnings of one rule on a construct and everything below it, with a reason for the next reader; on a profile, for every runtime that
   * uses it or a profile with it as `base`. An acknowledgement that matches no finding is itself a warning (`acknowledgement-unused`). Errors cannot
   * be acknowledged.
   *
   * @param scope the construct.
   * @param rule id of the rule; throws when no rule has that id.
   * @param reason why it is fine here; throws when empty.
   */
  public static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    const construct = isConstruct(Object(scope)) ? scope : undefined;
    judged('Findings.acknowledge', [scope, rule, reason], arguments, { construct });
    within(scope)(() => checkAcknowledgement(rule, reason));
    Ledger.of(scope).acknowledge(scope, rule, reason);
  }
}

function checkAcknowledgement(rule: string, reason: string): void {
  if (!Object.hasOwn(RULES, rule)) {
    throw invalid({ what: 'rule to acknowledge', got: rule, allowed: 'the id of a rule in docs/rules.md', fix: 'copy the id from the finding' });
  }
  if (reason.trim() === '') {
    throw invalid({ what: `reason to acknowledge ${rule}`, got: reason, allowed: 'a sentence', fix: 'say why it is fine here' });
  }
}
