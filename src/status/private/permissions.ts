import { JsonObject } from '../../ground/objects';

/**
 * The rights of the reporter, and no others: to read the objects that a status is made of, to write the status and Events. It reads no Secret, and no
 * permission has a wildcard. The suite of test/cluster runs it with exactly these, and counts that each is used.
 */
export const PERMISSIONS: readonly JsonObject[] = [
  { apiGroups: ['registry.matrixinfer.ai'], resources: ['models'], verbs: ['list', 'watch'] },
  { apiGroups: ['registry.matrixinfer.ai'], resources: ['models/status'], verbs: ['patch'] },
  { apiGroups: ['workload.matrixinfer.ai'], resources: ['modelinfers'], verbs: ['list', 'watch'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['pods', 'services'], verbs: ['list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'list', 'watch'] },
];
