import { setTimeout as sleep } from 'node:timers/promises';
import { End, RunningPod } from './pod';

/** How requests come while a Pod ends. */
export interface Traffic {
  /** Time between two of them, in milliseconds. */
  readonly every: number;
  /** Time from the deletion until the last endpoint in the cluster is gone, and no new request comes, in seconds. */
  readonly endpointsLeaveAfter: number;
  /** Sends one request and waits for its answer; throws when it is not a good one. */
  ask(number: number): Promise<void>;
}

/** What became of the requests. */
export interface Drained extends End {
  readonly sent: number;
  /** Those that began before the deletion, and were not answered by then. */
  readonly runningAtDeletion: number;
  readonly runningAtSigterm: number;
  /** What those say that got no good answer. */
  readonly lost: readonly string[];
}

/** How long requests come before the Pod is deleted, in milliseconds. */
const BEFORE = 1_500;

/** Deletes a Pod under traffic, as it happens in a rollout: requests come until every endpoint has left. */
export async function deleteUnder(traffic: Traffic, pod: RunningPod): Promise<Drained> {
  const lost: string[] = [];
  const running = new Set<Promise<void>>();
  const begun = Date.now();
  let sent = 0;
  const send = () => {
    const number = sent++;
    const at = Date.now();
    const answer = traffic.ask(number).catch((error: Error) => { lost.push(`request ${number}, ${(at - begun) / 1_000} s after the first, failed after ${(Date.now() - at) / 1_000} s: ${reasonOf(error)}`); });
    running.add(answer);
    void answer.finally(() => running.delete(answer));
  };
  send();
  let until = Infinity;
  // On a busy machine timers are late: one that is due is not sent after the endpoints have left.
  const timer = setInterval(() => { if (Date.now() < until) send(); }, traffic.every);
  await sleep(BEFORE);
  while (running.size === 0) await sleep(10); // the next one comes soon: a Pod is to be deleted while it works
  const runningAtDeletion = running.size;
  until = Date.now() + traffic.endpointsLeaveAfter * 1_000;
  let runningAtSigterm = 0;
  const end = await pod.delete(() => { runningAtSigterm = running.size; });
  clearInterval(timer);
  await Promise.all(running);
  return { ...end, sent, runningAtDeletion, runningAtSigterm, lost };
}

function reasonOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
