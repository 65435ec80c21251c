/**
 * Members of a Service that only some types have, as Kubernetes spells both.
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const SERVICE_TYPES_OF = {
  nodePort: ['NodePort', 'LoadBalancer'],
  loadBalancerClass: ['LoadBalancer'],
  loadBalancerSourceRanges: ['LoadBalancer'],
  allocateLoadBalancerNodePorts: ['LoadBalancer'],
  externalTrafficPolicy: ['NodePort', 'LoadBalancer'],
  healthCheckNodePort: ['LoadBalancer'],
} as const;
