import { ScalerOf } from '../render/scaling/autoscaling-plan';
import { InterceptorService } from '../scaling/autoscaling-policy-options';

/** The Service of the interceptor of the HTTP add-on, and the hosts by which it knows the model. */
export function interceptorService(scaler: ScalerOf<'httpAddOn'>): InterceptorService {
  const { namespace = 'keda', interceptorService: serviceName = 'keda-add-ons-http-interceptor-proxy', interceptorPort: port = 8080, hosts } = scaler;
  return { serviceName, namespace, port, hosts: [...hosts] };
}
