import type { IConstruct } from 'constructs';
import { isConstruct } from './foreign';
import { Judge, judgeOf, openJudgeOf } from './judge';
import { judgePlain } from './plain-data';
import { Member, shapes } from './shapes';
import { Walk } from './walk';
import { inFront } from './within';
import { named } from './words';
import { credentialsIn } from '../credentials';

/** Where something is given. */
export interface Entrance {
  /** The construct that is made or asked; its path is in messages. */
  readonly construct?: IConstruct;
  /** Whether unknown members are let through: they are those of a subclass, which hands its own props on. */
  readonly open?: boolean;
}

const NOWHERE: Entrance = {};

/**
 * Judges the values that a user gives to a constructor or a method, and returns those that are to be kept of them: copies of structs, lists and maps,
 * which no later change reaches. Throws one error for all that is wrong.
 *
 * @param entrance its name in the table: `Compute.gpu`, `Accelerator#mig`, `new_VllmEngine`.
 * @param values the last of its parameters.
 * @param all `arguments`: an options object beyond the last parameter would be lost.
 */
export function judged<T extends unknown[]>(entrance: string, values: [...T], all: IArguments, { construct, open = false }: Entrance = NOWHERE): T {
  const parameters = PARAMETERS.get(entrance) ?? prepared(entrance);
  const walk = new Walk();
  const first = parameters.length - values.length;
  const kept: unknown[] = [];
  for (let index = 0; index < values.length; index++) kept.push(judgeParameter(values[index], parameters[first + index], walk, open));
  if (all.length > parameters.length) refuseMore(parameters, all, walk);
  walk.end(() => titleOf(entrance), construct);
  return kept as T;
}

/** Judges where a construct is to be made, which has no path yet; returns the arguments of `super`. */
export function placed<T extends IConstruct>(type: string, scope: T, id: string): [T, string] {
  const walk = new Walk();
  walk.enter('scope');
  judgeOf('Construct')(scope, walk);
  walk.leave();
  walk.enter('id');
  if (typeof id !== 'string' || id === '') {
    walk.wrong(id, {
      words: 'a text that is not empty',
      fix: 'give the id of the construct in its scope',
      unseen: false,
    });
  } else if (id in {}) {walk.wrong(id, { words: 'a name that JavaScript objects do not have', fix: 'take another id', unseen: false });}
  walk.end(() => type, isConstruct(Object(scope)) ? scope : undefined);
  refuseCredential(type, `${scope.node.path}/${id}`);
  return [scope, id];
}

/** A path stands in messages of everybody, in names of files and in logs; of those, cdk8s writes some itself. */
function refuseCredential(type: string, path: string): void {
  const credential = credentialsIn(path.replace(/--/g, '/')).find(({ certain }) => certain); // constructs writes "--" for "/"
  if (credential === undefined) return;
  throw new Error(`invalid id of ${type}: ${credential.is} is in its path (not shown), allowed is a text that everybody may read; take another id, `
    + 'and revoke the credential when it was shared already');
}

/** As `placed`, for a construct with objects of its own: it has to be in a chart. */
export function placedInChart<T extends IConstruct>(type: string, scope: T, id: string): [T, string] {
  const place = placed(type, scope, id);
  for (let one: IConstruct | undefined = scope; one !== undefined; one = one.node.scope) {
    if (!(CHART in one)) continue;
    judgeNamespace(one);
    return place;
  }
  throw new Error(`${inFront([scope.node.path, id].filter(part => part !== '').join('/'))}invalid scope of ${type}: got ${named(scope)} that is in `
    + `no chart, allowed is a Chart, or a construct in one; use new ${type}(new Chart(app, 'models'), …)`);
}

/** Addresses, labels of Pods and what may read a Secret are derived of the namespace at once: one that is only known at synth is in none of them. */
function judgeNamespace(chart: IConstruct & { readonly namespace?: unknown }): void {
  const { namespace } = chart;
  if (namespace === undefined || typeof namespace === 'string') return;
  const walk = new Walk();
  walk.enter('namespace');
  walk.wrong(namespace, { words: 'a text: addresses are derived of it before synth', fix: 'give the namespace itself, or leave it out', unseen: false });
  walk.end(() => 'the chart', chart);
}

