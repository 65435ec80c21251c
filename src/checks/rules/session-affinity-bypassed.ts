import { SessionAffinity } from '../../profiles/model-server-props';
import { holdsAffinity } from '../../render/traffic/beside';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** An affinity of sessions of a Service, and Gateways that lead to its Pods without asking it. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway sends each request to a Pod of its own choice: the affinity of a Service is that of kube-proxy, which such requests do not pass',
  check({ name, record: { service: { sessionAffinity } }, gateways, registerOnly }) {
    if (registerOnly || sessionAffinity !== SessionAffinity.CLIENT_IP) return NOT_APPLICABLE;
    return gateways.every(({ dialect }) => dialect !== undefined && holdsAffinity(dialect)) ? [] : [{
      what: `sessionAffinity of the server ${name} is ClientIP, and a Gateway leads there, which does not ask the Service`,
      fix: `name the dialect of the Gateway, where that is GKE or Istio; ${BY_ENVOY}; or leave sessionAffinity out`,
    }];
  },
};

/** https://gateway.envoyproxy.io/docs/api/extension_types/#consistenthash */
const BY_ENVOY = 'set it for Envoy Gateway in loadBalancer of a BackendTrafficPolicy, and acknowledge this';
