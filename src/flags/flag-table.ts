import { readFileSync } from 'fs';
import { eitherShape, FlagShape, ONE_VALUE, shapeOf, ShapeRow } from './flag-shape';
import { nearest } from './flag-words';
import { isAtLeast } from '../facts/versions';
import { packagedFlags } from '../ground/package-data';

/** A file of `engine-flags/`, as it is written by `npm run generate:flags`. */
interface FlagsFile {
  readonly versions: string[];
  /** First version, last version, first version again, and so on; an odd number of them: it is still there. */
  readonly flags: { readonly [flag: string]: string[] };
  /**
   * The values that a flag takes, by the first version in which it takes them; one value of any kind where nothing is said. A file without it does
   * not speak of values.
   */
  readonly values?: { readonly [flag: string]: { readonly [version: string]: ShapeRow } };
  /**
   * Spellings that the server's parser understands besides those that are listed; `words`: only values that are words of their own, no
   * `--flag=value`.
   */
  readonly reads?: readonly ('underscores' | 'prefixes' | 'dots' | 'words')[];
}

/** The flags of a server in one version. */
export interface FlagsOfVersion {
  /** The version that was asked for when it is covered, else the nearest that the data has. */
  readonly version: string;
  /** Whether the data has that version, or one before it and one after it: it cannot have a flag that neither of them has. */
  readonly covered: boolean;
  /** Whether a value has to be a word of its own: `--flag=value` is unknown to the server. */
  readonly wantsWords: boolean;
  /** The flag that the server takes a spelling for; undefined when it takes it for none. */
  full(flag: string): string | undefined;
  /** The flag that looks most like it. */
  nearest(flag: string): string | undefined;
  /** The values that the flag takes, in any of its spellings; undefined when the flag or its values are not known. */
  shape(flag: string): FlagShape | undefined;
  /** The value that a flag has when nobody gives one, where it is a number or a word that is known. */
  defaultOf(flag: string): string | undefined;
}

/** The flags of a server in every version. Read when the first model of an engine is checked, and kept. */
export class FlagTable {
  /** Reads a file, once. */
  public static read(path: string): FlagTable {
    const table = TABLES.get(path) ?? new FlagTable(readFlags(path));
    TABLES.set(path, table);
    return table;
  }

  private readonly found = new Map<string, FlagsOfVersion>();

  private constructor(private readonly file: FlagsFile) {}

  /** The flags of a version; of the two around it where the data does not have it, and of the newest or oldest for newer or older ones. */
  public of(version: string): FlagsOfVersion {
    const known = this.found.get(version) ?? this.flagsOf(version);
    this.found.set(version, known);
    return known;
  }

  /** First and last versions of a flag, as in the file; undefined when no version has it. */
  public history(flag: string): readonly string[] | undefined {
    return Object.hasOwn(this.file.flags, flag) ? this.file.flags[flag] : undefined;
  }

  /** The first version that the data has after another one. */
  public after(version: string): string {
    return this.file.versions[this.file.versions.indexOf(version) + 1];
  }

  private flagsOf(version: string): FlagsOfVersion {
    const { versions, flags } = this.file;
    const index = versions.filter(other => isAtLeast(version, other)).length - 1;
    const isListed = versions[index] === version;
    const covered = isListed || (index >= 0 && index < versions.length - 1);
    const around = covered && !isListed ? [index, index + 1] : [Math.max(0, index)];
    const names = Object.keys(flags).filter(flag => around.some(one => hasAt(flags[flag].map(edge => versions.indexOf(edge)), one)));
    const reader = new Reader(names, this.file.reads ?? []);
    const shapes = new Map<string, FlagShape | undefined>();
    const shape = (flag: string) => {
      if (!shapes.has(flag)) shapes.set(flag, this.shapeOf(flag, reader.full(flag), around));
      return shapes.get(flag);
    };
    return {
      version: covered ? version : versions[around[0]],
      covered,
      full: flag => reader.full(flag),
      // A flag of another version is none that is misspelled.
      nearest: flag => nearest(flag, names, !Object.hasOwn(flags, flag)),
      wantsWords: this.file.reads?.includes('words') ?? false,
      shape,
      defaultOf: flag => shape(flag)?.default,
    };
  }

  /** The values that a flag takes in the versions around, of those that have it. */
  private shapeOf(flag: string, name: string | undefined, around: number[]): FlagShape | undefined {
    const { values, flags, versions } = this.file;
    if (values === undefined || name === undefined) return undefined;
    const isKey = flag.includes('.') && name !== flag;
    const rows = values[isKey ? name + flag.slice(flag.indexOf('.')) : name] ?? {};
    const edges = Object.keys(rows);
    const having = around.filter(one => hasAt(flags[name].map(edge => versions.indexOf(edge)), one));
    return having.map(one => {
      const since = edges.filter(edge => versions.indexOf(edge) <= one).pop();
      return since === undefined ? isKey ? ONE_VALUE : shapeOf({}) : shapeOf(rows[since]);
    }).reduce(eitherShape);
  }
}

const TABLES = new Map<string, FlagTable>();

function readFlags(path: string): FlagsFile {
  try {
    return (packagedFlags(path) ?? JSON.parse(readFileSync(path, 'utf8'))) as FlagsFile;
  } catch (error) {
    throw new Error(`the flagsFile ${JSON.stringify(path)} of an engine cannot be read (${error instanceof Error ? error.message : String(error)}); `
      + 'give the path of a file as in engine-flags/ of cdk8s-matrixinfer');
  }
}

/** Whether an index lies within one of the spans. */
function hasAt(spans: number[], index: number): boolean {
  const edges = spans.filter((edge, position) => (position % 2 === 0 ? edge <= index : edge < index)).length;
  return edges % 2 === 1;
}

/** Reads flags as the server's parser does. */
class Reader {
  private readonly names: Set<string>;
  private readonly long: string[];

  public constructor(names: string[], private readonly reads: readonly string[]) {
    this.names = new Set(names);
    this.long = names.filter(name => name.startsWith('--'));
  }

  public full(flag: string): string | undefined {
    if (this.names.has(flag)) return flag;
    const whole = this.reads.includes('dots') ? flag.split('.')[0] : flag;
    if (this.names.has(whole)) return whole;
    if (!flag.startsWith('--')) return this.names.has(flag.slice(0, 2)) ? flag.slice(0, 2) : undefined;
    const name = this.reads.includes('underscores') ? whole.replace(/_/g, '-') : whole;
    if (this.names.has(name)) return name;
    const longer = this.reads.includes('prefixes') ? this.long.filter(other => other.startsWith(name)) : [];
    return longer.length === 1 ? longer[0] : undefined;
  }
}
