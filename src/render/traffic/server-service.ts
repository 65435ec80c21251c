import { ServerRecord } from './records';
import { compact, JsonObject } from '../../ground/objects';
import { ServiceType } from '../../profiles/service-options';
import { ModelLabels } from '../../values/model-labels';

/** What is known of the Pods behind a Service. */
export interface Behind {
  /** The name in their label. */
  readonly podsOf: string;
  /** The port that clients are led to, by its name. */
  readonly target: string;
  /** Whether it speaks TLS. */
  readonly tls: boolean;
}

/** The `spec` of the Service of a ModelServer. A load balancer is told no protocol: Azure's would ask the path `/` for its health. */
export function serverServiceSpec({ service }: ServerRecord, { podsOf, target, tls }: Behind): JsonObject {
  const { type, port, targetPort, sessionAffinity } = service;
  const protocol = tls ? 'https' : 'http';
  return compact({
    type: type ?? ServiceType.CLUSTER_IP,
    selector: { [ModelLabels.MODEL]: podsOf },
    sessionAffinity,
    ports: [compact({
      name: protocol,
      port,
      targetPort: targetPort ?? target,
      protocol: 'TCP',
      appProtocol: type === ServiceType.LOAD_BALANCER ? undefined : protocol,
    })],
  });
}

/** What a Gateway has to know of a server that speaks TLS. */
export interface VerifiedServer {
  readonly service: string;
  /** The name that its certificate has to be for. */
  readonly host: string;
  /** Name of the ConfigMap with `ca.crt`. */
  readonly certificateAuthority: string;
}

/** The `spec` of the policy by which Gateways call with TLS. */
export function backendTlsSpec({ service, host, certificateAuthority }: VerifiedServer): JsonObject {
  return {
    targetRefs: [{ group: '', kind: 'Service', name: service }],
    validation: { hostname: host, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: certificateAuthority }] },
  };
}
