import { brandOf, isBranded } from './brands';
import { expectation, nothing } from './expectation';
import { FOREIGN } from './foreign';
import { Member, shapes } from './shapes';
import { Walk } from './walk';
import { nearest } from './words';

/** Judges a value of one type: returns what is kept of it, or tells the walk what is wrong. */
export type Judge = (value: unknown, walk: Walk) => unknown;

/** Structs, lists and maps that were judged, with their type. They are frozen copies, so that they stay what they are. */
const KEPT = new WeakMap<object, string>();

const JUDGES = new Map<string, Judge>();
const OPEN_JUDGES = new Map<string, Judge>();

/** The judge of a type, made once. */
export function judgeOf(type: string): Judge {
  const judge = JUDGES.get(type) ?? make(type);
  JUDGES.set(type, judge);
  return judge;
}

/** The judge of a struct that may have members which are no business of this library: those of a subclass. */
export function openJudgeOf(type: string): Judge {
  if (!shapes().struct.has(type)) return judgeOf(type);
  const judge = OPEN_JUDGES.get(type) ?? structJudge(type, true);
  OPEN_JUDGES.set(type, judge);
  return judge;
}

function make(type: string): Judge {
  if (type.endsWith('[]')) return listJudge(type);
  if (type.endsWith('{}')) return mapJudge(type);
  const primitive = PRIMITIVES[type];
  if (primitive) return simple(type, primitive);
  const foreign = FOREIGN[type];
  if (foreign) return simple(type, value => isObject(value) && (isBranded(value, type) || foreign.accepts(value)));
  const values = shapes().enum.get(type)?.map(([, value]) => value);
  if (values) return simple(type, value => values.includes(value as string));
  if (shapes().struct.has(type)) return structJudge(type, false);
  return simple(type, value => isObject(value) && isBranded(value, type));
}

const PRIMITIVES: { readonly [type: string]: ((value: unknown) => boolean) | undefined } = {
  string: value => typeof value === 'string',
  number: value => typeof value === 'number' && Number.isFinite(value),
  boolean: value => typeof value === 'boolean',
};

function simple(type: string, accepts: (value: unknown) => boolean): Judge {
  return (value, walk) => (accepts(value) ? value : walk.wrong(value, expectation(type, value)));
}

function listJudge(type: string): Judge {
  const item = judgeOf(type.slice(0, -2));
  return (value, walk) => {
    if (!Array.isArray(value)) return walk.wrong(value, expectation(type));
    if (KEPT.get(value) === type) return value;
    const copy: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      walk.enter(index);
      copy.push(item(value[index], walk));
      walk.leave();
    }
    return keep(copy, type);
  };
}

function mapJudge(type: string): Judge {
  const item = judgeOf(type.slice(0, -2));
  return (value, walk) => {
    if (!isObject(value) || !isPlain(value)) return walk.wrong(value, expectation(type));
    if (KEPT.get(value) === type) return value;
    const entries: [string, unknown][] = [];
    for (const key of Object.keys(value)) {
      if (value[key] === undefined) continue; // it says nothing, as a member that is undefined
      walk.enter(key);
      if (key === 'constructor') walk.wrong(key, { words: 'another name: cdk8s prints no object with it', fix: 'take another name', unseen: false });
      entries.push([key, item(value[key], walk)]);
      walk.leave();
    }
    return keep(Object.fromEntries(entries), type);
  };
}

function structJudge(type: string, open: boolean): Judge {
  const members = shapes().struct.get(type)!.map(member => ({ ...member, judge: judgeOf(member.type) }));
  const names = new Set(members.map(({ name }) => name));
  return (value, walk) => {
    if (!isObject(value) || !isStruct(value, members)) return walk.wrong(value, expectation(type));
    if (KEPT.get(value) === type) return value;
    const copy: { [member: string]: unknown } = {};
    for (const member of members) {
      const given = value[member.name];
      if (given === undefined && member.optional) continue;
      walk.enter(member.name);
      copy[member.name] = given === null && member.optional ? walk.wrong(given, nothing(member.type)) : member.judge(given, walk);
      walk.leave();
    }
    if (!open) refuseUnknown(value, names, walk);
    return keep(copy, type);
  };
}

function refuseUnknown(value: Given, names: ReadonlySet<string>, walk: Walk): void {
  for (const name of Object.keys(value)) {
    if (names.has(name) || value[name] === undefined) continue;
    const near = nearest(name, [...names]);
    walk.unknown(name, near === undefined ? `known are ${[...names].sort().join(', ')}` : `did you mean ${near}?`);
  }
}

function keep(copy: object, type: string): object {
  KEPT.set(copy, type);
  return Object.freeze(copy);
}

/** An object of which any member can be asked for. */
interface Given {
  readonly [member: string]: unknown;
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null;
}

/** Whether an object is written with braces, in this realm or another: of no class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || (!Array.isArray(value) && Object.getPrototypeOf(prototype) === null);
}

/** Whether an object can be a struct: a plain one, or one of a user's class that has the members. */
function isStruct(value: Given, members: readonly Member[]): boolean {
  if (isPlain(value)) return true;
  return Object.prototype.toString.call(value) === '[object Object]' && brandOf(value) === undefined && members.some(({ name }) => value[name] !== undefined);
}
