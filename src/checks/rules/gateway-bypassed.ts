import { ServiceType } from '../../profiles/service-options';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule, Said } from '../rule';
import { askedOf, Bypass, ServerSubject } from '../traffic/server-subject';

/** A Service that is reached from outside, or a route, around the Gateway that holds what the server asks. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'the Gateway neither limits requests that come this way, nor asks who sends them',
  check(subject) {
    const { record: { service: { type } }, gateways, bypasses, registerOnly, name, input } = subject;
    const asked = askedOf(subject);
    if (registerOnly || gateways.length === 0 || asked.length === 0) return NOT_APPLICABLE;
    const services = [{ name, type }, ...input ? [{ name: input.name, type: input.settings.service?.type }] : []];
    const open = services.filter(one => one.type === ServiceType.NODE_PORT || one.type === ServiceType.LOAD_BALANCER);
    const around = bypasses.map(bypass => byRoute(name, bypass, asked)).filter(said => said !== undefined);
    return [
      ...open.map(service => ({
        what: `the Service ${service.name} has the type ${service.type}, and leads around the Gateway that holds ${asked.join(', ')}`,
        fix: 'leave type out: the Gateway is reached from outside',
      })),
      ...new Map(around.map(said => [said.what, said])).values(),
    ];
  },
};

/** What a route does not hold: all that is asked, but for what it says itself. One of somebody else says times and retries in ways of its own. */
function byRoute(name: string, { from, to, rule: own, isService }: Bypass, asked: readonly string[]): Said | undefined {
  const isLost = (setting: string) => (own === undefined
    ? !setting.startsWith('routing.')
    : own[setting.replace('routing.', '') as 'timeout' | 'retries' | 'rateLimit' | 'authentication'] === undefined);
  const lost = asked.filter(isLost);
  if (lost.length === 0) return undefined;
  const byHand = isService ? 'give it the type ClusterIP: the Gateway is reached from outside' : 'make a ModelRoute to the ModelServer in its place';
  const instead = own === undefined ? byHand : 'lead the route to the ModelServer itself';
  return {
    what: `${from} leads to the Pods of the server ${name} by the ${to}, where nothing holds ${lost.join(', ')}`,
    fix: `${instead}, or write the policy of your gateway for it and acknowledge this`,
  };
}
