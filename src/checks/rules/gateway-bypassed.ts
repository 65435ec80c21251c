import { ServiceType } from '../../profiles/service-options';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule, Said } from '../rule';
import { askedOf, Bypass, ServerSubject } from '../traffic/server-subject';

/** A Service that is reached from outside, or a route, around the Gateway that holds what the server asks. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are not limited, and nobody is asked who they are',
  check(subject) {
    const { record: { service: { type } }, gateways, bypasses, strangers, registerOnly, name } = subject;
    const asked = askedOf(subject);
    if (registerOnly || gateways.length === 0 || asked.length === 0) return NOT_APPLICABLE;
    const isOpen = type === ServiceType.NODE_PORT || type === ServiceType.LOAD_BALANCER;
    const foreign = askedOfCallers(subject);
    const raw = foreign.length === 0 ? [] : strangers.map(({ who, by }) => ({
      what: `${who} leads to the Pods of the server ${name} by the Service ${by}, where the policies of ${foreign.join(' and ')} do not hold`,
      fix: 'lead a ModelRoute to the ModelServer in its place, or write the policy of your gateway for it and acknowledge this',
    }));
    const around = bypasses.map(bypass => byRoute(name, bypass, asked)).filter(said => said !== undefined);
    return [
      ...(isOpen ? [{ what: `the Service ${name} has the type ${type}, and leads around the Gateway that holds ${asked.join(', ')}`, fix: 'leave type out: the Gateway is reached from outside' }] : []),
      ...raw,
      ...new Map(around.map(said => [said.what, said])).values(),
    ];
  },
};

/** What is asked of whoever calls: a route of others may have a time of its own. */
function askedOfCallers(subject: ServerSubject): string[] {
  return askedOf(subject).filter(setting => !setting.startsWith('routing.'));
}

/** What a route does not hold: all that is asked, but for what it says itself. */
function byRoute(name: string, { route, from, to, rule: own }: Bypass, asked: readonly string[]): Said | undefined {
  const lost = asked.filter(setting => own[setting.replace('routing.', '') as 'timeout' | 'retries' | 'rateLimit' | 'authentication'] === undefined);
  if (lost.length === 0) return undefined;
  return {
    what: `${from} of ${route} leads to the Pods of the server ${name} by the ${to}, where nothing holds ${lost.join(', ')}`,
    fix: 'lead the route to the ModelServer itself, or write the policy of your gateway for it and acknowledge this',
  };
}
