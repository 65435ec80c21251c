/**
 * A time limit in a test is meant for one machine, and machines differ, also from minute to minute: a yardstick is measured beside what is measured.
 * Where it takes twice as long as on the machine that is meant, two milliseconds count as one.
 */
const YARDSTICK = {
  value: Array.from({ length: 300 }, (_, index) => ({ name: `layer.${index}`, sizes: [index, 2 * index], quantized: index % 2 === 0 })),
  milliseconds: 0.11,
};

/**
 * The least time of several runs, in milliseconds. Clock and processor time both count too much, the one what other processes do, the other what
 * other threads do.
 */
function leastTime(runs: number, what: () => void): number {
  return Math.min(...Array.from({ length: runs }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    what();
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - began, (user + system) / 1_000);
  }));
}

/** The least time that something takes, of several runs, in milliseconds of the machine that the limits of tests are meant for. */
export function timeOf(runs: number, what: () => void): number {
  const yardstick = () => leastTime(5, () => { JSON.parse(JSON.stringify(YARDSTICK.value)); });
  const before = yardstick();
  const time = leastTime(runs, what);
  return time / Math.max(1, Math.max(before, yardstick()) / YARDSTICK.milliseconds);
}

/** The time that something takes, where it is over a limit in each of several runs; undefined where one run was within it. */
export function timeOver(limit: number, what: () => void): number | undefined {
  if (leastTime(1, what) <= limit) return undefined;
  const time = timeOf(3, what);
  return time > limit ? time : undefined;
}
