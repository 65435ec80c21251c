import { Chart } from 'cdk8s';
import { ModelRoute, RouteDestination, RouteMatch, Scaler, Scaling } from '../../../src';
import { RuleExamples, two } from '../rule-examples';
import { policy, policyOf } from '../scaling-examples';
import { GATEWAY, route } from '../traffic-examples';

/** A route to the interceptor, by a policy with hosts and paths. */
const woken = (hosts: string[], paths?: string[], match?: RouteMatch, hostnames = ['llm.example.com']) => (chart: Chart) => {
  const { interceptor } = policy({ minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts, paths }) })(chart);
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames }, routes: [{ to: interceptor, match }] });
};

const elsewhere = woken(['other.example.com']);
const unmatched = woken(['llm.example.com'], ['/llama'], { path: '/v1' });

/** A route by name to an interceptor that two policies share. */
const named = (one: string[], other: string[]) => (chart: Chart) => {
  const waking = (id: string, hosts: string[]) => (
    policyOf(id, { minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts }) })
  );
  two(waking('one', one), waking('other', other))(chart);
  const to = RouteDestination.service('keda-add-ons-http-interceptor-proxy', { port: 8080, namespace: 'keda' });
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames: ['llm.example.com'] }, routes: [{ to }] });
};

export const examples: RuleExamples = {
  fires: elsewhere,
  holds: woken(['*.example.com']),
  spared: route({}),
  more: {
    fires: [
      woken(['a.example.com', 'b.example.com']), woken(['llm.example.com'], ['/llama', '/qwen'], { path: '/v1' }), named(['a.example.com'], ['b.example.com']), woken(['*.example.org']),
    ],
    holds: [
      woken(['other.example.com', 'llm.example.com']), woken(['llm.example.com'], ['/llama', '/v1'], { path: '/v1' }), named(['llm.example.com'], ['b.example.com']), woken(['*']),
      woken(['a.example.com'], undefined, undefined, ['*.example.com']),
    ],
    spared: [route({ routes: [{ to: RouteDestination.service('keda-add-ons-http-interceptor-proxy', { port: 8080, namespace: 'keda' }) }] })],
  },
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
