import { LocatedRemark } from './app-checks';
import { AppRegistry, RegisteredPolicy } from './app-registry';
import { foreignWays, OUTSIDE, waysTo } from './bypassing-routes';
import { interceptorService } from './interceptor';
import { Pass } from './pass';
import { nameOf } from '../checks/companions/companion';
import { judgeBy } from '../checks/rules';
import { ScalerOf } from '../render/scaling/autoscaling-plan';
import { servicesOf } from '../render/services';
import { RouteDestination } from '../traffic/route-destination';

/** A policy whose model is woken by requests. */
interface WakingPolicy extends RegisteredPolicy {
  readonly by: ScalerOf<'httpAddOn'>;
}

/** Requests that come to a model past the interceptor that counts them, and policies of which one gets the requests of another. */
export function findStrayRequests(registry: AppRegistry, pass: Pass): LocatedRemark[] {
  const policies = registry.policies.flatMap((policy): WakingPolicy[] => {
    const { _by: by } = policy.input.scaler;
    return by.kind === 'httpAddOn' ? [{ ...policy, by }] : [];
  });
  return [
    ...policies.flatMap(policy => bypassing(policy, registry, pass)),
    ...policies.flatMap((policy, index) => sharing(policy, policies.slice(0, index))),
  ];
}

function bypassing({ at, input }: WakingPolicy, { servers, routes }: AppRegistry, { surroundings }: Pass): LocatedRemark[] {
  const { target: { name, _runtime: runtime }, namespace } = input;
  if (runtime === undefined) return [];
  const fronts = servers.filter(server => server.podsOf === name && server.namespace === namespace).map(server => server.name);
  const services = [...servicesOf(name), ...fronts];
  const leadsThere = ({ kind, name: to, namespace: other, _facts: facts }: RouteDestination, from: string | undefined) => {
    if (facts !== undefined) return facts.beside !== undefined && facts.podsOf === name && (facts.recordedIn ?? other) === namespace;
    return (other ?? from) === namespace && (kind === 'Service' ? services.includes(to) : to === name);
  };
  const own = waysTo(routes, leadsThere).map(({ from, to }) => ({ who: from, by: to }));
  const foreign = foreignWays({ podsOf: name, namespace, fronts, labels: runtime.labels() }, surroundings);
  const others = foreign.map(({ who, ...way }) => ({ who: nameOf(who), ...way }));
  const open = runtime.service?.isOutside ? [{ who: `Service ${runtime.service.name}`, by: OUTSIDE, isService: true as const }] : [];
  return judgeBy('interceptor-bypassed', { model: name, ways: [...own, ...others, ...open] }).map(remark => ({ at, remark }));
}

/** The policies before one whose requests are the same to the interceptor: it finds one model by a host and a path. */
function sharing({ at, by }: WakingPolicy, earlier: readonly WakingPolicy[]): LocatedRemark[] {
  const mine = interceptorService(by);
  return earlier.flatMap(({ at: { node: { path: other } }, by: theirs }) => {
    const { serviceName, namespace, hosts } = interceptorService(theirs);
    const isOne = serviceName === mine.serviceName && namespace === mine.namespace;
    const shared = { hosts: mine.hosts.filter(host => hosts.includes(host)), paths: pathsOf(by).filter(path => pathsOf(theirs).includes(path)) };
    return isOne ? judgeBy('interceptor-hosts-overlap', { path: at.node.path, other, ...shared }).map(remark => ({ at, remark })) : [];
  });
}

function pathsOf({ paths = [] }: ScalerOf<'httpAddOn'>): readonly string[] {
  return paths.length === 0 ? ['/'] : paths;
}
