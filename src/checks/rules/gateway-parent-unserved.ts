import { GatewayDialect } from '../../traffic/gateway-dialect';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** A Service as the parent of a route, for a dialect that takes no routes of Services. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'routes whose parent is a Service are for a service mesh: Envoy Gateway serves none of them, and its policies have no effect there',
  check({ gateway: { dialect = GatewayDialect.STANDARD, parents } }) {
    if (dialect.name !== GatewayDialect.ENVOY_GATEWAY.name) return NOT_APPLICABLE;
    return parents.filter(({ kind }) => kind === 'Service').map(({ name }) => ({
      what: `the parent of the route is the Service ${name}, and the dialect is ${dialect.name}`,
      fix: 'name a Gateway: GatewayRef.gateway(…), or leave dialect out for a service mesh',
    }));
  },
};
