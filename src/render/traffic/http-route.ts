import { isInRoute, timeoutInRoute } from './dialects';
import { namesRules } from './policies';
import { RoutePart, ruleName } from './route-parts';
import { PlannedBackend, PlannedRule } from './route-plan';
import { Pair, withoutAsterisk } from './rule-match';
import { compact, Json, JsonObject } from '../../ground/objects';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { GatewayOptions } from '../../traffic/gateway-options';
import { GatewayRef } from '../../traffic/gateway-ref';

/** The `spec` of an HTTPRoute in a namespace. */
export function httpRouteSpec(part: RoutePart, gateway: GatewayOptions, namespace: string | undefined): JsonObject {
  const { dialect = GatewayDialect.STANDARD } = gateway;
  const isNamed = namesRules(part, dialect);
  return compact({
    parentRefs: gateway.parents.map(parentRef),
    hostnames: gateway.hostnames,
    rules: part.rules.map((rule, index) => ({ ...(isNamed && { name: ruleName(index) }), ...ruleJson(rule, dialect, namespace) })),
  });
}

function parentRef({ group, kind, name, namespace, section, port }: GatewayRef): JsonObject {
  return { ...(kind !== 'Gateway' && { group, kind }), name, ...compact({ namespace, sectionName: section, port }) };
}

function ruleJson({ match, backends, timeout, retries, rewrite }: PlannedRule, dialect: GatewayDialect, namespace: string | undefined): JsonObject {
  const request = timeoutInRoute(timeout, dialect);
  return compact({
    matches: [{
      path: { type: 'PathPrefix', value: match.path },
      ...compact({ headers: match.headers.map(exact), queryParams: match.queryParams.map(exact) }),
    }],
    filters: rewrite === undefined ? undefined : [{
      type: 'URLRewrite',
      urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: withoutAsterisk(rewrite) } },
    }],
    backendRefs: backends.map(backend => backendRef(backend, backends.length, namespace)),
    timeouts: request === undefined ? undefined : { request },
    retry: retries !== undefined && retries > 0 && isInRoute('retries', dialect) ? { attempts: retries } : undefined,
  });
}

function exact([name, value]: Pair): Json {
  return { type: 'Exact', name, value };
}

/** A backend that is alone has all requests whatever its weight, but for 0. */
function backendRef({ to, weight }: PlannedBackend, count: number, namespace: string | undefined): Json {
  const isElsewhere = to.namespace !== undefined && to.namespace !== namespace;
  return {
    ...(to._group !== '' && { group: to._group, kind: to.kind }),
    name: to.name,
    ...compact({ namespace: isElsewhere ? to.namespace : undefined, port: to.port, weight: count > 1 || weight === 0 ? weight : undefined }),
  };
}
