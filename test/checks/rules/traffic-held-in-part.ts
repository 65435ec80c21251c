import { Chart, Duration } from 'cdk8s';
import { ModelRoute } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { ENVOY, GKE, server, serverOf } from '../traffic-examples';

const burst = (burstSize?: number) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 100, burstSize } });

/** Two routes to one server. */
const timed = (one?: Duration, other?: Duration) => (chart: Chart) => {
  const to = serverOf(chart, { routing: { timeout: Duration.minutes(5) } });
  return new ModelRoute(chart, 'route', { gateway: GKE, routes: [{ to, match: { path: '/a' }, timeout: one }, { to, match: { path: '/b' }, timeout: other }] });
};

export const examples: RuleExamples = {
  fires: burst(200),
  holds: burst(100),
  says: /rateLimit of the server model-server is held in part: Envoy Gateway lets 100 requests come at once, and burstSize is 200/,
  fixes: [
    { fix: /give burstSize the value of requestsPerSecond, or leave it out/, broken: burst(200), mended: [burst(100), burst()] },
    {
      fix: /give one timeout to all routes to the server, or to the server alone/,
      broken: timed(Duration.minutes(1), Duration.minutes(2)),
      mended: [timed(Duration.minutes(2), Duration.seconds(120)), timed()],
    },
  ],
};
