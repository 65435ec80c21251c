import { Chart, Duration } from 'cdk8s';
import { AutoscalingPolicy, HttpAddOnProps, ModelRoute, ModelServer, Scaler, Scaling } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { policy } from '../scaling-examples';
import { GATEWAY, route } from '../traffic-examples';

/** A route to the interceptor. */
const woken = (timeout?: Duration, addOn: Partial<HttpAddOnProps> = {}, minReplicas = 0) => (chart: Chart) => {
  const scaling = [Scaling.byConcurrency(8), Scaling.byRequestRate(5)];
  const { interceptor } = policy({ minReplicas, scaling, scaler: Scaler.httpAddOn({ hosts: ['llm.example.com'], ...addOn }) })(chart);
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames: ['llm.example.com'] }, routes: [{ to: interceptor, timeout }] });
};

/** A route to a server whose requests come by the interceptor. */
const through = (timeout: Duration) => (chart: Chart) => {
  const target = vllm({ replicas: undefined })(chart);
  const { interceptor } = new AutoscalingPolicy(chart, 'scaling', {
    target, minReplicas: 0, maxReplicas: 4, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts: ['llm.example.com'] }),
  });
  const to = new ModelServer(chart, 'server', { target, through: interceptor, routing: { timeout } });
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames: ['llm.example.com'] }, routes: [{ to }] });
};

const short = woken(Duration.seconds(30));
const placeholder = { statusCode: 503, headers: { 'Retry-After': '60' } };

export const examples: RuleExamples = {
  fires: short,
  holds: woken(Duration.hours(1)),
  spared: route({}),
  more: {
    fires: [through(Duration.seconds(30)), woken(Duration.hours(1), { readinessTimeout: Duration.hours(2) })],
    holds: [through(Duration.hours(1)), woken(), woken(Duration.seconds(0))],
    spared: [woken(Duration.seconds(30), {}, 1)],
  },
  says: /requests of routes\[0\] end after 30 s, and the interceptor lets them wait \d+ s for the first Pod/,
  fixes: [{
    fix: /give a longer timeout, or a shorter readinessTimeout to Scaler\.httpAddOn; or let it answer at once, by placeholder/,
    broken: short,
    mended: [
      woken(Duration.hours(1)), woken(Duration.seconds(30), { readinessTimeout: Duration.seconds(20) }), woken(Duration.seconds(30), { placeholder }),
    ],
  }],
};
