import { flagsOf } from './flags-of-engine';
import { ServingEngine } from '../engines/serving-engine';
import { canonicalFlag, parseFlags, valuesOf } from '../flags/flags';
import { CONFIG, OptionRow } from '../flags/options/option-row';
import { SHARED_OPTIONS } from '../flags/options/shared-options';

/** A flag or variable that a server is given, read as the server reads it. */
export interface GivenSetting {
  /** Its flag in the first spelling, or its variable; empty for words that belong to no flag. */
  readonly name: string;
  /** Keys below a flag that takes JSON: `a.b` of `--x.a.b`. */
  readonly path: string;
  readonly values: readonly string[];
  /** All its words as they were written. */
  readonly words: readonly string[];
  /** The facts that are known of it. */
  readonly row?: OptionRow;
}

/** Reads the arguments and variables of one engine. */
export class SettingReader {
  /** The reader of an engine, whose tables are made once. */
  public static of(engine: ServingEngine): SettingReader {
    const reader = READERS.get(engine) ?? new SettingReader(engine);
    READERS.set(engine, reader);
    return reader;
  }

  private readonly aliases: { [alias: string]: string };
  private readonly rows = new Map<string, OptionRow>();
  private readonly names = new Map<string, readonly [name: string, path: string]>();

  private constructor(private readonly engine: ServingEngine) {
    this.aliases = engine._facts.flagAliases;
    for (const row of [...SHARED_OPTIONS, ...engine._options]) {
      for (const name of [...row.flags.slice(0, 1).map(flag => this.canonical(flag)), ...row.env]) this.rows.set(name, row);
    }
  }

  /** The row that is known of a flag, in any spelling, or a variable. */
  public rowOf(name: string): OptionRow | undefined {
    return this.rows.get(name) ?? (name.startsWith('-') ? this.rows.get(this.canonical(name)) : undefined);
  }

  /** Whether the server has a flag in its version; where that is not known, it has all. */
  public knows(word: string): boolean {
    const known = flagsOf(this.engine);
    return known === undefined || known.full(word.split('=')[0]) !== undefined;
  }

  /** The flags of a command line. */
  public args(words: readonly string[]): GivenSetting[] {
    return parseFlags([...words]).map(({ flag, words: own }) => {
      if (flag === '') return { name: '', path: '', values: own, words: own };
      const [name, path] = this.split(flag);
      return { name, path, values: valuesOf(own), words: own, row: this.rows.get(name) };
    });
  }

  /** Variables. */
  public env(variables: { readonly [name: string]: string | undefined }): GivenSetting[] {
    return Object.entries(variables).flatMap(([name, value]) => (
      value === undefined || value === null ? [] : [{ name, path: '', values: [String(value)], words: [`${name}=${value}`], row: this.rows.get(name) }]
    ));
  }

  /** The file that the engine writes for its server. */
  public config(): GivenSetting[] {
    const row = this.rows.get(CONFIG);
    const config = row && this.engine._config;
    return config === undefined ? [] : [{ name: CONFIG, path: '', values: [config], words: [CONFIG], row }];
  }

  /** A flag without the keys below it, and these. Every model of an engine has nearly the same flags. */
  private split(flag: string): readonly [name: string, path: string] {
    const known = this.names.get(flag) ?? this.read(flag);
    this.names.set(flag, known);
    return known;
  }

  /** A dot may as well be a part of a name. */
  private read(flag: string): readonly [name: string, path: string] {
    const dot = flag.indexOf('.');
    if (dot < 0 || flagsOf(this.engine)?.full(flag) === flag) return [this.canonical(flag), ''];
    return [this.canonical(flag.slice(0, dot)), flag.slice(dot + 1)];
  }

  private canonical(flag: string): string {
    return canonicalFlag(flagsOf(this.engine)?.full(flag) ?? flag, this.aliases);
  }
}

const READERS = new WeakMap<ServingEngine, SettingReader>();

/** Whether a member of an engine's props was given. */
export function isGiven(engine: ServingEngine, property: string): boolean {
  return (engine._props as { readonly [property: string]: unknown })[property] !== undefined;
}
