import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A server that speaks TLS itself, and Gateways that are not told so. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'most Gateways call a Service without TLS unless a BackendTLSPolicy says how its certificate is verified, and the server answers such calls with an error',
  check({ name, gateways, input, registerOnly, isVerified }) {
    if (registerOnly || gateways.length === 0 || input?.settings.tls === undefined) return NOT_APPLICABLE;
    return isVerified ? [] : [{
      what: `a Gateway leads to the server ${name}, which speaks TLS itself, and is not told how to verify it`,
      fix: 'give tls: { certificateAuthority } with the name of a ConfigMap that has ca.crt; or acknowledge this for a Gateway that goes by appProtocol, as Istio and GKE do',
    }];
  },
};
