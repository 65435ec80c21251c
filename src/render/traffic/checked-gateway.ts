import { GivenRoute } from './route-plan';
import { PATH } from './rule-match';
import { invalid } from '../../ground/errors';
import { list, mustBe, pattern } from '../../ground/fields';
import { DNS_LABEL } from '../../ground/kubernetes-fields';
import { MAX_SUBDOMAIN, WILDCARD_HOST } from '../../ground/name-patterns';
import { GatewayOptions } from '../../traffic/gateway-options';
import { GatewayRef } from '../../traffic/gateway-ref';

/** A wildcard host that is no address of IPv4, which has the form of one. */
const NO_ADDRESS = new RegExp(`^(?!\\d+(\\.\\d+){3}$)(?:${WILDCARD_HOST.source})`);

/** What Gateway API takes at the head of a route: https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.3/apis/v1/shared_types.go */
const HOSTS = list(pattern('a host name in lower case, with "*." only at its beginning, and no address', NO_ADDRESS, MAX_SUBDOMAIN));

/** Throws on Gateways and host names that a route cannot name. */
export function checkGateway({ parents, hostnames = [], modelHeader }: GatewayOptions): void {
  within('parents of the gateway', parents.length, 1, 32);
  within('hostnames of the gateway', hostnames.length, 0, 16);
  mustBe(HOSTS, hostnames, 'hostnames', 'use for example "llm.example.com", without a port');
  if (modelHeader !== undefined) {
    mustBe(pattern('the name of a header', /^[A-Za-z0-9-]+$/, 256), modelHeader, 'modelHeader', 'use for example "X-Gateway-Model-Name"');
  }
  const twice = parents.find((one, index) => parents.slice(0, index).some(other => isSame(one, other)));
  if (twice === undefined) return;
  const allowed = 'each parent once, or each with another section';
  throw invalid({
    what: 'parents of the gateway',
    got: `${twice.kind} ${twice.name} twice`,
    allowed,
    fix: 'name the section of each, or leave one of them out',
  });
}

/**
 * Throws where a route has to name its namespace to others and has none, or a construct that it leads to has none; on a rewrite that is no path, and
 * on a name that no Service has.
 */
export function checkDestinations(routes: readonly Pick<GivenRoute, 'to' | 'rewrite'>[], namespace: string | undefined): void {
  for (const { to, rewrite } of routes) {
    mustBe(PATH, rewrite, 'rewrite', 'use for example "/"');
    if (to.kind === 'Service') mustBe(DNS_LABEL, to.name, 'name of the Service', 'give its metadata.name');
    if (to.namespace === undefined && to._facts !== undefined && namespace !== undefined) {
      const allowed = `one in a chart with a namespace, because the route is in namespace ${namespace}, and would lead there`;
      throw invalid({
        what: 'destination of the route',
        got: `${to.kind} ${to.name} in a chart without a namespace`,
        allowed,
        fix: 'give a namespace to its chart',
      });
    }
    if (to.namespace === undefined || namespace !== undefined) continue;
    const allowed = `a namespace, because it leads to ${to.kind} ${to.name} in namespace ${to.namespace}, which has to let it in`;
    throw invalid({ what: 'namespace of the route', got: 'a chart without a namespace', allowed, fix: 'give a namespace to the chart' });
  }
}

function within(what: string, count: number, least: number, most: number): void {
  if (count < least || count > most) {
    throw invalid({ what, got: `${count} of them`, allowed: `${least} to ${most}`, fix: 'name the Gateways, and the host names, that the route is for' });
  }
}

/** Whether two parents are one to Gateway API: it tells those of one object apart by their sections, where both have one. */
function isSame(one: GatewayRef, other: GatewayRef): boolean {
  const isOne = one.group === other.group && one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
  return isOne && (one.section === undefined || other.section === undefined || one.section === other.section);
}
