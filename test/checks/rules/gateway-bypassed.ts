import { ServiceType } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { ENVOY, server } from '../traffic-examples';

const limited = (type?: ServiceType) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 10 }, service: { type } });

export const examples: RuleExamples = {
  fires: limited(ServiceType.LOAD_BALANCER),
  holds: limited(ServiceType.CLUSTER_IP),
  spared: server({ service: { type: ServiceType.LOAD_BALANCER } }),
  says: /the Service model-server has the type LoadBalancer, and leads around the Gateway that holds rateLimit/,
  fixes: [{ fix: /leave type out: the Gateway is reached from outside/, broken: limited(ServiceType.NODE_PORT), mended: [limited()] }],
};
