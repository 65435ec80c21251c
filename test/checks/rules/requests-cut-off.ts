import { Chart, Duration } from 'cdk8s';
import { ModelRoute } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { elsewhere, GATEWAY, GKE, route, server, serverOf } from '../traffic-examples';

const asked = server({ gateway: GKE, routing: { timeout: Duration.minutes(10) } });
const routed = (timeout?: Duration) => (chart: Chart) => new ModelRoute(chart, 'route', { gateway: GKE, routes: [{ to: serverOf(chart), timeout }] });

export const examples: RuleExamples = {
  fires: server({ gateway: GKE }),
  holds: asked,
  spared: server({ gateway: GATEWAY }),
  more: {
    holds: [route({ gateway: GKE, routes: [{ to: elsewhere('one') }] })],
  },
  says: /nothing says how long requests of the server model-server may take, and GKE ends them after 30 s/,
  fixes: [{
    fix: /give routing: \{ timeout: Duration\.minutes\(10\) \} to the ModelServer, or timeout to the route/,
    broken: routed(),
    mended: [routed(Duration.minutes(10)), asked, acknowledged('requests-cut-off', routed())],
  }],
};
