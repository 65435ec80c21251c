import { ServedPort, servedGrpc, servedPorts } from './ports';
import { RuntimePlan } from './runtime-plan';
import { seconds } from '../ground/durations';
import { compact, JsonObject } from '../ground/objects';
import { ServiceOptions, ServiceType } from '../profiles/service-options';
import { ModelLabels } from '../values/model-labels';

/** The names that a model's own Services have, where it has both. */
export function servicesOf(name: string): readonly string[] {
  return [name, `${name}-grpc`];
}

/** The Service of the model: HTTP, and the ports that were asked for beside it. Without those it has one port, so that an Ingress can take it. */
export function httpServiceSpec(plan: RuntimePlan): JsonObject {
  const { service = {} } = plan.settings;
  const { type = ServiceType.CLUSTER_IP } = service;
  return compact({
    type: type === ServiceType.HEADLESS ? ServiceType.CLUSTER_IP : type,
    ...inside(service),
    loadBalancerClass: service.loadBalancerClass,
    loadBalancerSourceRanges: service.loadBalancerSourceRanges,
    allocateLoadBalancerNodePorts: service.allocateLoadBalancerNodePorts,
    externalTrafficPolicy: service.externalTrafficPolicy,
    healthCheckNodePort: service.healthCheckNodePort,
    externalIPs: service.externalIps,
    selector: { [ModelLabels.MODEL]: plan.name },
    ports: servedPorts(plan).map(render),
  });
}

/**
 * The second Service of an engine that also speaks gRPC; HTTP/2 without TLS, as service meshes and gateways call it. Nothing outside of the cluster
 * reaches it.
 */
export function grpcServiceSpec(plan: RuntimePlan): JsonObject {
  return compact({
    type: ServiceType.CLUSTER_IP,
    ...inside(plan.settings.service ?? {}),
    selector: { [ModelLabels.MODEL]: plan.name },
    ports: [render(servedGrpc(plan)!)],
  });
}

/** How clients inside the cluster are led to Pods: the same for both Services. */
function inside(service: ServiceOptions): JsonObject {
  const { type, sessionAffinity, internalTrafficPolicy, trafficDistribution, publishNotReadyAddresses, ipFamilies, ipFamilyPolicy } = service;
  return {
    clusterIP: type === ServiceType.HEADLESS ? 'None' : undefined,
    sessionAffinity: sessionAffinity && 'ClientIP',
    sessionAffinityConfig: sessionAffinity && { clientIP: { timeoutSeconds: seconds(sessionAffinity) } },
    internalTrafficPolicy,
    trafficDistribution,
    publishNotReadyAddresses: publishNotReadyAddresses || undefined,
    ipFamilies,
    ipFamilyPolicy,
  };
}

function render({ name, port, target, nodePort, protocol, appProtocol }: ServedPort): JsonObject {
  return compact({ name, port, targetPort: target, nodePort, protocol, appProtocol });
}
