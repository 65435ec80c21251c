import { markingOf } from './cache-fill';
import { extraContainer } from './containers';
import { podSecurity } from './pod-security';
import { orRefusal, Refusal } from './refusal';
import { planRuntime, RuntimeInput, RuntimePlan } from './runtime-plan';
import { schedulingFields } from './scheduling';
import { volumeAnnotations } from './volumes';
import { pulledFrom } from '../facts/image-registries';
import { belowOwn, CommonLabels, MANAGED } from '../ground/common-labels';
import { seconds } from '../ground/durations';
import { hashOf } from '../ground/hash';
import { compact, JsonObject } from '../ground/objects';
import { ExtraContainer } from '../values/extra-container';
import { ModelLabels } from '../values/model-labels';
import { PodVolume } from '../values/pod-volume';

/** The longest name of a Job: its Pods have it as the value of a label. */
const MAX_NAME = 63;

/** Disk for temporary files of a download. */
const SCRATCH = { name: 'scratch', emptyDir: { sizeLimit: '2Gi' } };

/** Whether a model has a cache that a Job fills, and a source that brings files for it. A model that cannot be planned has its own findings. */
export function isFilledByJob({ settings }: RuntimeInput, plan: () => RuntimePlan): boolean {
  if (settings.cache?._job === undefined) return false;
  const found = orRefusal(plan);
  return !(found instanceof Refusal) && found.fill !== undefined;
}

/** Name of the Job: with a hash of its Pods, because a Job cannot change. */
export function cacheJobName(input: RuntimeInput): string {
  const plan = planRuntime(input);
  const end = `-fill-${hashOf(podTemplate(plan)).slice(0, 8)}`;
  return `${plan.name.slice(0, MAX_NAME - end.length)}${end}`;
}

/** The `spec` of the Job that fills the cache of a model. */
export function cacheJobSpec(plan: RuntimePlan): JsonObject {
  const { backoffLimit, ttlAfterFinished } = plan.cache._job!;
  return compact({ backoffLimit, ttlSecondsAfterFinished: ttlAfterFinished && seconds(ttlAfterFinished), template: podTemplate(plan) });
}

/** The Pods of the Job: with the account, the rights and the settings of the server's, and none of its accelerators. */
function podTemplate(plan: RuntimePlan): JsonObject {
  const { settings: { pod = {} }, source: { uri } } = plan;
  const fill = plan.fill!;
  const rewrite = (image: string) => pulledFrom(image, plan.settings);
  const containers = containersOf(plan);
  const volumes = cacheJobVolumes(plan);
  const [marking, ...downloads] = containers.map(one => extraContainer(one, plan)).reverse();
  return {
    metadata: {
      labels: belowOwn({ ...pod.labels, ...fill.binding.podLabels }, labelsOf(plan)),
      annotations: { ...volumeAnnotations(volumes), ...pod.annotations, [ModelLabels.SOURCE]: uri },
    },
    spec: compact({
      ...placement(plan),
      automountServiceAccountToken: pod.automountServiceAccountToken ?? false,
      containers: [marking],
      enableServiceLinks: false,
      imagePullSecrets: [...new Set(pod.imagePullSecrets)].map(name => ({ name })),
      initContainers: downloads.reverse(),
      restartPolicy: 'Never',
      securityContext: podSecurity(plan),
      serviceAccountName: pod.serviceAccount?.name,
      volumes: [...volumes.map(volume => volume._render(rewrite)), SCRATCH],
    }),
  };
}

/** None of them is in a selector of the server's: requests never get to the Pods of the Job. */
function labelsOf({ name }: RuntimePlan): { [key: string]: string } {
  return {
    [ModelLabels.FILLS_CACHE_OF]: name,
    [CommonLabels.INSTANCE]: name,
    [CommonLabels.COMPONENT]: 'model-cache',
    ...MANAGED,
  };
}

/** Any node that the user's terms allow: one with accelerators too, where those lead there, but none is asked for. */
function placement(plan: RuntimePlan): JsonObject {
  const { tolerations, priorityClassName } = schedulingFields(plan);
  return { tolerations, priorityClassName, nodeSelector: { ...plan.settings.scheduling?.nodeSelector } };
}

/** The containers of its Pods, in their order: the last one marks what the others brought. */
function containersOf({ fill, cache }: RuntimePlan): ExtraContainer[] {
  return [...fill!.binding.initContainers ?? [], markingOf(fill!, cache._job!)];
}

/** The volumes that those mount. */
export function cacheJobVolumes(plan: RuntimePlan): PodVolume[] {
  const { name, cache, cacheSize, fill, settings } = plan;
  const used = new Set(containersOf(plan).flatMap(({ mounts = [] }) => mounts.map(({ volume }) => volume)));
  const known = [...fill!.binding.volumes ?? [], ...settings.downloads?.volumes ?? [], ...settings.pod?.volumes ?? []];
  return [cache._volume('model', cacheSize!, `${name}-cache`), ...new Set(known)].filter(volume => used.has(volume.name));
}
