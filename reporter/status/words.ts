/** Ages, in seconds, at which what is said of something that takes time is said anew: each twice the one before, so that few writes say it. */
const STEPS = [60, 120, 240, 480, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 115_200, 230_400];

/** How long something takes already, in steps: `for 4m`; empty below a minute. */
export function lasting(since: number, now: number): string {
  const step = STEPS.filter(seconds => now - since >= seconds * 1_000).at(-1);
  return step === undefined ? '' : ` for ${duration(step)}`;
}

/** When `lasting` says something else next; undefined when it never does. */
export function nextStep(since: number, now: number): number | undefined {
  const step = STEPS.find(seconds => now - since < seconds * 1_000);
  return step === undefined ? undefined : since + step * 1_000;
}

/** A number of seconds for people: `45s`, `4m`, `2h`, `1h30m`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}

/**
 * The scheduler's words without its numbers of nodes: these change whenever a node comes or goes, and the reason does not.
 * `0/3 nodes are available: 1 Insufficient nvidia.com/gpu, 2 node(s) had untolerated taint {a: }. preemption: …` becomes
 * `insufficient nvidia.com/gpu, node(s) had untolerated taint {a: }`.
 */
export function schedulerWords(message: string): string {
  const [, reasons = message] = /^\d+\/\d+ nodes are available: ([^]*)$/.exec(message) ?? [];
  const own = reasons.replace(/\.?\s*(preemption:|no new claims to deallocate)[^]*$/, '').replace(/\.( not found)?\s*$/, '');
  const parts = own.split(/, (?=\d+ )/).map(part => part.replace(/^\d+ /, '').trim().replace(/^Insufficient/, 'insufficient'));
  return [...new Set(parts)].filter(part => part !== '').sort().join(', ') || 'the scheduler gave no reason';
}

/** A text in quotes, cut to the length of a message. */
export function quoted(message: string): string {
  return `"${message.length > 160 ? `${message.slice(0, 159)}…` : message}"`;
}
