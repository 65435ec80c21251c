import { Duration } from 'cdk8s';
import { SessionAffinity } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { ENVOY, GATEWAY, GKE, ISTIO, server, serverOf } from '../traffic-examples';

const service = { sessionAffinity: SessionAffinity.CLIENT_IP };

export const examples: RuleExamples = {
  fires: server({ gateway: ENVOY, service }),
  holds: server({ service }),
  spared: server({ gateway: ENVOY }),
  more: {
    spared: [server({ gateway: ENVOY, service, registerOnly: true })],
    fires: [server({ gateway: GATEWAY, service })],
  },
  says: /sessionAffinity of the server model-server is ClientIP, and a Gateway leads there, which does not ask the Service/,
  fixes: [{
    fix: /name the dialect of the Gateway, where that is GKE or Istio; set it for Envoy Gateway .*, and acknowledge this; or leave sessionAffinity out/,
    broken: server({ gateway: ENVOY, service }),
    mended: [
      acknowledged('session-affinity-bypassed', chart => serverOf(chart, { gateway: ENVOY, service })),
      server({ gateway: ENVOY }),
      server({ gateway: ISTIO, service }),
      server({ gateway: GKE, service, routing: { timeout: Duration.minutes(10) } }),
    ],
  }],
};
