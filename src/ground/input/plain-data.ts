import type { Walk } from './walk';

const EXPECTED = { words: 'data that a manifest can hold: texts, finite numbers, true, false, null, lists and objects of them', unseen: false };

/** Deeper data has no meaning to Kubernetes. */
const DEEPEST = 100;

/**
 * Judges values that go into a manifest as they are. JSON has no word for many values of JavaScript, and leaves them out or writes something else:
 * NaN becomes null, a Map becomes {}. Members that are undefined have no effect.
 */
export function judgePlain(value: unknown, walk: Walk): void {
  walk.reading(() => judgeAny(value, walk, []));
}

/** @param around the lists and objects that it stands in. */
function judgeAny(value: unknown, walk: Walk, around: readonly unknown[]): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return;
  if (typeof value !== 'object') {
    return walk.wrong(value, {
      ...EXPECTED,
      fix: value === undefined ? 'give one, or remove the member with JsonPatch.remove' : 'give the value that is meant',
    });
  }
  if (around.includes(value)) return walk.wrong(value, { ...EXPECTED, fix: 'remove it here: it contains itself' });
  if (around.length > DEEPEST) return walk.wrong(value, { ...EXPECTED, fix: `give data of at most ${DEEPEST} levels` });
  if (Array.isArray(value)) return judgeItems(value, walk, [...around, value]);
  if (isLater(value)) return walk.wrong(value, { ...EXPECTED, fix: 'give the value itself: this is a Lazy or a token, and nothing resolves it here' });
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    return walk.wrong(value, { ...EXPECTED, fix: 'write it as text, number, list or object: a Date for example with toISOString()' });
  }
  if (typeof toJSON === 'function') return judgeAny(toJSON.call(value, ''), walk, [...around, value]);
  for (const [key, member] of Object.entries(value)) if (member !== undefined) judgeMember(member, key, walk, [...around, value]);
}

/** Whether cdk8s would ask for the value when it prints: a Lazy, or a token of any kind. */
function isLater(value: object): boolean {
  const { resolve, producer } = value as { readonly resolve?: unknown; readonly producer?: { readonly produce?: unknown } | null };
  return typeof resolve === 'function' || typeof producer?.produce === 'function';
}

function judgeItems(items: readonly unknown[], walk: Walk, around: readonly unknown[]): void {
  for (let index = 0; index < items.length; index++) judgeMember(items[index], index, walk, around); // a hole is nothing, too
}

function judgeMember(member: unknown, step: string | number, walk: Walk, around: readonly unknown[]): void {
  walk.enter(step);
  judgeAny(member, walk, around);
  walk.leave();
}

/** Judges an operation of a patch: its path, and its value. */
export function judgeOperation(patch: { readonly [member: string]: unknown }, walk: Walk): void {
  const operation = (patch._toJson as () => { readonly [member: string]: unknown }).call(patch);
  for (const name of ['path', 'from']) {
    if (!(name in operation) || typeof operation[name] === 'string') continue;
    walk.enter(name);
    walk.wrong(operation[name], { words: 'a text', fix: 'give the path to a member, for example "/spec/replicas"', unseen: false });
    walk.leave();
  }
  if ('value' in operation) {
    walk.enter('value');
    judgePlain(operation.value, walk);
    walk.leave();
  }
}
