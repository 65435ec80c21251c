import { Size } from 'cdk8s';
import { membersOf, positive, share, whole, word } from './args';
import { checkAdapters, checkLimits, checkSpeculation } from './language-models';
import { checkProgram } from './program';
import { isAtLeast, requireVersions } from '../../facts/versions';
import { counts, OptionRow } from '../../flags/options/option-row';
import { invalid } from '../../ground/errors';
import { isPathPart } from '../../ground/names';
import { DataType } from '../../values/data-type';
import { SecretKey } from '../../values/secret-key';

/** The value that a flag or a variable is given: nothing or false for none, true for a flag alone, a list for several words behind one flag. */
export type Stated = string | number | boolean | readonly string[] | undefined;

/** Values by flag or variable. */
export interface StatedOptions {
  readonly [spelling: string]: Stated;
}

/** A server, as far as its options depend on it. */
export interface OptionServer {
  /** Its name in messages. */
  readonly title: string;
  readonly release: string;
  readonly rows: readonly OptionRow[];
  /** The props that the user gave to the engine. */
  readonly props: object;
  /** How it writes flags: `--a b` when not said, `--a=b`, with underscores in the place of dashes, or both. */
  readonly style?: '=' | '_' | '_=';
}

/** The problem of the value of a property, whatever server takes it: one idea has one name. */
const CHECKS: { readonly [property: string]: (property: string, value: never) => void } = {
  maxModelLen: positive,
  maxConcurrentRequests: positive,
  maxLoraRank: positive,
  pipelineParallelSize: positive,
  tensorParallelSize: positive,
  dataParallelSize: positive,
  prefillContextParallelSize: positive,
  decodeContextParallelSize: positive,
  blockSize: positive,
  maxInputLen: positive,
  gpuLayers: positive,
  maxBatchTokens: positive,
  gpuMemoryUtilization: share,
  freeGpuMemoryFraction: share,
  kvCacheSize: (property: string, value: Size) => whole('GiB', property, value),
  targetDevice: word,
  huggingFaceTask: word,
  quantization: word,
  kvCacheDtype: word,
  toolCallParser: word,
  reasoningParser: word,
  structuredOutputBackend: word,
  loraAdapters: checkAdapters,
  multiModalLimits: checkLimits,
  speculativeDecoding: checkSpeculation,
  models: checkNames,
  program: checkProgram,
};

/** The values of a property that is an enum, as code names them. */
const ENUMS: { readonly [property: string]: (values: readonly string[]) => string } = { dtype: values => membersOf('DataType', DataType, values) };

/** Throws on names that no model of a repository has, and on a list that names nothing, or one twice. */
function checkNames(property: string, names: readonly string[]): void {
  const odd = names.find((name, index) => !isPathPart(name) || names.indexOf(name) !== index);
  if (odd === undefined && names.length > 0) return;
  throw invalid({
    what: property,
    got: odd ?? 'an empty list',
    allowed: 'names of models in the source, each once',
    fix: 'use the names of their folders, or leave it out for one model',
  });
}

/** Throws on a value that its server does not take, in general or in its version. */
export function checkOptions({ title, release, rows, props }: OptionServer): void {
  for (const [property, value] of Object.entries(props)) {
    if (value === undefined) continue;
    CHECKS[property]?.(property, value as never);
    const mine = rows.filter(row => row.property === property);
    if (mine.length === 0) continue;
    const values = mine.find(row => row.values !== undefined)?.values;
    if (values !== undefined && !values.includes(value as string)) {
      throw invalid({ what: property, got: value, allowed: ENUMS[property]?.(values) ?? values.join(', '), fix: `leave it out for the default of ${title}` });
    }
    const first = mine.map(row => row.since ?? '0').reduce((least, one) => (isAtLeast(one, least) ? least : one));
    requireVersions(title, release, [[property, isAsked(value), first]]);
  }
}

/** Whether a value asks for something: a map without entries does not, nor does one that is switched off. */
function isAsked(value: unknown): boolean {
  return value !== false && !(Object.prototype.toString.call(value) === '[object Object]' && Object.keys(value as object).length === 0);
}

/**
 * The flags of a server, in the order of its rows: those of `derived`, and for the others the value of the property of the row. A flag that no row
 * names is a mistake in the engine, because nobody would be told that it is derived.
 */
