import { show } from '../../ground/errors';
import { holdings } from '../../render/traffic/policies';
import { matchText } from '../../render/traffic/rule-match';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** Most backends of a rule. */
const MOST = 16;

/** A setting of routes that no object of a Gateway can hold: its dialect has nothing for it, or routes of one match contradict each other. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.ERROR,
  why: 'a setting that no object holds has no effect: requests are not limited, authenticated or retried',
  check(subject) {
    const { rules, gateway: { dialect = GatewayDialect.STANDARD } } = subject;
    const refused = holdings(rules, dialect, subject).flatMap(({ rule: one, setting, held }): Said[] => (
      'why' in held ? [{ what: `${setting} of ${fromOf(one)} is held by nothing: ${held.why}`, fix: held.fix }] : []
    ));
    const conflicts = rules.flatMap(one => one.conflicts.map(({ setting, values }): Said => ({
      what: `${setting} of ${matchText(one.match)} is ${values.join(' and ')}, and a rule of HTTPRoute has one`,
      fix: 'set the same for all routes of one match, and for the servers that they lead to',
    })));
    const large = rules.filter(({ backends }) => backends.length > MOST).map((one): Said => ({
      what: `${matchText(one.match)} go to ${one.backends.length} servers, and a rule of HTTPRoute has at most ${MOST}`,
      fix: `tell them apart by ${show('headers')} or ${show('path')}, or split requests between fewer servers`,
    }));
    return [...new Map([...refused, ...conflicts, ...large].map(said => [said.what, said])).values()];
  },
};
