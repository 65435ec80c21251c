import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** The protocol of the interceptor of the HTTP add-on, against that of the server behind it. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaler' | 'target'>> = {
  severity: Severity.WARNING,
  why: 'the interceptor calls every Service by HTTP, unless TLS is switched on for all of them; a server that asks for TLS answers none of its requests',
  check({ scaler, target: { name, _runtime: runtime } }) {
    if (scaler._by.kind !== 'httpAddOn') return NOT_APPLICABLE;
    return runtime?.service?.isEncrypted !== true ? [] : [{
      what: `the server of ${name} has tls, and the interceptor of the HTTP add-on stands in front of it`,
      fix: 'leave tls out, and end TLS at a gateway, or acknowledge the finding when TLS is switched on in the interceptor (KEDA_HTTP_PROXY_TLS_ENABLED)',
    }];
  },
};
