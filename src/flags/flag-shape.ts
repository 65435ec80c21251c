/**
 * How a server reads a value: `size` and `si-size` are numbers with a suffix (`4K` or `4Ki`), `leading-int` whatever begins with a number, `folded`
 * in any case.
 */
export type ValueType = 'int' | 'float' | 'bool' | 'json' | 'object' | 'object-size' | 'size' | 'size-or-auto' | 'si-size' | 'leading-int' | 'folded';

/** The values that a flag takes, as `engine-flags/` writes them; without members it is one value of any kind. */
export interface ShapeRow {
  /** `0`, `1` or another number of values; `?` for one or none, `+` for one or more, `*` for any. */
  readonly takes?: string;
  /** How a value is read; with `?` behind it an empty one and `None` stand for no value. */
  readonly type?: string;
  /** The only values. */
  readonly choices?: readonly string[];
  /** The values that the server knows when it starts, where its parser takes any. */
  readonly names?: readonly string[];
  /** The flag whose file can add to `names`. */
  readonly plugin?: string;
  /** The flag without which nothing looks `names` up. */
  readonly when?: string;
  readonly default?: string;
}

/** The values that a flag takes. */
export interface FlagShape {
  /** Fewest values. */
  readonly least: number;
  /** Most values. */
  readonly most: number;
  /** How a value is read; any word when undefined. */
  readonly type?: ValueType;
  /** Whether an empty value and `None` stand for no value. */
  readonly mayBeNone: boolean;
  /** The only values that the server takes; any when undefined. */
  readonly choices?: readonly string[];
  /** The flag whose file can add to the choices. */
  readonly plugin?: string;
  /** The flag without which the server does not look at the choices. */
  readonly when?: string;
  /** The value when nobody gives one, where it is known. */
  readonly default?: string;
}

const COUNTS: { readonly [takes: string]: readonly [least: number, most: number] } = { '?': [0, 1], '+': [1, Infinity], '*': [0, Infinity] };

/** A key below a JSON flag (`--config.key`) takes one value, of any kind. */
export const ONE_VALUE: FlagShape = { least: 1, most: 1, mayBeNone: true };

/** The shape that a row says. */
export function shapeOf({ takes = '1', type = '', choices, names, plugin, when, default: standard }: ShapeRow): FlagShape {
  const [least, most] = COUNTS[takes] ?? [Number(takes), Number(takes)];
  return {
    least,
    most,
    type: (type.replace('?', '') || undefined) as ValueType | undefined,
    mayBeNone: type.endsWith('?') || names !== undefined || (choices ?? []).includes('None'),
    choices: choices ?? names,
    plugin,
    when,
    default: standard,
  };
}

/** The values that a flag takes in one of two versions, when nobody knows in which: those that either of them takes. */
export function eitherShape(one: FlagShape, other: FlagShape): FlagShape {
  return {
    least: Math.min(one.least, other.least),
    most: Math.max(one.most, other.most),
    type: one.type === other.type ? one.type : undefined,
    mayBeNone: one.mayBeNone || other.mayBeNone,
    choices: one.choices && other.choices && [...new Set([...one.choices, ...other.choices])],
    plugin: one.plugin ?? other.plugin,
    when: one.when ?? other.when,
    default: one.default === other.default ? one.default : undefined,
  };
}

/** The values that would be taken in place of one, in words; undefined when the value itself is. */
export function allowedInPlaceOf(value: string, shape: FlagShape): string | undefined {
  const { type, choices, mayBeNone } = shape;
  if (mayBeNone && /^(none)?$/i.test(value)) return undefined;
  if (choices) return choices.some(choice => isSame(value, choice, type)) ? undefined : choices.filter(choice => choice !== '' && choice !== 'None').join(', ');
  if (type === undefined || type === 'folded' || READS[type].reads(value)) return undefined;
  return READS[type].allowed;
}

function isSame(value: string, choice: string, type: ValueType | undefined): boolean {
  if (type === 'int') return READS.int.reads(value) && Number(value.replace(/_/g, '')) === Number(choice);
  return (type === 'folded' ? value.toLowerCase().replace(/-/g, '_') : value) === choice;
}

const INT = /^\s*[+-]?\d+(_\d+)*\s*$/;
const FLOAT = /^\s*[+-]?((\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d+)?|inf|infinity|nan)\s*$/i;
const SIZE = /^\s*(\d+(\.\d+)?[kmgt]|\d+[KMGT]|[+-]?\d+(_\d+)*)\s*$/;

/** Texts, and the numbers with a suffix between them. */
const NUMBERS = /"(?:[^"\\]|\\.)*"|\b\d+(?:\.\d+)?[kKmMgGtT]\b/g;
const SI_SIZE = /^\s*(\d+(\.\d+)?[kMGT]|\d+[KMGT]i|[+-]?\d+(_\d+)*)\s*$/;

const READS: { readonly [type in Exclude<ValueType, 'folded'>]: { readonly allowed: string; reads(value: string): boolean } } = {
  'int': { allowed: 'a whole number', reads: value => INT.test(value) },
  'float': { allowed: 'a number', reads: value => FLOAT.test(value) },
  'bool': { allowed: 'true or false', reads: value => /^(true|false)$/i.test(value) },
  'json': { allowed: 'JSON', reads: value => isJson(value) },
  'object': { allowed: 'a JSON object', reads: value => isJson(value) && value.trim().startsWith('{') },
  'object-size': {
    allowed: 'a JSON object',
    reads: value => value.trim().startsWith('{') && isJson(value.replace(NUMBERS, part => (part.startsWith('"') ? part : '0'))),
  },
  'size': { allowed: 'a whole number, or one with k, m, g, t (1000) or K, M, G, T (1024) behind it', reads: value => SIZE.test(value) },
  'size-or-auto': {
    allowed: 'a whole number, one with k, m, g, t (1000) or K, M, G, T (1024) behind it, or auto',
    reads: value => SIZE.test(value) || /^\s*(auto|-1)\s*$/i.test(value),
  },
  'si-size': { allowed: 'a whole number, or one with k, M, G, T (1000) or Ki, Mi, Gi, Ti (1024) behind it', reads: value => SI_SIZE.test(value) },
  'leading-int': { allowed: 'a whole number', reads: value => /^\s*[+-]?\d/.test(value) },
};

/** Whether Python reads it as JSON, which may hold NaN and Infinity. */
function isJson(value: string): boolean {
  try {
    JSON.parse(value.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, part => (part.startsWith('"') ? part : '0')));
    return true;
  } catch {
    return false;
  }
}
