import { JsonObject } from '../../ground/objects';

/**
 * The rights of the reporter, and no others: to read the objects that a status is made of, to write the status and Events. It reads no Secret, and no
 * permission has a wildcard. The suite of test/cluster runs it with exactly these, and counts that each is used.
 */
export const PERMISSIONS: readonly JsonObject[] = [
  { apiGroups: ['registry.matrixinfer.ai'], resources: ['models', 'autoscalingpolicies'], verbs: ['list', 'watch'] },
  { apiGroups: ['registry.matrixinfer.ai'], resources: ['models/status', 'autoscalingpolicies/status'], verbs: ['patch'] },
  { apiGroups: ['workload.matrixinfer.ai'], resources: ['modelinfers'], verbs: ['list', 'watch'] },
  { apiGroups: ['workload.matrixinfer.ai'], resources: ['modelinfers/status'], verbs: ['patch'] },
  { apiGroups: ['networking.matrixinfer.ai'], resources: ['modelservers', 'modelroutes'], verbs: ['list', 'watch'] },
  { apiGroups: ['networking.matrixinfer.ai'], resources: ['modelservers/status', 'modelroutes/status'], verbs: ['patch'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['pods', 'services'], verbs: ['list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list', 'watch'] },
  { apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'list', 'watch'] },
];
