import { habitsOf } from '../../render/traffic/dialects';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** A Gateway that ends requests after a short time of its own, and routes that say none. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway of GKE ends each request after 30 seconds unless it is told another time, and a long answer takes longer',
  check({ rules, gateway: { dialect = GatewayDialect.STANDARD } }) {
    const { endsAfter } = habitsOf(dialect);
    if (endsAfter === undefined) return NOT_APPLICABLE;
    const open = rules.filter(({ backends }) => backends.some(({ to }) => to._facts?.beside !== undefined && to._facts.beside.seconds === undefined));
    return [...new Set(open.map(fromOf))].map(from => ({
      what: `nothing says how long requests of ${from} may take, and ${dialect.name} ends them after ${endsAfter} s`,
      fix: 'give routing: { timeout: Duration.minutes(10) } to the ModelServer, or timeout to the route: as long as the longest answer takes',
    }));
  },
};
