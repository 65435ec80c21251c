import { Monitoring, SecretKey } from '../../../src';
import { on, RuleExamples, vllm } from '../rule-examples';

const monitoring = Monitoring.prometheus({ certificateAuthority: SecretKey.of('authority', 'ca.crt') });
const tls = { secretName: 'certificate' };
const apart = { ports: { http: 8080, metrics: 9090 }, metricsPath: '/metrics', servesTls: true };

export const examples: RuleExamples = {
  fires: vllm({ monitoring }),
  holds: vllm({ monitoring, tls }),
  spared: vllm({ monitoring: Monitoring.prometheus(), tls }),
  says: /monitoring has certificateAuthority, and the model has no tls/,
  fixes: [
    { fix: /give tls to the model, or leave it out/, broken: vllm({ monitoring }), mended: [vllm({ monitoring, tls }), vllm({ monitoring: Monitoring.prometheus() })] },
    { fix: /leave it out/, broken: on(apart, { monitoring, tls }), mended: [on(apart, { monitoring: Monitoring.prometheus(), tls })] },
  ],
};
