import { KedaAuthentication, KedaAuthenticationMode, Scaler, Scaling, SecretKey } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const asking = (authentication?: KedaAuthentication) => policy({ scaler: Scaler.keda({ serverAddress: 'https://prometheus:9090', authentication }), scaling: [Scaling.byQueue(4)] });
const unsaid = asking(KedaAuthentication.existing('prometheus'));

export const examples: RuleExamples = {
  fires: unsaid,
  holds: asking(KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token'))),
  spared: asking(),
  more: {
    fires: [policy({
      minReplicas: 0,
      scaling: [Scaling.byConcurrency(8), Scaling.byQueue(4)],
      scaler: Scaler.httpAddOn({ hosts: ['llm.example.com'], serverAddress: 'https://prometheus:9090', authentication: KedaAuthentication.existing('prometheus') }),
    })],
  },
  says: /the authentication prometheus names no mode, and KEDA sends none of its credentials to Prometheus/,
  fixes: [{
    fix: /give modes, for example \{ modes: \[KedaAuthenticationMode\.BEARER\] \}; or \[\] where it is a pod identity/,
    broken: asking(KedaAuthentication.existingInCluster('prometheus')),
    mended: [asking(KedaAuthentication.existing('prometheus', { modes: [KedaAuthenticationMode.BEARER] })), asking(KedaAuthentication.existingInCluster('prometheus', { modes: [] }))],
  }],
};