export function argsOf(server: OptionServer, accelerated: boolean, derived: StatedOptions): string[] {
  const { flags, names } = tableOf(server, accelerated);
  const unnamed = Object.keys(derived).find(flag => !names.has(flag));
  if (unnamed !== undefined) throw new TypeError(`${server.title} renders ${unnamed}, and none of its rows of options begins with that`);
  return flags.flatMap(({ flag, written, words }) => (Object.hasOwn(derived, flag) ? wordsOf(written, derived[flag]) : words));
}

/** The variables that properties state, where a server has no flag for them. */
export function envOf(server: OptionServer, accelerated: boolean): { readonly [name: string]: string } {
  return tableOf(server, accelerated).env;
}

/** The options of a server, as far as they are the same in all its containers. */
interface OptionTable {
  /** The flags that the version has, how each is written, and the words that the properties state. */
  readonly flags: readonly { readonly flag: string; readonly written: string; readonly words: readonly string[] }[];
  /** The first flag of every row, whatever the version. */
  readonly names: ReadonlySet<string>;
  readonly env: { readonly [name: string]: string };
}

/** With accelerators and without: a server renders a container for every model. */
const TABLES = new WeakMap<OptionServer, [OptionTable?, OptionTable?]>();

function tableOf(server: OptionServer, accelerated: boolean): OptionTable {
  const known = TABLES.get(server) ?? [];
  TABLES.set(server, known);
  return known[Number(accelerated)] ??= {
    flags: rowsOf(server).filter(({ flags }) => flags.length > 0).map(row => {
      const [flag] = row.flags;
      const written = row.written ?? styled(server, flag);
      return { flag, written, words: wordsOf(written, ownValue(server, row, accelerated)) };
    }),
    names: new Set(server.rows.flatMap(({ flags }) => flags.slice(0, 1))),
    env: statedEnv(server, accelerated),
  };
}

function statedEnv(server: OptionServer, accelerated: boolean): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const row of rowsOf(server)) {
    const isSwitch = row.form === undefined && typeof valueOf(server, row) === 'boolean'; // each server has a word of its own for yes and no
    const value = row.flags.length > 0 || isSwitch ? undefined : ownValue(server, row, accelerated);
    if (value !== undefined && value !== false) found[row.env[0]] = value === true ? '1' : String(value);
  }
  return found;
}

/** Credentials, each in the variable that the server reads it from, or in one that a flag refers to. */
export function secretsOf({ rows, props }: OptionServer): { [name: string]: SecretKey } {
  const found: { [name: string]: SecretKey } = {};
  for (const { property, means, env } of rows) {
    const value = property === undefined || means?.kind !== 'secret' ? undefined : (props as { readonly [name: string]: SecretKey | undefined })[property];
    if (value !== undefined) found[env[0] ?? SECRET_VARIABLE] = value;
  }
  return found;
}

/** Variable that carries a key from its Secret to the command line of a server that reads none from its environment. */
const SECRET_VARIABLE = 'SERVER_API_KEY';

/** The rows that the version has. */
function rowsOf({ rows, release }: OptionServer): OptionRow[] {
  return rows.filter(({ since = '0', before }) => isAtLeast(release, since) && (before === undefined || !isAtLeast(release, before)));
}

/** The value that a property gives its row, where it counts; values that need more than their own words are derived by the engine. */
function ownValue(server: OptionServer, row: OptionRow, accelerated: boolean): Stated {
  const { means, env, form } = row;
  const value = valueOf(server, row);
  if (value === undefined || form === 'elsewhere' || !counts(row, accelerated)) return undefined;
  if (form === 'alone') return isAsked(value);
  if (form === 'when false') return value === false;
  if (means?.kind === 'secret') return env.length === 0 ? `$(${SECRET_VARIABLE})` : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function valueOf({ props }: OptionServer, { property }: OptionRow): unknown {
  return property === undefined ? undefined : (props as { readonly [name: string]: unknown })[property];
}

/** A flag as the server writes all of its own; with `=` at the end the value follows in the same word. */
function styled({ style }: OptionServer, flag: string): string {
  const name = style?.includes('_') ? `--${flag.slice(2).replaceAll('-', '_')}` : flag;
  return style?.includes('=') ? `${name}=` : name;
}

function wordsOf(flag: string, value: Stated): string[] {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return [];
  if (value === true) return [flag.replace(/=$/, '')];
  const words = (Array.isArray(value) ? value : [value]).map(String);
  return flag.endsWith('=') ? [flag + words.join(' ')] : [flag, ...words];
}
