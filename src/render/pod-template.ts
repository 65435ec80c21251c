import { JsonPatch, Size } from 'cdk8s';
import { besideAnnotations } from './beside-models';
import { podSecurity, containerSecurity } from './pod-security';
import { RuntimePlan } from './runtime-plan';
import { schedulingFields } from './scheduling';
import { pulledFrom } from '../facts/image-registries';
import { mergeArgs } from '../flags/flags';
import { quantityOf } from '../ground/bytes';
import { compact, given, JsonObject } from '../ground/objects';
import { ExtraContainer } from '../values/extra-container';
import { ModelLabels } from '../values/model-labels';
import { SecretKey } from '../values/secret-key';
import { VolumeMount } from '../values/volume-mount';

/** Name of the server's container. */
export const SERVER = 'server';

/** Memory of a container besides the server, unless it says it. */
export const DEFAULT_MEMORY = Size.gibibytes(1);

/** Labels of the objects of one model, to read; only the first is ever in a selector. */
export function labelsOf(plan: Pick<RuntimePlan, 'name' | 'engine' | 'version'>): { [key: string]: string } {
  return {
    [ModelLabels.MODEL]: plan.name,
    'app.kubernetes.io/name': plan.engine.name,
    'app.kubernetes.io/instance': plan.name,
    'app.kubernetes.io/component': 'model-server',
    'app.kubernetes.io/managed-by': 'cdk8s',
    ...(plan.version !== undefined && { 'app.kubernetes.io/version': plan.version }),
  };
}

/** A template with the user's patches. A patch writes into the object that it is given: a copy. */
export function patchPodTemplate({ settings }: RuntimePlan, template: JsonObject): JsonObject {
  return JsonPatch.apply(structuredClone(template), ...settings.pod?.patches ?? []) as JsonObject;
}

/** Labels of the Pods: those that the source needs, those of the user, and above both the library's own. */
export function podLabelsOf(plan: RuntimePlan): { [key: string]: string } {
  return { ...plan.binding.podLabels, ...plan.settings.pod?.labels, ...labelsOf(plan) };
}

/** Annotations of the Pods that are the library's own: when one changes, they are rolled out anew. */
export function ownPodAnnotationsOf({ source: { uri, revision }, beside, version }: RuntimePlan): { [key: string]: string } {
  return {
    [ModelLabels.SOURCE]: revision === undefined || uri.includes(revision) ? uri : `${uri}@${revision}`,
    ...besideAnnotations(beside),
    ...(version !== undefined && { [ModelLabels.VERSION]: version }),
  };
}

/** Whether the user patches the Pod template. */
export function hasPodPatches(plan: RuntimePlan): boolean {
  return (plan.settings.pod?.patches ?? []).length > 0;
}

/** The Pod template before the user's patches. */
export function derivePodTemplate(plan: RuntimePlan): JsonObject {
  const pod = plan.settings.pod ?? {};
  const rewrite = (image: string) => pulledFrom(image, plan.settings);
  return {
    metadata: {
      labels: podLabelsOf(plan),
      annotations: { ...plan.binding.podAnnotations, ...pod.annotations, ...ownPodAnnotationsOf(plan) },
    },
    spec: compact({
      ...schedulingFields(plan),
      automountServiceAccountToken: pod.automountServiceAccountToken ?? false,
      containers: [serverContainer(plan)],
      enableServiceLinks: false,
      imagePullSecrets: [...new Set(pod.imagePullSecrets)].map(name => ({ name })),
      initContainers: [
        ...(plan.binding.initContainers ?? []).map(container => extraContainer(container, rewrite)),
        ...(pod.sidecars ?? []).map(sidecar => ({ ...extraContainer(sidecar, rewrite), restartPolicy: 'Always' })),
      ],
      securityContext: podSecurity(plan),
      serviceAccountName: pod.serviceAccount?.name,
      terminationGracePeriodSeconds: plan.timing.grace,
      volumes: plan.volumes.map(volume => volume._render(rewrite)),
    }),
  };
}

/** Arguments of the server: derived ones first, then the user's. */
export function serverArgs(plan: RuntimePlan): string[] {
  return mergeArgs(plan.container.args ?? [], plan.settings.args ?? [], plan.engine._facts.flagAliases);
}

function serverContainer(plan: RuntimePlan): JsonObject {
  const { container, probes, timing, settings } = plan;
  return compact({
    name: SERVER,
    image: plan.image,
    imagePullPolicy: 'IfNotPresent',
    command: container.command,
    args: serverArgs(plan),
    env: renderEnv(
      { ...container.secretEnv, ...plan.binding.secretEnv, ...settings.secretEnv },
      { ...container.env, ...plan.binding.env, ...settings.env },
    ),
    ports: portsOf(plan).map(port => ({ name: port.name, containerPort: port.number, protocol: 'TCP' })),
    startupProbe: probes.startup._render(plan.servedName, timing.startup),
    readinessProbe: probes.readiness._render(plan.servedName),
    livenessProbe: probes.liveness._render(plan.servedName),
    lifecycle: timing.preStop === 0 ? undefined : { preStop: { sleep: { seconds: timing.preStop } } },
    resources: { requests: plan.requests, limits: plan.limits },
    securityContext: containerSecurity(plan),
    volumeMounts: plan.mounts.map(renderMount),
  });
}

/** The named ports of the server; metrics only where they have a port of their own. */
export function portsOf(plan: RuntimePlan): { name: string; number: number }[] {
  const { http, grpc, metrics } = plan.engine.ports;
  return [
    { name: 'http', number: http },
    ...(grpc === undefined ? [] : [{ name: 'grpc', number: grpc }]),
    ...(metrics === undefined || metrics === http ? [] : [{ name: 'metrics', number: metrics }]),
  ];
}

/** A container besides the server: hardened alike, with resources of its own. */
function extraContainer(container: ExtraContainer, rewrite: (image: string) => string): JsonObject {
  const memory = quantityOf(container.memory ?? DEFAULT_MEMORY);
  return compact({
    name: container.name,
    image: rewrite(container.image),
    imagePullPolicy: 'IfNotPresent',
    command: container.command,
    args: container.args,
    env: renderEnv(container.secretEnv ?? {}, container.env ?? {}),
    resources: { requests: { cpu: '500m', memory }, limits: { memory } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: container.readOnlyRootFilesystem ?? false },
    volumeMounts: [...container.mounts ?? [], { volume: 'scratch', path: '/tmp' }].map(renderMount),
  });
}

/** Secrets first, so that a literal value may refer to one as `$(NAME)`. */
export function renderEnv(secretEnv: { [name: string]: SecretKey }, env: { [name: string]: string }): JsonObject[] {
  return [
    ...given(secretEnv).map(([name, secret]) => ({ name, valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } } })),
    ...given(env).map(([name, value]) => ({ name, value })),
  ];
}

/** A mount as a container has it. */
export function renderMount(mount: VolumeMount): JsonObject {
  return compact({ name: mount.volume, mountPath: mount.path, subPath: mount.subPath, readOnly: mount.readOnly ? true : undefined });
}
