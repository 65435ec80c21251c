import { CAUSES, PodState } from './pod-state';
import { lasting } from './words';

/** Pods that say the same: how many, and how long the oldest takes. What costs is how many ways there are to fail, and never a number in an object. */
export interface Group {
  readonly words: string;
  readonly cause?: PodState['cause'];
  readonly count: number;
  readonly since?: number;
}

/** As many groups are told apart in one message: a status has room for so many characters. */
const MOST_GROUPS = 8;

/** States of the same words once. */
export function grouped(states: readonly PodState[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { words, cause, since } of states) {
    const { count, since: before } = groups.get(words) ?? { count: 0, since: undefined };
    const oldest = Math.min(since ?? Infinity, before ?? Infinity);
    groups.set(words, { words, cause, count: count + 1, since: oldest === Infinity ? undefined : oldest });
  }
  return [...groups.values()];
}

/** What is said of the groups: the worst first, and of those beyond the most how many Pods they are. */
export function told(groups: readonly Group[], now: number): string[] {
  const rank = ({ cause }: Group) => (cause === undefined ? CAUSES.length : CAUSES.indexOf(cause));
  const sorted = [...groups].sort((a, b) => rank(a) - rank(b) || (a.words < b.words ? -1 : 1));
  const words = sorted.slice(0, MOST_GROUPS).map(group => `${group.count} ${group.words}${group.since === undefined ? '' : lasting(group.since, now)}`);
  const rest = sorted.slice(MOST_GROUPS).reduce((total, { count }) => total + count, 0);
  return rest === 0 ? words : [...words, `${rest} more`];
}
