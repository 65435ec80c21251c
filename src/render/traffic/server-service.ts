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
export function serverServiceSpec({ service: { type, port, targetPort, sessionAffinity } }: ServerRecord, { podsOf, target, tls }: Behind): JsonObject {
  const protocol = tls ? 'https' : 'http';
  return compact({
    type: type ?? ServiceType.CLUSTER_IP,
    selector: { [ModelLabels.MODEL]: podsOf },
    sessionAffinity,
    ports: [compact({ name: protocol, port, targetPort: targetPort ?? target, protocol: 'TCP', appProtocol: type === ServiceType.LOAD_BALANCER ? undefined : protocol })],
  });
}
