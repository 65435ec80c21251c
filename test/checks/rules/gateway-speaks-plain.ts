import { Chart } from 'cdk8s';
import { InferencePool, ModelRoute, ModelServer, ModelServerTls } from '../../../src';
import { ModelOverrides } from '../../fixtures';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';
import { GATEWAY, server } from '../traffic-examples';

const speaking = (tls?: ModelServerTls) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm({ tls: { secretName: 'certificate' } })(chart), tls, gateway: GATEWAY });

/** A pool that a route leads to. */
const pooled = (overrides: ModelOverrides = {}) => (chart: Chart) => {
  const to = new InferencePool(chart, 'pool', { target: vllm(overrides)(chart) });
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to }] });
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
  }],
};
