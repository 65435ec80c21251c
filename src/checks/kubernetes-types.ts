import { KUBERNETES_TYPES } from './kubernetes-types.generated';
import { FieldProblem, isObject } from '../ground/fields';
import { INT32 } from '../ground/kubernetes-fields';
import { Json, JsonObject } from '../ground/objects';
import { tryParseQuantity } from '../ground/quantity';
import { KubernetesVersion } from '../values/kubernetes-version';

/** The type of a member, as the generated table says it. */
interface Member {
  readonly type: string;
  /** The minor version of Kubernetes that it came with; 0 when the lowest that the library renders for has it. */
  readonly since: number;
}

const PARSED = new Map<string, ReadonlyMap<string, Member>>();

/** Members of a type, or values of an enum; read when they are asked for. */
function membersOf(type: string): ReadonlyMap<string, Member> {
  const known = PARSED.get(type);
  if (known) return known;
  const words = KUBERNETES_TYPES[type].split(' ').filter(word => word !== '');
  const members = new Map(words.map((word): [string, Member] => {
    const [said, since = 0] = word.split('@');
    const [name, memberType] = said.split(':');
    return [name === '""' ? '' : name, { type: memberType, since: Number(since) }];
  }));
  PARSED.set(type, members);
  return members;
}

/** The type of a value, by the names of the table, and whether a text, a number or the like may be it. */
const BASIC: { readonly [type: string]: { readonly allowed: string; accepts(value: Json): boolean } } = {
  string: { allowed: 'a string', accepts: value => typeof value === 'string' },
  bool: { allowed: 'true or false, without quotes', accepts: value => typeof value === 'boolean' },
  int32: { allowed: 'a whole number of 32 bits, without quotes', accepts: value => Number.isInteger(value) && Math.abs(Number(value)) <= INT32 },
  int64: { allowed: 'a whole number, without quotes', accepts: value => Number.isSafeInteger(value) },
  number: { allowed: 'a number, without quotes', accepts: value => typeof value === 'number' },
  time: {
    allowed: 'a time as in 2026-01-31T12:00:00Z',
    accepts: value => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(value),
  },
  quantity: { allowed: 'a Kubernetes quantity, for example 500m or 8Gi', accepts: isQuantity },
  intOrString: { allowed: 'a whole number or a string', accepts: value => typeof value === 'string' || Number.isInteger(value) },
  any: { allowed: 'anything', accepts: () => true },
};

function isQuantity(value: Json): boolean {
  return (typeof value === 'string' || typeof value === 'number') && tryParseQuantity(String(value)) !== undefined;
}

/** Problems of the types of an object: members that Kubernetes does not know there, and those that it knows from a later version on only. */
export interface TypeProblems {
  readonly wrong: FieldProblem[];
  /** Where it stands, and with which minor version of Kubernetes it came. */
  readonly young: { readonly path: string; readonly since: number }[];
}

/**
 * Problems of the types of an object, a patched one: of objects that the library renders they are known to be right. A member that is null is none.
 */
export function typeProblems(type: string, value: Json, lowest: KubernetesVersion): TypeProblems {
  const found: TypeProblems = { wrong: [], young: [] };
  if (Object.hasOwn(KUBERNETES_TYPES, type)) judge(type, value, '', { lowest: lowest.minor, found });
  return found;
}

interface Judging {
  readonly lowest: number;
  readonly found: TypeProblems;
}

function judge(type: string, value: Json, path: string, judging: Judging): void {
  if (value === undefined || value === null) return;
  const say = (allowed: string) => judging.found.wrong.push({ path, got: nameOf(value), allowed });
  if (type.startsWith('*')) {
    if (!Array.isArray(value)) say('a list');
    else value.forEach((item, index) => judgeItem(type.slice(1), item, `${path}[${index}]`, judging));
  } else if (type.startsWith('%')) {
    if (!isObject(value)) say('a map');
    else Object.entries(value).forEach(([key, member]) => judge(type.slice(1), member, `${path}[${JSON.stringify(key)}]`, judging));
  } else if (type.startsWith('=')) {
    judgeEnum(type.slice(1), value, path, judging);
  } else if (Object.hasOwn(BASIC, type)) {
    if (!BASIC[type].accepts(value)) say(BASIC[type].allowed);
  } else if (!isObject(value)) {
    say('an object');
  } else {
    judgeMembers(type, value, path, judging);
  }
}

/** An item that is null is an empty one, which no list of Kubernetes has a use for. */
function judgeItem(type: string, item: Json, path: string, judging: Judging): void {
  if (item === undefined || item === null) judging.found.wrong.push({ path, got: 'nothing', allowed: 'an item' });
  else judge(type, item, path, judging);
}

function judgeEnum(type: string, value: Json, path: string, { lowest, found }: Judging): void {
  const values = membersOf(type);
  const known = typeof value === 'string' ? values.get(value) : undefined;
  if (known === undefined && value !== '') found.wrong.push({ path, got: nameOf(value), allowed: [...values.keys()].filter(one => one !== '').join(', ') });
  else if (known !== undefined && known.since > lowest) found.young.push({ path: `${path}: ${String(value)}`, since: known.since });
}

function judgeMembers(type: string, value: JsonObject, path: string, judging: Judging): void {
  const members = membersOf(type);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || member === null) continue;
    const known = members.get(name);
    if (known === undefined) judging.found.wrong.push({ path, got: name, allowed: `a member of ${type}${near(name, members)}` });
    else if (known.since > judging.lowest) judging.found.young.push({ path: `${path}.${name}`, since: known.since });
    else judge(known.type, member, `${path}.${name}`, judging);
  }
}

/** The member that was meant, where only its letters' case or an end differs. */
function near(name: string, members: ReadonlyMap<string, Member>): string {
  const plain = (one: string) => one.toLowerCase().replace(/s$/, '');
  const meant = [...members.keys()].find(one => plain(one) === plain(name));
  return meant === undefined ? `: ${[...members.keys()].sort().join(', ')}` : `; is ${meant} meant?`;
}

/** The value, or what it is where it is larger than a word. */
function nameOf(value: Json): Json {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return value;
}
