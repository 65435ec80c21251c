/**
 * What is kept of an object: what a status is made of, and nothing else. A Pod of 8 KiB becomes one of a few hundred bytes.
 */
import { at, list, number, Raw, record, text, time } from '../kube/raw';

/** The label that ties objects to their Model. */
export const MODEL_LABEL = 'registry.matrixinfer.ai/model';

const VERSION_ANNOTATION = 'registry.matrixinfer.ai/model-version';

/** Messages are kept up to this length. */
const MESSAGE = 300;

/** What the scheduler says is kept up to this length: it names every kind of taint, and the accelerators may come last. */
const SCHEDULER_MESSAGE = 1_500;

/** What a Model is, and the status that it has. */
export interface ModelView {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly version?: string;
  readonly status: StoredStatus;
}

/** A status as it is stored: whoever wrote it, and whatever they wrote. */
export interface StoredStatus {
  readonly phase?: string;
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly endpoint?: string;
  readonly image?: string;
  readonly conditions: readonly StoredCondition[];
}

/** One condition as it is stored. */
export interface StoredCondition {
  readonly type: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

/** How far a Deployment is. */
export interface WorkloadView {
  readonly name: string;
  /** Pods that it wants. */
  readonly desired: number;
  /** Pods that it has, of all templates, and of the newest. */
  readonly replicas: number;
  readonly updated: number;
  /** Whether its controller has seen its newest generation. */
  readonly observed: boolean;
  /** Reason of its condition Progressing. */
  readonly progress?: string;
  /** Why its Pods are refused, when they are. */
  readonly refused?: string;
  readonly paused: boolean;
  /** Version of the model in its template. */
  readonly version?: string;
}

/** How one container ended. */
export interface Termination {
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
  /** How long it ran, in seconds. */
  readonly ran: number;
}

/** One container of a Pod. */
export interface ContainerView {
  readonly name: string;
  /** Downloads are init containers that end; a sidecar is one that does not. */
  readonly role: 'download' | 'sidecar' | 'server';
  readonly image: string;
  /** The image that runs, with its digest where the node says it. */
  readonly running?: string;
  readonly ready: boolean;
  readonly started: boolean;
  readonly waiting?: { readonly reason: string; readonly message: string };
  readonly since?: number;
  readonly ended?: Termination;
  readonly last?: Termination;
  /** Why its image could not be pulled, when it was said last. */
  readonly pullError?: string;
  /** How long it may take to start: the least and the most after which its start-up probe ends it, in seconds. */
  readonly startup?: { readonly least: number; readonly most: number };
  readonly memoryLimit?: string;
}

/** One Pod. */
export interface PodView {
  readonly name: string;
  readonly createdAt: number;
  readonly gone: boolean;
  readonly ready: boolean;
  readonly readySince?: number;
  readonly onNode: boolean;
  readonly unscheduled?: { readonly reason: string; readonly message: string };
  readonly grace: number;
  readonly containers: readonly ContainerView[];
}

/** Where the Pods of a Model are reached. */
export interface ServiceView { readonly name: string; readonly port?: number; readonly scheme: string }

/** Which Service's Pods answer, and how many. */
export interface SliceView { readonly service: string; readonly ready: number }

/** A ModelInfer that serves a Model. */
export interface InferView { readonly name: string; readonly phase?: string; readonly replicas: number; readonly readyReplicas: number }

/** What a node says of a volume that it cannot mount. */
export interface MountFailureView { readonly pod: string; readonly message: string; readonly at: number }

/** `namespace/name` of an object. */
export function keyOf(object: Raw): string {
  return `${namespaceOf(object)}/${text(at(object, 'metadata', 'name')) ?? ''}`;
}

/** `namespace/name` of the Model that an object is labelled with; undefined without the label. */
export function modelKeyOf(object: Raw): string | undefined {
  const name = text(at(object, 'metadata', 'labels', MODEL_LABEL));
  return name === undefined ? undefined : `${namespaceOf(object)}/${name}`;
}

/** The namespace of an object. */
export function namespaceOf(object: Raw): string {
  return text(at(object, 'metadata', 'namespace')) ?? '';
}

/** What is kept of a Model. */
export function projectModel(object: Raw): ModelView {
  const metadata = record(object.metadata);
  return {
    namespace: namespaceOf(object),
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    resourceVersion: text(metadata.resourceVersion) ?? '',
    generation: number(metadata.generation) ?? 0,
    deleting: metadata.deletionTimestamp !== undefined,
    version: text(at(object, 'spec', 'modelSpec', 'version')),
    status: projectStatus(object.status),
  };
}

/** What is kept of a status; what is malformed in it is not there. */
export function projectStatus(value: unknown): StoredStatus {
  const status = record(value);
  return {
    phase: text(status.phase),
    observedGeneration: number(status.observedGeneration),
    replicas: number(status.replicas),
    readyReplicas: number(status.readyReplicas),
    endpoint: text(status.endpoint),
    image: text(status.image),
    conditions: list(status.conditions).map(record).flatMap(condition => {
      const type = text(condition.type);
      return type === undefined ? [] : [{
        type,
        status: text(condition.status),
        reason: text(condition.reason),
        message: text(condition.message),
        lastTransitionTime: text(condition.lastTransitionTime),
        observedGeneration: number(condition.observedGeneration),
      }];
    }),
  };
}

/** What is kept of a Deployment. */
export function projectDeployment(object: Raw): WorkloadView {
  const { metadata, spec, status } = object;
  const conditions = list(record(status).conditions).map(record);
  const refused = conditions.find(({ type, status: holds }) => type === 'ReplicaFailure' && holds === 'True');
  return {
    name: text(record(metadata).name) ?? '',
    desired: number(record(spec).replicas) ?? 1,
    replicas: number(record(status).replicas) ?? 0,
    updated: number(record(status).updatedReplicas) ?? 0,
    observed: (number(record(status).observedGeneration) ?? 0) >= (number(record(metadata).generation) ?? 0),
    progress: text(conditions.find(({ type }) => type === 'Progressing')?.reason),
    refused: refused && short(refused.message),
    paused: record(spec).paused === true,
    version: text(at(spec, 'template', 'metadata', 'annotations', VERSION_ANNOTATION)),
  };
}

/** What is kept of a Pod; `before` is what was kept of it until now. */
export function projectPod(object: Raw, before?: PodView): PodView {
  const { metadata, spec, status } = object;
  const conditions = list(record(status).conditions).map(record);
  const ready = conditions.find(({ type }) => type === 'Ready');
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  const phase = text(record(status).phase);
  return {
    name: text(record(metadata).name) ?? '',
    createdAt: time(record(metadata).creationTimestamp) ?? 0,
    gone: record(metadata).deletionTimestamp !== undefined || phase === 'Failed' || phase === 'Succeeded',
    ready: ready?.status === 'True',
    readySince: time(ready?.lastTransitionTime),
    onNode: text(record(spec).nodeName) !== undefined,
    unscheduled: scheduled?.status === 'False' ? { reason: text(scheduled.reason) ?? '', message: short(scheduled.message, SCHEDULER_MESSAGE) } : undefined,
    grace: number(record(spec).terminationGracePeriodSeconds) ?? 30,
    containers: containersOf(record(spec), record(status), before),
  };
}

function containersOf(spec: Raw, status: Raw, before: PodView | undefined): ContainerView[] {
  const of = (specs: unknown, statuses: unknown, isInit: boolean) => list(specs).map(record).map(container => {
    const name = text(container.name) ?? '';
    const state = record(list(statuses).map(record).find(one => one.name === name));
    return projectContainer(container, state, isInit, before?.containers.find(one => one.name === name));
  });
  return [...of(spec.initContainers, status.initContainerStatuses, true), ...of(spec.containers, status.containerStatuses, false)];
}

function projectContainer(spec: Raw, status: Raw, isInit: boolean, before: ContainerView | undefined): ContainerView {
  const waiting = at(status, 'state', 'waiting');
  const since = at(status, 'state', 'running', 'startedAt');
  const message = short(at(waiting, 'message'));
  const sidecar = isInit && spec.restartPolicy === 'Always';
  return {
    name: text(spec.name) ?? '',
    role: sidecar ? 'sidecar' : isInit ? 'download' : 'server',
    image: text(spec.image) ?? '',
    running: since === undefined ? undefined : imageOf(status),
    ready: status.ready === true,
    started: status.started === true,
    waiting: waiting === undefined ? undefined : { reason: text(at(waiting, 'reason')) ?? '', message },
    since: time(since),
    ended: terminationOf(at(status, 'state', 'terminated')),
    last: terminationOf(at(status, 'lastState', 'terminated')),
    pullError: waiting === undefined ? undefined : pullErrorIn(text(at(waiting, 'message')) ?? '') ?? before?.pullError,
    startup: startupOf(spec.startupProbe),
    memoryLimit: text(at(spec, 'resources', 'limits', 'memory')),
  };
}

/** The kubelet says why in one message, and in the next only that it waits: the first is worth keeping. */
const PULL_ERRORS: readonly [RegExp, string][] = [
  [/manifest unknown|not found|does not exist|name unknown/i, 'not found'],
  [/unauthorized|denied|forbidden|authentication|credentials/i, 'no permission'],
  [/toomanyrequests|too many requests|rate limit/i, 'too many pulls'],
  [/no space left/i, 'no space on the node'],
  [/no such host|timeout|timed out|connection refused|unreachable|x509|tls|certificate|dial tcp/i, 'registry not reached'],
  [/invalid reference|couldn't parse image/i, 'invalid reference'],
];

function pullErrorIn(message: string): string | undefined {
  return PULL_ERRORS.find(([pattern]) => pattern.test(message))?.[1];
}

function imageOf(status: Raw): string | undefined {
  const id = text(status.imageID)?.replace(/^[a-z-]+:\/\//, '');
  return id?.includes('@') ? id : text(status.image);
}

function terminationOf(value: unknown): Termination | undefined {
  const { exitCode, reason, message, startedAt, finishedAt } = record(value);
  const code = number(exitCode);
  if (code === undefined) return undefined;
  const [from, to] = [time(startedAt), time(finishedAt)];
  const ran = from === undefined || to === undefined ? 0 : Math.max(0, (to - from) / 1_000);
  return { code, reason: text(reason), message: short(message) || undefined, ran };
}

function startupOf(value: unknown): ContainerView['startup'] {
  if (value === undefined) return undefined;
  const probe = record(value);
  const period = number(probe.periodSeconds) ?? 10;
  const most = (number(probe.initialDelaySeconds) ?? 0) + period * (number(probe.failureThreshold) ?? 3);
  return { least: most - period, most };
}

/** What is kept of a Service. */
export function projectService(object: Raw): ServiceView {
  const ports = list(at(object, 'spec', 'ports')).map(record);
  const port = ports.find(({ name }) => name === 'http') ?? ports[0] ?? {};
  const protocol = text(port.appProtocol) ?? text(port.name) ?? '';
  return { name: text(at(object, 'metadata', 'name')) ?? '', port: number(port.port), scheme: /^(https|tls)/i.test(protocol) ? 'https' : 'http' };
}

/** What is kept of an EndpointSlice. */
export function projectSlice(object: Raw): SliceView {
  const endpoints = list(object.endpoints).map(endpoint => record(record(endpoint).conditions));
  return {
    service: text(at(object, 'metadata', 'labels', 'kubernetes.io/service-name')) ?? '',
    ready: endpoints.filter(({ ready, terminating }) => ready !== false && terminating !== true).length,
  };
}

/** What is kept of a ModelInfer. */
export function projectInfer(object: Raw): InferView {
  return {
    name: text(at(object, 'metadata', 'name')) ?? '',
    phase: text(at(object, 'status', 'phase')),
    replicas: number(at(object, 'status', 'replicas')) ?? number(at(object, 'spec', 'replicas')) ?? 1,
    readyReplicas: number(at(object, 'status', 'readyReplicas')) ?? 0,
  };
}

/** `namespace/name` of the Model that a ModelInfer serves. */
export function modelKeyOfInfer(object: Raw): string | undefined {
  const ref = record(at(object, 'spec', 'modelRef'));
  const name = text(ref.name);
  return name === undefined ? undefined : `${text(ref.namespace) ?? namespaceOf(object)}/${name}`;
}

/** What is kept of an Event; undefined for one that is about nothing that matters. */
export function projectMountFailure(object: Raw): MountFailureView | undefined {
  const { kind, name } = record(object.involvedObject);
  if (kind !== 'Pod' || !['FailedMount', 'FailedAttachVolume'].includes(text(object.reason) ?? '')) return undefined;
  return { pod: text(name) ?? '', message: short(object.message), at: time(object.lastTimestamp) ?? 0 };
}

function short(value: unknown, most = MESSAGE): string {
  const words = (text(value) ?? '').replace(/\s+/g, ' ').trim();
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
