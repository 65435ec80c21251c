import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { outside, policy } from '../scaling-examples';

const props = { scaler: Scaler.httpAddOn({ hosts: ['llama.example.com'] }), scaling: [Scaling.byConcurrency(8)] };
const encrypted = policy(props, { tls: { secretName: 'certificate' } });

export const examples: RuleExamples = {
  fires: encrypted,
  holds: policy(props),
  spared: policy({}, { tls: { secretName: 'certificate' } }),
  more: {
    holds: [outside(props)],
  },
  says: /the server of model has tls, and the interceptor of the HTTP add-on stands in front of it/,
  fixes: [{
    fix: /leave tls out, and end TLS at a gateway, or acknowledge the finding when TLS is switched on in the interceptor/,
    broken: encrypted,
    mended: [policy(props), acknowledged('interceptor-expects-http', encrypted)],
  }],
};