/** The mark that cdk8s puts on charts, the same in all its copies. */
const CHART = Symbol.for('cdk8s.Chart');

/** Judges the operations that are given to `addJsonPatch` of an object, which is a method of cdk8s. */
export function judgePatches(operations: unknown, construct: IConstruct): void {
  const walk = new Walk(false);
  walk.enter('operations');
  judgeOf('JsonPatch[]')(operations, walk);
  walk.end(() => 'addJsonPatch()', construct);
}

/** Judges the values that are added to the metadata of an object, with methods of cdk8s, which resolves its tokens later. */
export function judgeMetadata(method: string, values: readonly unknown[], construct: IConstruct): void {
  const walk = new Walk(false);
  const isMap = method === 'addLabel' || method === 'addAnnotation';
  values.forEach((value, index) => {
    walk.enter(isMap || method === 'add' ? ['key', 'value'][index] ?? 'arguments' : index);
    if (walk.reading(() => typeof value === 'object' && value !== null && ('produce' in value || 'resolve' in value)) !== false) return walk.leave();
    if (isMap) judgeOf('string')(value, walk);
    else judgePlain(value, walk);
    walk.leave();
  });
  walk.end(() => `metadata.${method}()`, construct);
}

/** A parameter, with the facts that have to be known of it at every call. */
interface Parameter extends Member {
  /** Whether it is a struct: its members are spoken of without it. */
  readonly isProps: boolean;
  readonly judge: Judge;
  readonly openJudge: Judge;
}

const PARAMETERS = new Map<string, readonly Parameter[]>();

function prepared(entrance: string): readonly Parameter[] {
  const parameters = shapes().entrance.get(entrance)!.map((parameter): Parameter => {
    const type = parameter.variadic ? `${parameter.type}[]` : parameter.type;
    return { ...parameter, isProps: shapes().struct.has(type), judge: judgeOf(type), openJudge: openJudgeOf(type) };
  });
  PARAMETERS.set(entrance, parameters);
  return parameters;
}

function judgeParameter(value: unknown, { name, optional, isProps, judge, openJudge }: Parameter, walk: Walk, open: boolean): unknown {
  if (value === undefined && optional) return undefined;
  if (isProps) {
    walk.whole = name;
    return (open ? openJudge : judge)(value, walk);
  }
  walk.enter(name);
  const kept = judge(value, walk);
  walk.leave();
  return kept;
}

/** Whoever gives more than is taken means something by it, that would be lost. */
function refuseMore(parameters: readonly Member[], all: IArguments, walk: Walk): void {
  if (parameters.at(-1)?.variadic) return;
  const values: readonly unknown[] = Array.from(all);
  const taken = parameters.length === 0 ? 'no arguments' : `only ${parameters.map(({ name }) => name).join(', ')}`;
  for (let index = parameters.length; index < values.length; index++) {
    const value = values[index];
    walk.enter('arguments');
    if (value !== undefined && !isOfCallback(values, index)) {
      const isMap = walk.reading(() => Object.prototype.toString.call(value) === '[object Object]');
      walk.wrong(value, { words: taken, fix: isMap ? 'put its entries into those, or leave it out' : 'leave it out', unseen: true });
    }
    walk.leave();
  }
}

/** `map`, `forEach` and `Array.from` give a callback the item, its index and mostly the list, of which a factory takes what it wants. */
function isOfCallback(values: readonly unknown[], index: number): boolean {
  if (typeof values[1] !== 'number' || values.length > 3 || (values.length === 3 && !Array.isArray(values[2]))) return false;
  return index > 0 || Object.prototype.toString.call(values[0]) !== '[object Object]';
}

function titleOf(entrance: string): string {
  return entrance.startsWith('new_') ? entrance.slice(4) : `${entrance.replace('#', '.')}()`;
}
