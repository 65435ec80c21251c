import { SessionAffinity } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { ENVOY, server, serverOf } from '../traffic-examples';

const service = { sessionAffinity: SessionAffinity.CLIENT_IP };

export const examples: RuleExamples = {
  fires: server({ gateway: ENVOY, service }),
  holds: server({ service }),
  spared: server({ gateway: ENVOY }),
  says: /sessionAffinity of the server model-server is ClientIP, and a Gateway leads there, which does not ask the Service/,
  fixes: [{
    fix: /say it to the Gateway, and acknowledge this: Envoy Gateway .*Istio .*GKE .*; or leave sessionAffinity out/,
    broken: server({ gateway: ENVOY, service }),
    mended: [acknowledged('session-affinity-bypassed', chart => serverOf(chart, { gateway: ENVOY, service })), server({ gateway: ENVOY })],
  }],
};
