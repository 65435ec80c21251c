import { MONITORS } from './monitors';
import { TargetWithWorkload } from './target';
import { ModelLabels } from '../../values/model-labels';
import { cacheJobName, cacheJobSpec, isFilledByJob } from '../cache-job';
import { claimSpecOf, templateName } from '../device-claims';
import { cacheJobPolicySpec, networkPolicySpec } from '../network-policy';
import { OptionalRow } from '../object-row';
import { hasGrpcService, hasService } from '../ports';
import { planRuntime, RuntimeInput } from '../runtime-plan';
import { grpcServiceSpec, httpServiceSpec } from '../services';
import { Workload } from '../workloads/workload';

/** Where clients call. */
export const SERVICE: OptionalRow = {
  id: 'Service',
  apiVersion: 'v1',
  kind: 'Service',
  metadata: 'serviceMetadata',
  isWanted: hasService,
  spec: ({ roles: [{ plan }] }) => httpServiceSpec(plan),
};

/** Where clients call that speak gRPC. */
export const GRPC_SERVICE: OptionalRow = {
  id: 'GrpcService',
  apiVersion: 'v1',
  kind: 'Service',
  suffix: '-grpc',
  metadata: 'serviceMetadata',
  isWanted: hasGrpcService,
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

const isFilled = (input: RuntimeInput) => isFilledByJob(input, () => planRuntime(input));

/** The Job that fills the cache before servers start. */
export const CACHE_JOB: OptionalRow = {
  id: 'CacheJob',
  apiVersion: 'batch/v1',
  kind: 'Job',
  isWanted: isFilled,
  nameOf: cacheJobName,
  spec: ({ roles: [{ plan }] }) => cacheJobSpec(plan),
};

/** What that Job may call: nobody calls it. */
export const CACHE_JOB_POLICY: OptionalRow = {
  id: 'CacheJobNetworkPolicy',
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  suffix: '-fill',
  isWanted: input => NETWORK_POLICY.isWanted(input) && isFilled(input),
  spec: ({ roles: [{ plan }] }) => cacheJobPolicySpec(plan),
};

/** The template of the claims by which each Pod gets its devices. It cannot be changed: another one has another name. */
export const DEVICES: OptionalRow = {
  id: 'Devices',
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaimTemplate',
  nameOf: ({ name, settings }) => templateName(name, claimSpecOf(settings)!),
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
  const rows = [SERVICE, GRPC_SERVICE, CACHE, CACHE_JOB, DEVICES, NETWORK_POLICY, CACHE_JOB_POLICY, DISRUPTION_BUDGET, ...MONITORS];
  return { workload, rows: [...workload.rows, ...rows] };
}
