import { RuleExamples } from '../rule-examples';
import { ENVOY, server } from '../traffic-examples';

const burst = (burstSize?: number) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 100, burstSize } });

export const examples: RuleExamples = {
  fires: burst(200),
  holds: burst(100),
  says: /rateLimit of the server model-server is held in part: Envoy Gateway lets 100 requests come at once, and burstSize is 200/,
  fixes: [{ fix: /give burstSize the value of requestsPerSecond, or leave it out/, broken: burst(200), mended: [burst(100), burst()] }],
};
