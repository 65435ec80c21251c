import { habitsOf } from '../../render/traffic/dialects';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** A Gateway that asks Pods for their health itself, and a server of which nobody knows how it is asked. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway of GKE asks each Pod for the path "/" unless it is told another, and sends no requests to one that does not answer it with 200',
  check({ rules, gateway: { dialect = GatewayDialect.STANDARD } }) {
    const { asksFor } = habitsOf(dialect);
    if (asksFor === undefined) return NOT_APPLICABLE;
    const all = rules.flatMap(({ backends }) => backends.map(({ to }) => to)).filter(({ _facts }) => _facts?.beside?.knowsHealth === false);
    return [...new Set(all.map(({ kind, name }) => `${kind} ${name}`))].map(object => ({
      what: `nothing is known of how the Pods of the ${object} are asked for their health over HTTP or TCP, and ${dialect.name} asks for the path "${asksFor}"`,
      fix: 'write a HealthCheckPolicy for it with the path and the port of the server, and acknowledge this',
    }));
  },
};
