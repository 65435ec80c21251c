import { holdings } from '../../render/traffic/policies';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** A setting of routes that the policy of a Gateway holds in part. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'the resource records more than the gateway does',
  check(subject) {
    const { rules, gateway: { dialect = GatewayDialect.STANDARD } } = subject;
    return holdings(rules, dialect, subject).flatMap(({ rule: one, setting, held }): Said[] => (
      'lost' in held && held.lost !== undefined ? [{
        what: `${setting} of ${fromOf(one)} is held in part: ${dialect.name} ${held.lost.why}`,
        fix: held.lost.fix,
      }] : []
    ));
  },
};
