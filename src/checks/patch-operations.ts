import { JsonPatch } from 'cdk8s';
import { same } from './facts';
import { show } from '../ground/errors';
import { isObject } from '../ground/fields';
import { at, Json } from '../ground/objects';

/*
 * cdk8s applies patches without judging them: an operation that does not fit the object is dropped, or lands somewhere near. Here each operation is
 * judged as RFC 6902 has it, on the document that the operations before it made.
 */

/** The document after its patches, and the problems of those. */
export interface Patched {
  /** The document as the patches made it; where one does not apply, as those before it did. */
  readonly document: Json;
  /** The first operation that does not apply, and why. */
  readonly failure?: string;
  /** What to do about it, where it is not the path that is wrong. */
  readonly fix?: string;
  /** Operations that leave everything as it was. */
  readonly idle: readonly string[];
}

const TAKES_VALUE: readonly Json[] = ['add', 'replace', 'test'];
const TAKES_FROM: readonly Json[] = ['move', 'copy'];
const OPS = [...TAKES_VALUE, 'remove', ...TAKES_FROM];

const difference = same({ readBy: '', fix: '' });

/** Applies patches to a copy of a document, up to the first that does not apply. */
export function applyPatches(document: Json, patches: readonly JsonPatch[]): Patched {
  const idle: string[] = [];
  let current = document;
  for (const [index, patch] of patches.entries()) {
    const operation = (patch as unknown as { _toJson(): Json })._toJson();
    const name = nameOf(operation, patches.length > 1 ? `${index + 1} of ${patches.length}, ` : '');
    const why = problemOf(current, operation);
    if (why !== undefined) return { document: current, failure: `${name}: ${why}`, idle };
    const wrong = valueProblemOf(current, operation);
    if (wrong !== undefined) return { document: current, failure: `${name}: ${wrong.why}`, fix: wrong.fix, idle };
    const next = JsonPatch.apply(structuredClone(current), patch) as Json;
    if (at(operation, 'op') !== 'test' && difference(current, next).length === 0) idle.push(name);
    current = next;
  }
  return { document: current, idle };
}

function nameOf(operation: Json, place: string): string {
  const [op, path] = [at(operation, 'op'), at(operation, 'path')];
  return `${place}${OPS.includes(op) ? String(op) : 'an operation'} ${show(path)}`;
}

/** What is wrong with the value of an operation that has a place. */
function valueProblemOf(document: Json, operation: Json): { readonly why: string; readonly fix: string } | undefined {
  const [op, value] = [at(operation, 'op'), at(operation, 'value')];
  const unprintable = TAKES_VALUE.includes(op) ? unprintableIn(value, 'its value') : undefined;
  if (unprintable !== undefined) {
    return {
      why: `${unprintable}; allowed is a value that JSON can hold`,
      fix: 'look at the value: give texts, finite numbers, true, false, lists and objects of them',
    };
  }
  const why = op === 'test' ? testProblem(document, operation as object) : undefined;
  return why === undefined ? undefined : { why, fix: 'look at the value: give the one that is there, or remove the test' };
}

/** Why an operation has no place in a document; undefined when it has. */
function problemOf(document: Json, operation: Json): string | undefined {
  if (!isObject(operation)) return `it is ${show(operation)}, allowed is an object with op and path`;
  const { op, path, from } = operation;
  if (!OPS.includes(op)) return `its op is ${show(op)}, allowed is ${OPS.join(', ')}`;
  const source = TAKES_FROM.includes(op) ? pointerProblem('from', from) ?? missingAt(document, String(from)) : undefined;
  const wrong = source ?? pointerProblem('path', path);
  if (wrong !== undefined) return wrong;
  if (op === 'remove' || op === 'replace' || op === 'test') return missingAt(document, String(path));
  if (op !== 'move') return closedAt(document, String(path));
  if (String(path).startsWith(`${String(from)}/`)) return `it moves ${show(from)} into itself`;
  return closedAt(JsonPatch.apply(structuredClone(document), JsonPatch.remove(String(from))) as Json, String(path));
}

/** The mistake in the spelling of a pointer. */
function pointerProblem(member: string, pointer: Json): string | undefined {
  if (typeof pointer !== 'string') return `its ${member} is ${show(pointer)}, allowed is a text that begins with "/"`;
  if (pointer === '') return undefined;
  if (!pointer.startsWith('/')) return `its ${member} does not begin with "/"`;
  if (/~(?![01])/.test(pointer)) return `its ${member} has a "~" without 0 or 1 behind it; in a name, "~" is written as "~0" and "/" as "~1"`;
  return pointer.slice(1).split('/').includes('') ? `its ${member} has an empty part, and no member of a Kubernetes object has an empty name` : undefined;
}

function partsOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** Why nothing is at a pointer. */
function missingAt(document: Json, pointer: string): string | undefined {
  let value = document;
  for (const [index, part] of partsOf(pointer).entries()) {
    const inner = memberOf(value, part);
    if (inner === undefined) return absent(value, part, pointer.split('/').slice(0, index + 1).join('/'));
    value = inner;
  }
  return undefined;
}

/** Why nothing can be added at a pointer. */
function closedAt(document: Json, pointer: string): string | undefined {
  if (pointer === '') return undefined;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const lost = missingAt(document, parent);
  if (lost !== undefined) return lost;
  const value = partsOf(parent).reduce<Json>((inner, part) => memberOf(inner, part), document);
  const part = partsOf(pointer).at(-1)!;
  if (!Array.isArray(value)) return isObject(value) ? undefined : absent(value, part, parent);
  return part === '-' || (isIndex(part) && Number(part) <= value.length) ? undefined : absent(value, part, parent);
}

function memberOf(value: Json, part: string): Json {
  if (Array.isArray(value)) return isIndex(part) ? value[Number(part)] : undefined;
  return isObject(value) && Object.hasOwn(value, part) ? value[part] ?? undefined : undefined;
}

function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

function absent(value: Json, part: string, parent: string): string {
  const where = parent === '' ? 'the whole' : parent;
  if (Array.isArray(value)) {
    const count = value.length === 1 ? '1 item' : `${value.length} items`;
    return `${where} is a list of ${count}, counted from 0, and has none at ${show(part)}; an item is replaced where there is one, and added at the `
      + 'end with "-"';
  }
  if (!isObject(value)) return `${where} is neither an object nor a list, and has no ${show(part)}`;
  const names = Object.keys(value).filter(name => memberOf(value, name) !== undefined);
  return `${where} has no ${show(part)}, it has ${names.length === 0 ? 'nothing' : names.slice(0, 20).join(', ')}`;
}

function testProblem(document: Json, operation: object): string | undefined {
  try {
    JsonPatch.apply(structuredClone(document), { _toJson: () => operation } as unknown as JsonPatch);
    return undefined;
  } catch {
    return 'the test failed: another value is there';
  }
}

/** The part of a value that no manifest can hold. A member that is undefined is left out, as everywhere. */
function unprintableIn(value: unknown, where: string): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return undefined;
  if (Array.isArray(value)) return Array.from(value, (item, index) => unprintableIn(item, `${where}[${index}]`)).find(found => found !== undefined);
  if (value === undefined || typeof value === 'number') return `${where} is ${String(value)}`;
  if (typeof value !== 'object') return `${where} is a ${typeof value}`;
  if (!isPlain(value)) return `${where} is no plain object`;
  return Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => unprintableIn(member, `${where}.${name}`))
    .find(found => found !== undefined);
}

/** An object of whatever realm, without a class. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
