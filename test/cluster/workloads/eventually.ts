import { setTimeout as sleep } from 'node:timers/promises';

/** How long something may take that a control plane does by itself, in milliseconds: it takes one or two seconds on an idle machine. */
const WITHIN = 60_000;

/** How often is looked, in milliseconds. */
const POLL = 150;

/** Waits until what is looked up is as it should be, and gives it; fails with the last of it when that takes too long. */
export async function eventually<T>(look: () => Promise<T>, isAsItShould: (found: T) => boolean): Promise<T> {
  const deadline = Date.now() + WITHIN;
  for (;;) {
    const found = await look();
    if (isAsItShould(found)) return found;
    if (Date.now() > deadline) throw new Error(`not as it should be after ${WITHIN / 1_000} s: ${JSON.stringify(found)}`);
    await sleep(POLL);
  }
}
