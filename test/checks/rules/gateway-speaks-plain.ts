import { Chart } from 'cdk8s';
import { InferencePool, ModelRoute, ModelServer, ModelServerTls, RouteDestination } from '../../../src';
import { ModelOverrides } from '../../fixtures';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';
import { GATEWAY, server } from '../traffic-examples';

const speaking = (tls?: ModelServerTls) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm({ tls: { secretName: 'certificate' } })(chart), tls, gateway: GATEWAY });

/** A pool that a route leads to. */
const pooled = (overrides: ModelOverrides = {}) => (chart: Chart) => {
  const to = new InferencePool(chart, 'pool', { target: vllm(overrides)(chart) });
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to }] });
};

/** A route to a Service by its name, whose Pods speak TLS or not. */
const named = (overrides: ModelOverrides) => (chart: Chart) => {
  vllm(overrides)(chart);
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: RouteDestination.service('model', { port: 8000 }) }] });
};

export const examples: RuleExamples = {
  fires: speaking(),
  holds: speaking({ certificateAuthority: 'authority' }),
  spared: server({ gateway: GATEWAY }),
  says: /a Gateway leads to the server model-server, which speaks TLS itself, and is not told how to verify it/,
  fixes: [{
    fix: /give tls: \{ certificateAuthority \} with the name of a ConfigMap that has ca\.crt; or acknowledge this/,
    broken: speaking(),
    mended: [speaking({ certificateAuthority: 'authority' }), acknowledged('gateway-speaks-plain', speaking())],
  }, {
    fix: /leave tls of the model out, and end TLS at the Gateway; lead to a ModelServer with tls: \{ certificateAuthority \}; or acknowledge this/,
    broken: pooled({ tls: { secretName: 'certificate' } }),
    mended: [pooled(), speaking({ certificateAuthority: 'authority' })],
  }, {
    fix: /lead to a ModelServer with tls: \{ certificateAuthority \}; or write a BackendTLSPolicy for the Service and acknowledge this/,
    broken: named({ tls: { secretName: 'certificate' } }),
    mended: [named({}), speaking({ certificateAuthority: 'authority' }), acknowledged('gateway-speaks-plain', named({ tls: { secretName: 'certificate' } }))],
  }],
};
