import { TargetWithWorkload } from './target';
import { ModelLabels } from '../../values/model-labels';
import { claimSpecOf, DEVICES_SUFFIX, revisionOf } from '../device-claims';
import { networkPolicySpec } from '../network-policy';
import { ObjectRow, OptionalRow } from '../object-row';
import { grpcServiceSpec, httpServiceSpec } from '../services';
import { Workload } from '../workloads/workload';

/** Where clients call. */
export const SERVICE: ObjectRow = {
  id: 'Service',
  apiVersion: 'v1',
  kind: 'Service',
  metadata: 'serviceMetadata',
  spec: ({ roles: [{ plan }] }) => httpServiceSpec(plan),
};

/** Where clients call that speak gRPC. */
export const GRPC_SERVICE: OptionalRow = {
  id: 'GrpcService',
  apiVersion: 'v1',
  kind: 'Service',
  suffix: '-grpc',
  metadata: 'serviceMetadata',
  isWanted: ({ engine }) => engine.ports.grpc !== undefined,
  spec: ({ roles: [{ plan }] }) => grpcServiceSpec(plan),
};

/** The claim that a cache asks for; `RuntimePlan` names it in the Pod's volume. */
export const CACHE: OptionalRow = {
  id: 'Cache',
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  suffix: '-cache',
  isWanted: ({ settings }) => settings.cache?._claimSpec !== undefined,
  spec: ({ roles: [{ plan }] }) => plan.cache._claimSpec!,
};

/** The template of the claims by which each Pod gets its devices. It cannot be changed: another one has another name. */
export const DEVICES: OptionalRow = {
  id: 'Devices',
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaimTemplate',
  suffix: DEVICES_SUFFIX,
  revision: ({ settings }) => revisionOf(claimSpecOf(settings)!),
  isWanted: ({ settings }) => claimSpecOf(settings) !== undefined,
  spec: ({ roles: [{ plan }] }) => ({ spec: claimSpecOf(plan.settings)! }),
};

/** Who may call, and be called: made when somebody is named. */
export const NETWORK_POLICY: OptionalRow = {
  id: 'NetworkPolicy',
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  isWanted: ({ settings, callers }) => settings.network !== undefined || callers !== undefined,
  spec: ({ roles: [{ plan }] }) => networkPolicySpec(plan),
};

/** One Pod away at a time, so that a drain goes on and the model keeps serving. */
export const DISRUPTION_BUDGET: OptionalRow = {
  id: 'DisruptionBudget',
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  isWanted: ({ settings, replicas = 1, autoscaled }) => settings.disruptionBudget ?? (replicas >= 2 || autoscaled),
  // Pods that answer nobody may always be evicted; else a model that cannot start keeps its node from ever being drained.
  spec: ({ roles: [{ plan }] }) => ({
    maxUnavailable: 1, selector: { matchLabels: { [ModelLabels.MODEL]: plan.name } }, unhealthyPodEvictionPolicy: 'AlwaysAllow',
  }),
};

/** Plain Kubernetes: a workload, and the objects that hang on it. */
export function kubernetes(workload: Workload): TargetWithWorkload {
  return { workload, rows: [...workload.rows, SERVICE, GRPC_SERVICE, CACHE, DEVICES, NETWORK_POLICY, DISRUPTION_BUDGET] };
}
