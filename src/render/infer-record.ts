import { confinement, containerConfinement } from './confinement';
import { renderMount, rightsOf } from './containers';
import { capabilitiesOf } from './pod-security';
import { SERVER } from './pod-template';
import { affinityOf, renderToleration, spreadConstraints } from './scheduling';
import { recordedFrom } from '../facts/image-registries';
import { compact, given, JsonObject } from '../ground/objects';
import { ModelInferProps } from '../profiles/model-infer-props';
import { SecurityOptions } from '../profiles/runtime-options';
import { RuntimeSettings } from '../profiles/runtime-settings';

/** What a ModelInfer records. */
export interface RecordedDeployment {
  /** Its name: Pods are told by it. */
  readonly name: string;
  readonly modelRef: { readonly name: string; readonly namespace?: string };
  /** The props as they were given: what is not said there is said by the Model. */
  readonly own: ModelInferProps;
  /** All settings, of which only the mirrors of images are read. */
  readonly settings: RuntimeSettings;
  /** Whether an autoscaler owns the replicas that is not its own. */
  readonly autoscaled: boolean;
  /** `spec.autoscaling`, where it says so itself. */
  readonly autoscaling?: JsonObject;
}

/** The `spec` of a ModelInfer: what differs from the Model, from the very values that the runtime is made of. */
export function inferSpec({ name, modelRef, own, settings, autoscaled, autoscaling }: RecordedDeployment): JsonObject {
  const { compute, scheduling = {}, security, pod = {}, replicas, resources = compute, containerName = SERVER } = own;
  const container = security && containerContext(security);
  return {
    modelRef: compact({ name: modelRef.name, namespace: modelRef.namespace }),
    ...compact({
      replicas: autoscaled ? undefined : replicas,
      autoscaling,
      resources: resources && compact({ requests: { ...resources.requests }, limits: { ...resources.limits } }),
      nodeSelector: { ...scheduling.nodeSelector },
      tolerations: (scheduling.tolerations ?? []).map(renderToleration),
      affinity: affinityOf(name, scheduling),
      topologySpreadConstraints: spreadConstraints(name, scheduling),
      securityContext: security && podContext(security),
      containers: recordsContainer(own) ? [{ name: containerName, securityContext: container }] : undefined,
      annotations: { ...pod.annotations },
      volumes: (pod.volumes ?? []).map(volume => volume._render(image => recordedFrom(image, settings))),
      volumeMounts: (pod.mounts ?? []).map(renderMount),
    }),
  };
}

/** Whether it records rights of its container, and with them the name of it. */
export function recordsContainer({ security }: Pick<ModelInferProps, 'security'>): boolean {
  return security !== undefined && Object.keys(containerContext(security)).length > 0;
}

/** The rights of the Pods, as far as they were said. */
function podContext(security: SecurityOptions): JsonObject {
  const { runAsUser, runAsGroup, fsGroup, fsGroupChangePolicy, seLinuxChangePolicy } = security;
  const { supplementalGroups, supplementalGroupsPolicy, sysctls } = security;
  return compact({
    runAsNonRoot: runAsUser === undefined ? undefined : runAsUser !== 0,
    runAsUser,
    runAsGroup,
    fsGroup,
    fsGroupChangePolicy,
    supplementalGroups: supplementalGroups && [...supplementalGroups],
    supplementalGroupsPolicy,
    ...confinement(security),
    seLinuxChangePolicy,
    sysctls: given(sysctls).map(([name, value]) => ({ name, value })),
  });
}

/** The rights of the server, where they were said: what goes with them is as it is rendered. */
function containerContext(security: SecurityOptions): JsonObject {
  const { readOnlyRootFilesystem, addCapabilities, memoryLock, privileged, server } = security;
  const own = containerConfinement(server);
  if ([readOnlyRootFilesystem, addCapabilities, memoryLock, privileged].every(said => said === undefined)) return own;
  return compact({ ...rightsOf({ ...security, addCapabilities: capabilitiesOf(security) }), readOnlyRootFilesystem, ...own });
}
