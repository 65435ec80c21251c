import { pathOf, Step } from '../../../src/checks/custom-resources/violation';
import { tryParseQuantity } from '../../../src/ground/quantity';

/**
 * Paths of what was applied and is not there, or is different; what the API server adds is no matter.
 *
 * A field that a version does not know yet is dropped without a word where its feature is off: this is what tells.
 */
export function lostValues(applied: unknown, stored: unknown, steps: readonly Step[] = []): string[] {
  if (Array.isArray(applied)) {
    const items = Array.isArray(stored) ? stored : [];
    return applied.flatMap((item, index) => lostValues(item, items[index], [...steps, index]));
  }
  if (typeof applied === 'object' && applied !== null) {
    if (Object.keys(applied).length === 0) return []; // an empty object may be stored as none
    const members = (stored ?? {}) as Record<string, unknown>;
    return Object.entries(applied).flatMap(([name, value]) => lostValues(value, members[name], [...steps, name]));
  }
  return isSame(applied, stored) ? [] : [`${pathOf(steps)}: ${JSON.stringify(applied)} is ${JSON.stringify(stored)}`];
}

/** Whether the values are the same, or the same amount: the API server rewrites quantities. */
function isSame(applied: unknown, stored: unknown): boolean {
  if (applied === stored) return true;
  if (stored === undefined) return applied === '' || applied === false || applied === 0 || applied === null;
  const amount = tryParseQuantity(String(applied));
  return amount !== undefined && amount === tryParseQuantity(String(stored));
}
