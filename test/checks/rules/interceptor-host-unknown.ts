import { Chart } from 'cdk8s';
import { ModelRoute, RouteMatch, Scaler, Scaling } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';
import { GATEWAY, route } from '../traffic-examples';

/** A route to the interceptor, by a policy with hosts and paths. */
const woken = (hosts: string[], paths?: string[], match?: RouteMatch, hostnames = ['llm.example.com']) => (chart: Chart) => {
  const { interceptor } = policy({ minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts, paths }) })(chart);
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames }, routes: [{ to: interceptor, match }] });
};

const elsewhere = woken(['other.example.com']);
const unmatched = woken(['llm.example.com'], ['/llama'], { path: '/v1' });

export const examples: RuleExamples = {
  fires: elsewhere,
  holds: woken(['*.example.com']),
  spared: route({}),
  says: /routes\[0\] leads requests for "llm\.example\.com" to the interceptor, and the policy there has the hosts "other\.example\.com"/,
  fixes: [{
    fix: /give hostnames of the gateway and hosts of Scaler\.httpAddOn the same host names/,
    broken: elsewhere,
    mended: [woken(['llm.example.com']), woken(['other.example.com'], undefined, undefined, ['other.example.com'])],
  }, {
    fix: /give paths of Scaler\.httpAddOn the path with which they arrive, or none/,
    broken: unmatched,
    mended: [woken(['llm.example.com'], ['/v1'], { path: '/v1' }), woken(['llm.example.com'], undefined, { path: '/v1' })],
  }],
};
