import { Size } from 'cdk8s';
import { containerConfinement } from './confinement';
import { renderEnv, renderEnvFrom } from './environment';
import { longRunning, renderPort } from './ports';
import { RuntimePlan } from './runtime-plan';
import { plainMount } from './volumes';
import { pulledFrom } from '../facts/image-registries';
import { bytesOf, quantityOf } from '../ground/bytes';
import { compact, JsonObject } from '../ground/objects';
import { InitContainer, PodContainer, SidecarContainer, StartOrder } from '../profiles/pod-containers';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ContainerSecurityOptions } from '../values/container-security';
import { ExtraContainer } from '../values/extra-container';
import { ImagePullPolicy } from '../values/image-pull-policy';
import { LifecycleHooks } from '../values/lifecycle-hook';
import { VolumeMount } from '../values/volume-mount';

/** Memory of a container besides the server, unless it says it. */
const DEFAULT_MEMORY = Size.gibibytes(1);

/** CPU of a container besides the server, unless it says it. */
const DEFAULT_CPU = '500m';

/** The most memory of a container besides the server, in bytes. */
export function memoryLimitOf({ memory = DEFAULT_MEMORY, memoryLimit = memory }: ExtraContainer): number {
  return bytesOf(memoryLimit);
}

/** Every container besides the server, those of a Job that fills its cache too. */
export function otherContainers({ binding, fill, settings }: Pick<RuntimePlan, 'binding' | 'fill' | 'settings'>): ExtraContainer[] {
  const downloads = [...binding.initContainers ?? [], ...fill?.binding.initContainers ?? []];
  return [...downloads, ...givenContainers(settings)];
}

/** Containers that the user gives besides the server. */
export function givenContainers(settings: RuntimeSettings): ExtraContainer[] {
  return [...settings.pod?.initContainers ?? [], ...longRunning({ settings })];
}

/** Init containers and sidecars in the order in which they start. */
export function startingContainers(plan: RuntimePlan): JsonObject[] {
  const { initContainers = [], sidecars = [] } = plan.settings.pod ?? {};
  const inits = (order: StartOrder) => initContainers.filter(one => isIn(order, one)).map(one => extraContainer(one, plan));
  const beside = (order: StartOrder) => sidecars.filter(one => isIn(order, one)).map(one => ({ ...longRunningContainer(one, plan), restartPolicy: 'Always' }));
  return [
    ...beside(StartOrder.BEFORE_DOWNLOADS),
    ...inits(StartOrder.BEFORE_DOWNLOADS),
    ...(plan.binding.initContainers ?? []).map(one => extraContainer(one, plan)),
    ...inits(StartOrder.AFTER_DOWNLOADS),
    ...beside(StartOrder.AFTER_DOWNLOADS),
  ];
}

function isIn(order: StartOrder, container: InitContainer | SidecarContainer): boolean {
  return (container.order ?? StartOrder.AFTER_DOWNLOADS) === order;
}

/** Containers beside the server; those through which requests may come wait before SIGTERM as long as it does. */
export function secondContainers(plan: RuntimePlan): JsonObject[] {
  return (plan.settings.pod?.containers ?? []).map(container => {
    const waits = (container.ports ?? []).length > 0 ? plan.timing.preStop : 0;
    return longRunningContainer(container, plan, waits);
  });
}

/** A container besides the server: hardened alike, with resources of its own. */
export function extraContainer(container: ExtraContainer, plan: Pick<RuntimePlan, 'settings'>): JsonObject {
  return compact({
    name: container.name,
    image: pulledFrom(container.image, plan.settings),
    imagePullPolicy: pullPolicyOf(plan.settings),
    command: container.command,
    args: container.args,
    workingDir: container.workingDir,
    env: renderEnv(container),
    envFrom: renderEnvFrom(container),
    resources: resourcesOf(container),
    securityContext: securityOf(container),
    terminationMessagePolicy: plan.settings.pod?.terminationMessagePolicy,
    volumeMounts: [...container.mounts ?? [], { volume: 'scratch', path: '/tmp' }].map(renderMount),
  });
}

function longRunningContainer(container: PodContainer, plan: RuntimePlan, waits = 0): JsonObject {
  const { ports = [], restartPodOn, lifecycle } = container;
  const probe = (one: PodContainer['readinessProbe']) => one?._render(plan.servedName, undefined, ports[0]?.number);
  return compact({
    ...extraContainer(container, plan),
    ports: ports.map(({ name, number, protocol = 'TCP' }) => renderPort({ name, number, protocol }, plan.settings)),
    startupProbe: probe(container.startupProbe),
    readinessProbe: probe(container.readinessProbe),
    livenessProbe: probe(container.livenessProbe),
    lifecycle: renderHooks(lifecycle, waits),
    ...restartFields(restartPodOn),
  });
}

/** Hooks of a container; without one of its own it waits before SIGTERM for some seconds. */
export function renderHooks({ postStart, preStop }: LifecycleHooks = {}, waits: number): JsonObject {
  return compact({ postStart: postStart?._render(), preStop: preStop?._render() ?? (waits === 0 ? undefined : { sleep: { seconds: waits } }) });
}

/** What is done when a container ends with some exit codes: the rules stand beside the policy for all other codes. */
export function restartFields(exitCodes: readonly number[] = []): JsonObject {
  if (exitCodes.length === 0) return {};
  return { restartPolicy: 'Always', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [...exitCodes] } }] };
}

function resourcesOf({ memory = DEFAULT_MEMORY, memoryLimit = memory, cpu, cpuLimit, ephemeralStorage, otherResources }: ExtraContainer): JsonObject {
  const equal = { ...(ephemeralStorage && { 'ephemeral-storage': quantityOf(ephemeralStorage) }), ...otherResources };
  return {
    requests: { cpu: cpu?.amount ?? DEFAULT_CPU, memory: quantityOf(memory), ...equal },
    limits: compact({ cpu: cpuLimit?.amount, memory: quantityOf(memoryLimit), ...equal }),
  };
}

function securityOf({ security = {}, readOnlyRootFilesystem = false }: ExtraContainer): JsonObject {
  const { runAsUser, runAsGroup } = security;
  return compact({
    ...rightsOf(security),
    readOnlyRootFilesystem,
    runAsUser,
    runAsGroup,
    runAsNonRoot: runAsUser === undefined ? undefined : runAsUser !== 0,
    ...containerConfinement(security),
  });
}

/** The rights of a container: none but those that are given. The API server refuses a privileged one that may not get more rights. */
export function rightsOf({ privileged, addCapabilities = [] }: ContainerSecurityOptions): JsonObject {
  const capabilities = compact({ drop: ['ALL'], add: [...addCapabilities] });
  return privileged ? { privileged, capabilities } : { allowPrivilegeEscalation: false, capabilities };
}

/** When the images of a Pod are asked for, of all of its containers. */
export function pullPolicyOf({ pod = {} }: RuntimeSettings): ImagePullPolicy {
  return pod.imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT;
}

/** A mount as a container has it. */
export function renderMount(mount: VolumeMount): JsonObject {
  const { volume, path, subPath, subPathExpr, readOnly, recursiveReadOnly, propagation } = plainMount(mount);
  const isReadOnly = readOnly ? true : undefined;
  return compact({ name: volume, mountPath: path, subPath, subPathExpr, readOnly: isReadOnly, recursiveReadOnly, mountPropagation: propagation });
}
