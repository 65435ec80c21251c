import type { IConstruct } from 'constructs';
import { Judge, judgeOf } from './judge';
import { shapes } from './shapes';
import { memberOf, messageOf } from './thrown';
import { Walk } from './walk';
import { pathInFront } from './within';
import { show } from '../errors';

/** Classes that users extend. */
export type Extended = 'ModelSource' | 'ServingEngine';

/** Whose members were judged: once is enough. */
const JUDGED = new WeakSet<object>();

/** A method of the user's, with the types that it should have. */
type Methods<M extends string> = { readonly [method in M]: (...given: never[]) => unknown };

/**
 * Judges the facts that a value of a user's subclass says of itself: its properties, and whether it has all methods. Throws one error for all
 * problems.
 *
 * @param construct the construct that it is given to, for the message.
 */
export function judgeSubclass(type: Extended, value: object, construct: IConstruct): void {
  if (JUDGED.has(value)) return;
  const walk = new Walk(false);
  for (const { name, type: answered, optional } of shapes().answers.get(type)!) {
    const isMethod = name.endsWith('()');
    const member = isMethod ? name.slice(0, -2) : name;
    walk.enter(member);
    const answer = read(type, value, member, construct, walk);
    if (isMethod && typeof answer !== 'function') walk.wrong(answer, { words: 'a method', fix: `write ${name} in your class`, unseen: false });
    if (!isMethod && !(optional && answer === undefined)) judgeOf(answered)(answer, walk);
    walk.leave();
  }
  walk.end(() => subjectOf(type, value), construct);
  JUDGED.add(value);
}

/** Asks a method that a user can have written, and judges its answer. Its errors are thrown on. */
export function answerOf<M extends string, V extends Methods<M>>(type: Extended, value: V, method: M, ...args: Parameters<V[M]>): ReturnType<V[M]> {
  const { name, optional, judge } = METHODS.get(`${type}.${method}`) ?? prepared(type, method);
  const answer: unknown = value[method](...args);
  if (optional && answer === undefined) return answer as ReturnType<V[M]>;
  const walk = new Walk(false);
  walk.enter(name);
  const kept = judge(answer, walk);
  walk.end(() => subjectOf(type, value));
  return kept as ReturnType<V[M]>;
}

/** A method of a class that users extend, with the facts that have to be known of it at every call. */
interface Method {
  readonly name: string;
  readonly optional: boolean;
  readonly judge: Judge;
}

const METHODS = new Map<string, Method>();

function prepared(type: Extended, method: string): Method {
  const { name, type: answer, optional } = shapes().answers.get(type)!.find(one => one.name === `${method}()`)!;
  const known = { name, optional, judge: judgeOf(answer) };
  METHODS.set(`${type}.${method}`, known);
  return known;
}

/** The engine VllmEngine, the source MySource. */
export function subjectOf(type: Extended, value: object): string {
  const name = memberOf(memberOf(value, 'constructor'), 'name');
  return `the ${type === 'ModelSource' ? 'source' : 'engine'}${typeof name === 'string' && name !== '' ? ` ${show(name).slice(1, -1)}` : ''}`;
}

/** One member; where it fails, the problems before are said first: they may be the reason. */
function read(type: Extended, value: object, member: string, construct: IConstruct, walk: Walk): unknown {
  try {
    return (value as { readonly [member: string]: unknown })[member];
  } catch (error) {
    walk.end(() => subjectOf(type, value), construct);
    throw new Error(`${pathInFront(construct)}${subjectOf(type, value)} failed in ${member}: ${messageOf(error)}`, { cause: error });
  }
}
