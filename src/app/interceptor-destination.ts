import { Construct } from 'constructs';
import { apiOf, serverNameOf } from './served-target';
import { AutoscalingInput, ScalerOf } from '../render/scaling/autoscaling-plan';
import { InterceptorService } from '../scaling/autoscaling-policy-options';
import { RouteDestination } from '../traffic/route-destination';

/** What is known of an interceptor, and of the policy that it works for. */
interface Front {
  readonly service: InterceptorService;
  readonly input: AutoscalingInput;
  /** See `Waking`. */
  tryWaitSeconds(): number | undefined;
}

/** The interceptor, as a route to the model of a policy leads there. A ModelServer is recorded by the name that it has unless its user says another. */
export function interceptorOf({ node: { path } }: Construct, { service, input, tryWaitSeconds }: Front): RouteDestination {
  const { serviceName: name, namespace, port, hosts } = service;
  const { target, scaler } = input;
  return RouteDestination._of({ group: '', kind: 'Service', name, namespace, port }, {
    path,
    recordedAs: serverNameOf(target.name),
    recordedIn: input.namespace,
    podsOf: target.name,
    names: target._runtime?.names(),
    api: apiOf(target._runtime?.engine),
    waking: { hosts, paths: (scaler._by as ScalerOf<'httpAddOn'>).paths ?? [], tryWaitSeconds },
  });
}
