import { Chart } from 'cdk8s';
import { ModelServer, ModelServerTls } from '../../../src';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';
import { GATEWAY, server } from '../traffic-examples';

const speaking = (tls?: ModelServerTls) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm({ tls: { secretName: 'certificate' } })(chart), tls, gateway: GATEWAY });

export const examples: RuleExamples = {
  fires: speaking(),
  holds: speaking({ certificateAuthority: 'authority' }),
  spared: server({ gateway: GATEWAY }),
  says: /a Gateway leads to the server model-server, which speaks TLS itself, and is not told how to verify it/,
  fixes: [{
    fix: /give tls: \{ certificateAuthority \} with the name of a ConfigMap that has ca\.crt; or acknowledge this/,
    broken: speaking(),
    mended: [speaking({ certificateAuthority: 'authority' }), acknowledged('gateway-speaks-plain', speaking())],
  }],
};
