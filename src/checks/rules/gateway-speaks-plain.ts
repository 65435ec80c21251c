import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A server or a pool whose Pods speak TLS themselves, and Gateways that are not told so. */
export const rule: Rule<Pick<ServerSubject, 'name' | 'gateways' | 'input' | 'registerOnly' | 'isVerified'> & {
  readonly isPool?: boolean;
  readonly isByName?: boolean;
}> = {
  severity: Severity.WARNING,
  why: 'most Gateways call a Service without TLS unless a BackendTLSPolicy says how its certificate is verified, and the server answers such calls '
    + 'with an error',
  check({ name, gateways, input, registerOnly, isVerified, isPool, isByName }) {
    if (registerOnly || gateways.length === 0 || input?.settings.tls === undefined) return NOT_APPLICABLE;
    if (isPool) {
      return [{
        what: `a Gateway leads to the InferencePool ${name}, whose Pods speak TLS, and a BackendTLSPolicy is for Services alone`,
        fix: 'leave tls of the model out, and end TLS at the Gateway; lead to a ModelServer with tls: { certificateAuthority }; or acknowledge this '
          + 'where your Gateway is told otherwise',
      }];
    }
    if (isByName) {
      return [{
        what: `a Gateway leads to the Service ${name} by its name, whose Pods speak TLS`,
        fix: 'lead to a ModelServer with tls: { certificateAuthority }; or write a BackendTLSPolicy for the Service and acknowledge this',
      }];
    }
    return isVerified ? [] : [{
      what: `a Gateway leads to the server ${name}, which speaks TLS itself, and is not told how to verify it`,
      fix: 'give tls: { certificateAuthority } with the name of a ConfigMap that has ca.crt; or acknowledge this for a Gateway that goes by '
        + 'appProtocol, as Istio and GKE do',
    }];
  },
};
