import { Group, grouped, told } from './groups';
import { Cause, CAUSES, PodState, stateOf } from './pod-state';
import { Situation } from './situation';
import { nextStep } from './words';
import { MOST } from '../kube/raw';
import { PodView } from '../view/views';

/** What the Pods of a Model are doing, taken together. */
export interface Summary {
  /** Pods that are wanted, and that are ready. */
  readonly desired: number;
  readonly ready: number;
  /** Pods of the newest template. */
  readonly updated: number;
  /** Whether a request would be answered. */
  readonly available: boolean;
  /** Whether a new template is being rolled out. */
  readonly rolling: boolean;
  /** Whether there are fewer Pods than wanted because more are wanted than before. */
  readonly scaling: boolean;
  readonly paused: boolean;
  /** What the Model says and its Deployment does not yet. */
  readonly waitingFor?: string;
  readonly deadlineExceeded: boolean;
  /** The worst of what keeps Pods from serving. */
  readonly cause?: Cause | 'PodsRefused' | 'RuntimeFailed';
  /** Whether something will not get better without somebody's help. */
  readonly failing: boolean;
  /** Whether nothing is left to wait for. */
  readonly hopeless: boolean;
  /** `0/2 Pods ready: 1 Unschedulable (insufficient nvidia.com/gpu), 1 downloading weights for 4m`. */
  readonly message: string;
  readonly endpoint?: string;
  readonly image?: string;
  readonly recheckAt?: number;
}

/** What is seen of the Pods, before it is put together with their Deployment. */
interface Census {
  readonly ready: number;
  readonly states: readonly PodState[];
}

/** Takes everything together. */
export function summarize(situation: Situation, now: number): Summary {
  return situation.workloads.length === 0 ? ofInfers(situation) : ofWorkloads(situation, now);
}

function ofWorkloads(situation: Situation, now: number): Summary {
  const { model, workloads, pods } = situation;
  const desired = sum(workloads.map(workload => workload.desired));
  const updated = sum(workloads.map(workload => workload.updated));
  const { ready, states } = census(situation);
  const refused = workloads.find(workload => workload.refused !== undefined)?.refused;
  const deadlineExceeded = workloads.some(({ observed, progress }) => observed && progress === 'ProgressDeadlineExceeded');
  const waitingFor = outdated(situation);
  const rolling = !deadlineExceeded && (waitingFor !== undefined || workloads.some(isRolling));
  const cause = causeOf(states) ?? (refused !== undefined && ready + states.length < desired ? 'PodsRefused' : undefined);
  const failing = states.some(({ failed }) => failed) || cause === 'PodsRefused';
  const hopeless = desired > 0 && (deadlineExceeded || failing && states.every(({ failed }) => failed));
  const groups = [...grouped(states), ...missing(desired - ready - states.length, cause === 'PodsRefused' ? refused : undefined)];
  return {
    desired,
    ready,
    updated,
    deadlineExceeded,
    rolling,
    waitingFor,
    cause,
    failing,
    hopeless,
    available: ready > 0 && isReachable(situation),
    scaling: !rolling && ready < desired && isScaling(situation, desired),
    paused: workloads.some(({ paused }) => paused) && updated < desired,
    message: messageOf(ready, desired, told(groups, now), model.name),
    endpoint: endpointOf(situation),
    image: imageOf(pods),
    recheckAt: recheckOf(groups, now),
  };
}

/** As many ModelInfers are named in one message. */
const MOST_INFERS = 4;

/** A ModelInfer says itself how far it is. */
function ofInfers(situation: Situation): Summary {
  const { infers } = situation;
  const desired = sum(infers.map(({ replicas }) => replicas));
  const ready = sum(infers.map(({ readyReplicas }) => readyReplicas));
  const available = infers.some(({ phase, readyReplicas }) => phase === 'Running' && readyReplicas > 0) && isReachable(situation);
  const failed = infers.every(({ phase }) => phase === 'Failed');
  const names = infers.map(({ name, phase }) => `ModelInfer ${name} is ${phase ?? 'without a phase'}`).sort();
  const words = [...names.slice(0, MOST_INFERS), ...names.length > MOST_INFERS ? [`${names.length - MOST_INFERS} more`] : []].join(', ');
  return {
    desired,
    ready,
    updated: ready,
    available,
    scaling: false,
    paused: false,
    deadlineExceeded: false,
    rolling: !failed && ready < desired,
    cause: failed ? 'RuntimeFailed' : undefined,
    failing: failed,
    hopeless: failed,
    message: `${ready}/${desired} Pods ready: ${words}`,
    endpoint: endpointOf(situation),
    image: imageOf(situation.pods),
  };
}

