import { SessionAffinity } from '../../profiles/model-server-props';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** An affinity of sessions of a Service, and Gateways that lead to its Pods without asking it. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway sends each request to a Pod of its own choice: the affinity of a Service is that of kube-proxy, which such requests do not pass',
  check({ name, record: { service: { sessionAffinity } }, gateways, registerOnly }) {
    if (registerOnly || sessionAffinity !== SessionAffinity.CLIENT_IP) return NOT_APPLICABLE;
    return gateways.length === 0 ? [] : [{
      what: `sessionAffinity of the server ${name} is ClientIP, and a Gateway leads there, which does not ask the Service`,
      fix: `say it to the Gateway, and acknowledge this: ${BY_GATEWAY}; or leave sessionAffinity out`,
    }];
  },
};

/** Where each says it. https://gateway.envoyproxy.io/docs/api/extension_types/#consistenthash https://istio.io/latest/docs/reference/config/networking/destination-rule/ */
const BY_GATEWAY = 'Envoy Gateway in loadBalancer of a BackendTrafficPolicy, Istio in loadBalancer of a DestinationRule, GKE in sessionAffinity of a GCPBackendPolicy';
