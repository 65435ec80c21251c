import { JsonPatch } from 'cdk8s';
import { besideAnnotations, withRevision } from './beside-models';
import { pullPolicyOf, renderHooks, renderMount, restartFields, secondContainers, startingContainers } from './containers';
import { claimsOfPod, claimsOfServer } from './device-claims';
import { joinedEnvironment, renderEnv, renderEnvFrom } from './environment';
import { podSecurity, containerSecurity } from './pod-security';
import { podSystem } from './pod-system';
import { portsOf, renderPort } from './ports';
import { RuntimePlan } from './runtime-plan';
import { schedulingFields } from './scheduling';
import { volumeAnnotations } from './volumes';
import { pulledFrom } from '../facts/image-registries';
import { mergeArgs } from '../flags/flags';
import { belowOwn, CommonLabels, MANAGED } from '../ground/common-labels';
import { compact, JsonObject } from '../ground/objects';
import { ModelLabels } from '../values/model-labels';

/** Name of the server's container. */
export const SERVER = 'server';

/** Labels of the objects of one model, to read; only the first is ever in a selector. */
export function labelsOf(plan: Pick<RuntimePlan, 'name' | 'engine' | 'version'>): { [key: string]: string } {
  return {
    [ModelLabels.MODEL]: plan.name,
    [CommonLabels.NAME]: plan.engine.name,
    [CommonLabels.INSTANCE]: plan.name,
    [CommonLabels.COMPONENT]: 'model-server',
    ...MANAGED,
    ...(plan.version !== undefined && { [CommonLabels.VERSION]: plan.version }),
  };
}

/** A template with the user's patches. A patch writes into the object that it is given: a copy. */
export function patchPodTemplate({ settings }: RuntimePlan, template: JsonObject): JsonObject {
  return JsonPatch.apply(structuredClone(template), ...settings.pod?.patches ?? []) as JsonObject;
}

/** Labels of the Pods: those that the source needs, those of the user, and above both the library's own. */
export function podLabelsOf(plan: RuntimePlan): { [key: string]: string } {
  return { ...plan.binding.podLabels, ...givenLabelsOf(plan) };
}

/** Labels of the Pods that are known before the source is asked. */
export function givenLabelsOf(input: Pick<RuntimePlan, 'name' | 'engine' | 'version' | 'settings'>): { [key: string]: string } {
  return belowOwn(input.settings.pod?.labels, labelsOf(input));
}

/** Annotations of the Pods that are the library's own: when one changes, they are rolled out anew. */
export function ownPodAnnotationsOf({ source, beside, version }: RuntimePlan): { [key: string]: string } {
  return {
    [ModelLabels.SOURCE]: withRevision(source),
    ...besideAnnotations(beside),
    ...(version !== undefined && { [ModelLabels.VERSION]: version }),
  };
}

/** Whether the user patches the Pod template. */
export function hasPodPatches(plan: Pick<RuntimePlan, 'settings'>): boolean {
  return (plan.settings.pod?.patches ?? []).length > 0;
}

/** The Pod template before the user's patches. */
export function derivePodTemplate(plan: RuntimePlan): JsonObject {
  const pod = plan.settings.pod ?? {};
  return {
    metadata: {
      labels: podLabelsOf(plan),
      annotations: { ...volumeAnnotations(plan.volumes), ...plan.binding.podAnnotations, ...pod.annotations, ...ownPodAnnotationsOf(plan) },
    },
    spec: compact({
      ...schedulingFields(plan),
      ...podSystem(pod),
      automountServiceAccountToken: pod.automountServiceAccountToken ?? false,
      containers: [serverContainer(plan), ...secondContainers(plan)],
      enableServiceLinks: pod.enableServiceLinks ?? false,
      imagePullSecrets: [...new Set(pod.imagePullSecrets)].map(name => ({ name })),
      initContainers: startingContainers(plan),
      resourceClaims: claimsOfPod(plan),
      securityContext: podSecurity(plan),
      serviceAccountName: pod.serviceAccount?.name,
      terminationGracePeriodSeconds: plan.timing.grace,
      volumes: plan.volumes.map(volume => volume._render(image => pulledFrom(image, plan.settings))),
    }),
  };
}

/** Arguments of the server: derived ones first, then the user's. */
export function serverArgs(plan: RuntimePlan): string[] {
  return mergeArgs(plan.container.args ?? [], plan.settings.args ?? [], plan.engine._facts.flagAliases);
}

function serverContainer(plan: RuntimePlan): JsonObject {
  const { container, binding, probes, timing, settings, settings: { pod = {} } } = plan;
  const environment = joinedEnvironment(container, binding, settings);
  const usesTls = settings.tls !== undefined;
  return compact({
    name: SERVER,
    image: plan.image,
    imagePullPolicy: pullPolicyOf(settings),
    command: container.command,
    args: serverArgs(plan),
    env: renderEnv(environment),
    envFrom: renderEnvFrom(environment),
    ports: portsOf(plan).map(port => renderPort(port, settings)),
    startupProbe: probes.startup._render(plan.servedName, timing.startup, undefined, usesTls),
    readinessProbe: probes.readiness._render(plan.servedName, undefined, undefined, usesTls),
    livenessProbe: probes.liveness._render(plan.servedName, undefined, undefined, usesTls),
    lifecycle: renderHooks(pod.lifecycle, timing.preStop),
    ...restartFields(pod.restartPodOn),
    resources: { ...claimsOfServer(plan), requests: plan.requests, limits: plan.limits },
    securityContext: containerSecurity(plan),
    terminationMessagePolicy: pod.terminationMessagePolicy,
    volumeMounts: plan.mounts.map(renderMount),
  });
}