function census({ pods, mountFailures }: Situation): Census {
  const waiting = pods.filter(({ ready }) => !ready);
  return { ready: pods.length - waiting.length, states: waiting.map(pod => stateOf(pod, mountFailures.get(pod.name))) };
}

function causeOf(states: readonly PodState[]): Cause | undefined {
  return CAUSES.find(cause => states.some(state => state.cause === cause));
}

/** Reasons of a Deployment's condition Progressing while it rolls out; `kubectl rollout status` looks at the counts besides. */
const UNDER_WAY = new Set(['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']);

function isRolling({ observed, updated, desired, replicas, progress }: Situation['workloads'][number]): boolean {
  return !observed || updated < desired || replicas > updated || (desired > 0 && UNDER_WAY.has(progress ?? ''));
}

function isScaling({ model: { status } }: Situation, desired: number): boolean {
  const before = status.conditions.find(({ type }) => type === 'Progressing');
  return (status.replicas !== undefined && status.replicas < desired) || (before?.status === 'True' && before.reason === 'ScalingUp');
}

/** The Model was applied and its Deployment was not, or not yet. */
function outdated({ model, workloads }: Situation): string | undefined {
  if (model.version === undefined) return undefined;
  const others = workloads.flatMap(({ version }) => (version === undefined || version === model.version ? [] : [version]));
  if (others.length < workloads.length || others.length === 0) return undefined;
  return `the Model has version ${model.version}, and its Deployment version ${others[0]}`;
}

/** Pods that are wanted and not there, however many. */
function missing(count: number, refused: string | undefined): Group[] {
  return count <= 0 ? [] : [{ words: refused === undefined ? 'not created yet' : `PodsRefused (${refused})`, count }];
}

/** When one of the groups would be told otherwise. Each is told by its oldest Pod: that of the others changes nothing. */
function recheckOf(groups: readonly Group[], now: number): number | undefined {
  const next = groups.flatMap(({ since }) => (since === undefined ? [] : nextStep(since, now) ?? []));
  return next.length === 0 ? undefined : next.reduce((first, one) => Math.min(first, one));
}

function messageOf(ready: number, desired: number, groups: readonly string[], name: string): string {
  if (desired === 0 && groups.length === 0) return `the Deployment of ${name} is scaled to 0`;
  return `${ready}/${desired} Pods ready${groups.length === 0 ? '' : `: ${groups.join(', ')}`}`;
}

/** The Service of the Model's own name; another one, such as that for gRPC, only where there is no such. */
function serviceOf({ model, services }: Situation): Situation['services'][number] | undefined {
  const sorted = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.find(({ name }) => name === model.name) ?? sorted[0];
}

function endpointOf(situation: Situation): string | undefined {
  const service = serviceOf(situation);
  if (service === undefined) return undefined;
  return `${service.scheme}://${service.name}.${situation.model.namespace}.svc${service.port === undefined ? '' : `:${service.port}`}`;
}

/** Without a Service nobody is asked through one. */
function isReachable(situation: Situation): boolean {
  const service = serviceOf(situation);
  return service === undefined || situation.slices.some(slice => slice.service === service.name && slice.ready > 0);
}

/** The image of most of the servers that run, ready ones first; of two equally frequent ones the newer Pod's. */
function imageOf(pods: readonly PodView[]): string | undefined {
  const running = pods.flatMap(pod => {
    const servers = pod.containers.filter(({ role }) => role === 'server');
    const image = (servers.find(({ name }) => name === 'server') ?? servers[0])?.running;
    return image === undefined ? [] : [{ image, pod }];
  });
  const ready = running.filter(({ pod }) => pod.ready);
  const counted = new Map<string, { count: number; newest: number }>();
  for (const { image, pod } of ready.length > 0 ? ready : running) {
    const { count, newest } = counted.get(image) ?? { count: 0, newest: 0 };
    counted.set(image, { count: count + 1, newest: Math.max(newest, pod.createdAt) });
  }
  return [...counted].sort(([a, x], [b, y]) => y.count - x.count || y.newest - x.newest || (a < b ? -1 : 1))[0]?.[0];
}

/** Of several Deployments; the CRD has no larger number than Kubernetes. */
function sum(numbers: readonly number[]): number {
  return Math.min(MOST, numbers.reduce((total, one) => total + one, 0));
}
