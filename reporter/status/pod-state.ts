import { duration, quoted, schedulerWords } from './words';
import { ContainerView, PodView, Termination } from '../view/views';

/** Why a Pod does not serve, for programs: the reasons of the conditions. The first that some Pod has is the Model's. */
export const CAUSES = [
  'SecretMissing', 'ImagePullFailed', 'DownloadFailed', 'OutOfMemory', 'StartupTimeout', 'CrashLoop', 'ContainerConfigInvalid', 'CacheNotBound',
  'Unschedulable',
] as const;

/** One of the causes. */
export type Cause = typeof CAUSES[number];

/** What a Pod is doing. */
export interface PodState {
  readonly cause?: Cause;
  /** Whether it will not get better without somebody's help. */
  readonly failed: boolean;
  /** What it is, for people: `Unschedulable (insufficient nvidia.com/gpu)`, `downloading weights`. */
  readonly words: string;
  /** Since when, where it is worth saying, in milliseconds since 1970. */
  readonly since?: number;
}

/** The kubelet forgets crashes after as long a run, in seconds: what ran longer is not in a loop. */
const NOT_A_LOOP = 600;

/** How much later than its budget a start-up probe may end a container, in seconds, besides the grace period. */
const PROBE_SLACK = 45;

const PULL = new Set([
  'ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'RegistryUnavailable', 'ImageInspectError',
  'SignatureValidationFailed',
]);
const CONFIG = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

/** What a Pod that is neither ready nor ending is doing. `mountFailure` is what its node last said of its volumes. */
export function stateOf(pod: PodView, mountFailure?: string): PodState {
  if (pod.unscheduled && !pod.onNode) return unscheduled(pod.unscheduled, pod.name);
  if (!pod.onNode) return waiting('waiting for a node', pod.createdAt);
  for (const container of pod.containers) {
    const state = problemOf(container, pod, mountFailure);
    if (state) return state;
  }
  const download = pod.containers.find(({ role, since }) => role === 'download' && since !== undefined);
  if (download) return waiting('downloading weights', download.since);
  const server = pod.containers.find(({ role, ready, since }) => role === 'server' && !ready && since !== undefined);
  if (server && !server.started && server.startup !== undefined) return waiting('loading the model', server.since);
  if (server) return waiting('not answering its readiness probe', pod.readySince);
  return waiting('starting containers', pod.createdAt);
}

function waiting(words: string, since?: number): PodState {
  return { failed: false, words, since };
}

function caused(cause: Cause, why: string, failed = true): PodState {
  return { cause, failed, words: `${cause} (${why})` };
}

function unscheduled({ reason, message }: NonNullable<PodView['unscheduled']>, pod: string): PodState {
  if (reason === 'SchedulingGated') return waiting('held back by a scheduling gate');
  // Claims of a Pod's own have its name: the words are the same for all of them.
  const words = schedulerWords(withoutName(message, pod));
  return caused(/persistent ?volume/i.test(message) ? 'CacheNotBound' : 'Unschedulable', words, false);
}

/** A message that is the same for all Pods; a Pod may be called `node`, and that is no reason to replace the word in `nodes`. */
function withoutName(message: string, pod: string): string {
  return pod === '' ? message : message.replace(new RegExp(`(?<![-\\w.])${pod.replace(/[^\w-]/g, '\\$&')}(?!\\w)`, 'g'), '<pod>');
}

function problemOf(container: ContainerView, pod: PodView, mountFailure: string | undefined): PodState | undefined {
  if (container.ready) return undefined;
  const { waiting: state } = container;
  if (state && PULL.has(state.reason)) {
    return caused('ImagePullFailed', `${container.image}${container.pullError === undefined ? '' : `: ${container.pullError}`}`);
  }
  const ended = endOf(container);
  if (ended) return terminated(container, ended, pod);
  if (!state) return undefined;
  if (CONFIG.has(state.reason)) return misconfigured(state.message);
  return state.reason !== 'CrashLoopBackOff' && mountFailure !== undefined ? unmounted(mountFailure) : undefined;
}

/** How a container that is not done ended last. */
function endOf({ role, ended, last }: ContainerView): Termination | undefined {
  if (role !== 'download') return ended ?? last;
  if (ended?.code === 0) return undefined;
  return ended ?? (last?.code === 0 ? undefined : last);
}

function terminated(container: ContainerView, end: Termination, pod: PodView): PodState {
  const loop = end.ran < NOT_A_LOOP;
  if (end.reason === 'OOMKilled') {
    const limit = container.memoryLimit === undefined ? 'out of memory' : `at its memory limit of ${container.memoryLimit}`;
    return caused('OutOfMemory', `${container.name} was killed ${limit}, exit code ${end.code}`, loop);
  }
  if (timedOut(container, end, pod)) return caused('StartupTimeout', `${container.name} did not answer within ${duration(container.startup!.most)}`);
  if (CONFIG_ENDS.has(end.reason ?? '')) return caused('ContainerConfigInvalid', `${container.name} cannot be started${said(end)}`);
  if (end.code === 137) return caused('OutOfMemory', `${container.name} was killed, exit code 137: most likely its node ran out of memory`, loop);
  if (container.role === 'download') return caused('DownloadFailed', `${container.name} ended with exit code ${end.code}${said(end)}`);
  return caused('CrashLoop', `${container.name} ended with exit code ${end.code}${said(end)}`, loop);
}

const CONFIG_ENDS = new Set(['ContainerCannotRun', 'StartError']);

function said({ message }: Termination): string {
  return message === undefined ? '' : `: ${quoted(message)}`;
}

/** It was ended when a start-up probe has waited long enough, and not earlier or later. */
function timedOut({ startup, role, started }: ContainerView, { ran }: Termination, { grace }: PodView): boolean {
  return role !== 'download' && !started && startup !== undefined && ran >= startup.least - 1 && ran <= startup.most + grace + PROBE_SLACK;
}

function misconfigured(message: string): PodState {
  return caused(kindIn(message) === 'secret' ? 'SecretMissing' : 'ContainerConfigInvalid', message || 'no message');
}

/** What a message is about: the first kind in it that is a word of its own, and no part of a name or a path. */
function kindIn(message: string): string | undefined {
  return /(?<![-\w./])(secret|configmap)(?![-\w./])/i.exec(message)?.[1]!.toLowerCase();
}

/** The node's words without the names that differ between Pods. */
function unmounted(message: string): PodState | undefined {
  const words = message.replace(/^.*?for volume "[^"]*" ?:? ?/, '');
  const kind = kindIn(words);
  if (kind !== undefined && /not found|non-existent|couldn't find/i.test(words)) {
    return caused(kind === 'secret' ? 'SecretMissing' : 'ContainerConfigInvalid', words);
  }
  if (/persistent ?volume|multi-attach|attach/i.test(message)) return caused('CacheNotBound', words, false);
  return undefined;
}
