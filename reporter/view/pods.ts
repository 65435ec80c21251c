import { short } from './short';
import { ContainerView, PodView, Termination } from './views';
import { at, list, number, Raw, record, text, time } from '../kube/raw';

/** What the scheduler says is kept up to this length: it names every kind of taint, and the accelerators may come last. */
const SCHEDULER_MESSAGE = 1_500;

/** As much of a message is searched for why an image could not be pulled: that stands at its end, behind the image. */
const PULL_MESSAGE = 20_000;

/** As many init containers and as many others are looked at: a Pod has room for thousands, and no model needs them. */
const CONTAINERS = 10;

/** Longest image that the CRD takes, in characters; of a longer one it is kept that it is too long. */
const IMAGE = 4_096;

/** What is kept of a Pod; `before` is what was kept of it until now. One that ends or has ended counts nowhere: nothing is kept of it. */
export function projectPod(object: Raw, before?: PodView): PodView | undefined {
  const { metadata, spec, status } = object;
  const conditions = list(record(status).conditions).map(record);
  const ready = conditions.find(({ type }) => type === 'Ready');
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  if (record(metadata).deletionTimestamp !== undefined || ['Failed', 'Succeeded'].includes(text(record(status).phase) ?? '')) return undefined;
  return {
    name: text(record(metadata).name) ?? '',
    createdAt: time(record(metadata).creationTimestamp) ?? 0,
    ready: ready?.status === 'True',
    readySince: time(ready?.lastTransitionTime),
    onNode: text(record(spec).nodeName) !== undefined,
    unscheduled: scheduled?.status === 'False' ? { reason: short(scheduled.reason), message: short(scheduled.message, SCHEDULER_MESSAGE) } : undefined,
    grace: number(record(spec).terminationGracePeriodSeconds) ?? 30,
    containers: containersOf(record(spec), record(status), before),
  };
}

function containersOf(spec: Raw, status: Raw, before: PodView | undefined): ContainerView[] {
  const known = new Map((before?.containers ?? []).map(container => [container.name, container]));
  const of = (specs: unknown, statuses: unknown, isInit: boolean) => {
    const states = new Map(list(statuses).map(record).map(state => [state.name, state]));
    return list(specs).slice(0, CONTAINERS).map(record).map(container => {
      const name = text(container.name) ?? '';
      return projectContainer(container, states.get(name) ?? {}, isInit, known.get(name));
    });
  };
  return [...of(spec.initContainers, status.initContainerStatuses, true), ...of(spec.containers, status.containerStatuses, false)];
}

function projectContainer(spec: Raw, status: Raw, isInit: boolean, before: ContainerView | undefined): ContainerView {
  const waiting = at(status, 'state', 'waiting');
  const since = at(status, 'state', 'running', 'startedAt');
  const sidecar = isInit && spec.restartPolicy === 'Always';
  return {
    name: short(spec.name),
    role: sidecar ? 'sidecar' : isInit ? 'download' : 'server',
    image: waiting === undefined ? '' : short(spec.image),
    running: since === undefined ? undefined : imageOf(status)?.slice(0, IMAGE + 1),
    ready: status.ready === true,
    started: status.started === true,
    waiting: waiting === undefined ? undefined : { reason: short(at(waiting, 'reason')), message: short(at(waiting, 'message')) },
    since: time(since),
    ended: terminationOf(at(status, 'state', 'terminated')),
    last: terminationOf(at(status, 'lastState', 'terminated')),
    pullError: waiting === undefined ? undefined : pullErrorIn(text(at(waiting, 'message')) ?? '') ?? before?.pullError,
    startup: startupOf(spec.startupProbe),
    memoryLimit: short(at(spec, 'resources', 'limits', 'memory')) || undefined,
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
  const end = message.slice(-PULL_MESSAGE);
  return PULL_ERRORS.find(([pattern]) => pattern.test(end))?.[1];
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
  return { code, reason: short(reason) || undefined, message: short(message) || undefined, ran };
}

function startupOf(value: unknown): ContainerView['startup'] {
  if (value === undefined) return undefined;
  const probe = record(value);
  const period = number(probe.periodSeconds) ?? 10;
  const most = (number(probe.initialDelaySeconds) ?? 0) + period * (number(probe.failureThreshold) ?? 3);
  return { least: most - period, most };
}
