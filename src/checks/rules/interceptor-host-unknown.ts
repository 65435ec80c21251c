import { show } from '../../ground/errors';
import { arrivingPath, isRelated } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule, Said } from '../rule';
import { KnownInterceptor, RouteSubject } from '../traffic/route-subject';

/** A route to an interceptor, for a host or a path by which no policy knows its requests. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'the interceptor finds the model by the host and the path of a request, and answers all others with 404',
  check({ rules, gateway: { hostnames = [] }, interceptors }) {
    const led = rules.flatMap(one => one.backends.flatMap(({ to, from }) => {
      const behind = to._facts?.waking
        ? [to._facts.waking]
        : interceptors.filter(({ name, namespace }) => to.kind === 'Service' && to.name === name && to.namespace === namespace);
      return to._facts !== undefined && to._facts.waking === undefined || behind.length === 0 ? [] : [{ from, behind, path: arrivingPath(one) }];
    }));
    if (led.length === 0) return NOT_APPLICABLE;
    return led.flatMap(({ from, behind, path }): Said[] => [
      ...hostnames.filter(host => !behind.some(({ hosts }) => hosts.some(known => canBe(host, known)))).map(host => ({
        what: `${from} leads requests for ${show(host)} to the interceptor, and ${knownBy(behind, 'hosts')}`,
        fix: 'give hostnames of the gateway and hosts of Scaler.httpAddOn the same host names',
      })),
      ...(behind.some(({ paths }) => paths.length === 0 || paths.some(known => isRelated(path, known))) ? [] : [{
        what: `requests of ${from} arrive with ${show(path)} at the interceptor, and ${knownBy(behind, 'paths')}`,
        fix: 'give paths of Scaler.httpAddOn the path with which they arrive, or none',
      }]),
    ]);
  },
};

function knownBy(behind: readonly Pick<KnownInterceptor, 'hosts' | 'paths'>[], what: 'hosts' | 'paths'): string {
  return `the policy there has the ${what} ${[...new Set(behind.flatMap(one => one[what]))].map(one => show(one)).join(', ')}`;
}

/** Whether a request can be for both: each may be a wildcard. */
function canBe(one: string, other: string): boolean {
  const covers = (wide: string, narrow: string) => wide === '*' || wide === narrow || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)));
  return covers(one, other) || covers(other, one);
}
