import { brandOf, markOf } from './brands';
import { expectation, nothing } from './expectation';
import { FOREIGN, ForeignType } from './foreign';
import { judgeOperation } from './plain-data';
import { Member, shapes } from './shapes';
import { Walk } from './walk';
import { isMistyped } from './words';
import { nearest } from '../spelling';

/** Judges a value of one type: returns the value that is kept of it, or tells the walk the problems. */
export type Judge = (value: unknown, walk: Walk) => unknown;

/**
 * Structs, lists and maps that were judged, with their type. They are copies that nobody outside of the library sees. They are not frozen:
 * jsii marks the structs that it hands to other languages.
 */
const KEPT = new WeakMap<object, string>();

const JUDGES = new Map<string, Judge>();
const OPEN_JUDGES = new Map<string, Judge>();

/** The judge of a type, made once. */
export function judgeOf(type: string): Judge {
  return JUDGES.get(type) ?? remembered(JUDGES, type, make(type));
}

/** The judge of a struct that may have members which are no business of this library: those of a subclass. */
export function openJudgeOf(type: string): Judge {
  if (!shapes().struct.has(type)) return judgeOf(type);
  return OPEN_JUDGES.get(type) ?? remembered(OPEN_JUDGES, type, structJudge(type, true));
}

/** Every judge reads values of a user, and any step of that can throw. */
function remembered(judges: Map<string, Judge>, type: string, judge: Judge): Judge {
  const safe: Judge = (value, walk) => (Object(value) === value ? walk.reading(() => judge(value, walk)) : judge(value, walk));
  judges.set(type, safe);
  return safe;
}

function make(type: string): Judge {
  if (type.endsWith('[]')) return listJudge(type);
  if (type.endsWith('{}')) return mapJudge(type);
  const primitive = PRIMITIVES[type];
  if (primitive) return simple(type, primitive);
  const foreign = FOREIGN[type];
  if (foreign) return foreignJudge(type, foreign);
  const values = shapes().enum.get(type)?.map(([, value]) => value);
  if (values) return simple(type, value => values.includes(value as string));
  if (shapes().struct.has(type)) return structJudge(type, false);
  const mark = markOf(type);
  return simple(type, value => isObject(value) && mark in value);
}

/** Types of other packages of which something goes into manifests as it is. */
const INSIDE: { readonly [type: string]: ((value: Given, walk: Walk) => void) | undefined } = { JsonPatch: judgeOperation };

function foreignJudge(type: string, { accepts, text }: ForeignType): Judge {
  const mark = markOf(type);
  const judgeInside = INSIDE[type];
  return (value, walk) => {
    const isOne = isObject(value) ? mark in value || accepts(value) : typeof value === 'string' && text?.test(value) === true;
    if (!isOne) return walk.wrong(value, expectation(type, value));
    if (isObject(value)) judgeInside?.(value, walk);
    return value;
  };
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
    return keep(copy, type, walk);
  };
}

function mapJudge(type: string): Judge {
  const item = judgeOf(type.slice(0, -2));
  return (value, walk) => {
    if (!isObject(value) || !isPlain(value)) return walk.wrong(value, expectation(type));
    if (KEPT.get(value) === type) return value;
    const copy: { [key: string]: unknown } = {};
    for (const key of Object.keys(value)) {
      walk.enter(key);
      const kept = value[key] === undefined ? walk.wrong(undefined, nothing(type.slice(0, -2))) : item(value[key], walk);
      if (key === '__proto__') Object.defineProperty(copy, key, { value: kept, enumerable: true });
      else copy[key] = kept;
      walk.leave();
    }
    return keep(copy, type, walk);
  };
}

/** A member of a struct, with its judge once one was given: most members of most structs never are. */
interface JudgedMember extends Member {
  judge?: Judge;
}

function structJudge(type: string, open: boolean): Judge {
  const members = new Map(shapes().struct.get(type)!.map((member): [string, JudgedMember] => [member.name, { ...member }]));
  const required = [...members.values()].filter(({ optional }) => !optional);
  const names = [...members.keys()];
  return (value, walk) => {
    if (!isObject(value) || !isStruct(value, names)) return walk.wrong(value, expectation(type));
    if (KEPT.get(value) === type) return value;
    const copy: { [member: string]: unknown } = {};
    const given = new Set<string>();
    for (const name of isPlain(value) ? Object.keys(value) : names) {
      const member = members.get(name);
      walk.enter(name);
      const one = value[name];
      if (one !== undefined) { // else no value
        given.add(name);
        if (member) copy[name] = judgeMember(one, member, walk);
      }
      walk.leave();
      if (member || one === undefined) continue;
      if (!open || names.some(known => value[known] === undefined && isMistyped(name, known))) walk.unknown(name, suggestion(name, names));
    }
    for (const member of required) if (!given.has(member.name)) judgeMissing(member, walk);
    return keep(copy, type, walk);
  };
}

function judgeMember(value: unknown, member: JudgedMember, walk: Walk): unknown {
  if (value === null && member.optional) return walk.wrong(value, nothing(member.type));
  member.judge ??= judgeOf(member.type);
  return member.judge(value, walk);
}

function judgeMissing(member: JudgedMember, walk: Walk): void {
  walk.enter(member.name);
  judgeMember(undefined, member, walk);
  walk.leave();
}

function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? `known are ${[...names].sort().join(', ')}` : `did you mean ${near}?`;
}

/** Copies that are handed on inside of the library are remembered; the props themselves are not. */
function keep(copy: object, type: string, walk: Walk): object {
  if (walk.keeps) KEPT.set(copy, type);
  return copy;
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
function isStruct(value: Given, names: readonly string[]): boolean {
  if (isPlain(value)) return true;
  return Object.prototype.toString.call(value) === '[object Object]' && brandOf(value) === undefined && names.some(name => value[name] !== undefined);
}
