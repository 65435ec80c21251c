import { RuntimePlan } from './runtime-plan';
import { JsonObject } from '../ground/objects';
import { ModelLabels } from '../values/model-labels';

/** The HTTP Service: one port, so that an Ingress can take it; metrics are scraped from the Pods. */
export function httpServiceSpec(plan: RuntimePlan): JsonObject {
  return serviceSpec(plan, 'http', plan.engine.ports.http, 'http');
}

/** The second Service of an engine that also speaks gRPC; HTTP/2 without TLS, as service meshes and gateways call it. */
export function grpcServiceSpec(plan: RuntimePlan): JsonObject {
  return serviceSpec(plan, 'grpc', plan.engine.ports.grpc, 'kubernetes.io/h2c');
}

function serviceSpec(plan: RuntimePlan, name: string, port: number | undefined, appProtocol: string): JsonObject {
  return {
    type: 'ClusterIP',
    selector: { [ModelLabels.MODEL]: plan.name },
    ports: [{ name, port, targetPort: name, protocol: 'TCP', appProtocol }],
  };
}
