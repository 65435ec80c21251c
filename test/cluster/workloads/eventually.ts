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

/** Asserts, again and again until it holds: what several controllers write comes piece by piece, so that one of them is no sign of the others. */
export async function eventuallyHolds(assertion: () => Promise<void>): Promise<void> {
  let failure: unknown;
  const holds = () => assertion().then(() => true, (error: unknown) => { failure = error; return false; });
  await eventually(holds, Boolean).catch(() => { throw failure; });
}
