import { SHAPES } from './shapes.generated';

/** One member of a struct, one parameter of an entrance, or one answer of a subclass. */
export interface Member {
  readonly name: string;
  /** `string`, `Size`, `Toleration[]`, `string{}`. */
  readonly type: string;
  readonly optional: boolean;
  /** A parameter that takes any number of values. */
  readonly variadic: boolean;
}

/** The rows of one kind, by name. Each is read when it is first asked for: an app gives a few types of values, of hundreds. */
export class Rows<T> {
  private readonly known = new Map<string, T>();

  /**
   * @param rows the words behind the name of each.
   * @param read what is said in them.
   */
  public constructor(private readonly rows: ReadonlyMap<string, string>, private readonly read: (words: string[]) => T) {}

  /** Whether there is one of a name. */
  public has(name: string): boolean {
    return this.rows.has(name);
  }

  /** The one of a name; `undefined` when there is none. */
  public get(name: string): T | undefined {
    const words = this.rows.get(name);
    if (words === undefined) return undefined;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const read = this.read(words === '' ? [] : words.split(' '));
    this.known.set(name, read);
    return read;
  }

  /** All of them, in the order of the table. */
  public* [Symbol.iterator](): Generator<[string, T]> {
    for (const name of this.rows.keys()) yield [name, this.get(name)!];
  }
}

/** The types of all values that may be given, by name: read when the first value is judged, and not when the package is loaded. */
export interface Shapes {
  /** Parameters of everything that users call: `Compute.gpu`, `new_VllmEngine`, `Accelerator#mig`. */
  readonly entrance: Rows<readonly Member[]>;
  /** The types of the answers of the members of users' subclasses; methods end in `()`. */
  readonly answers: Rows<readonly Member[]>;
  /** Members of structs, inherited ones included. */
  readonly struct: Rows<readonly Member[]>;
  /** Values of enums, by their member. */
  readonly enum: Rows<readonly (readonly [member: string, value: string])[]>;
  /** How to get a value of a class, in code. */
  readonly class: Rows<readonly string[]>;
}

let known: Shapes | undefined;

/** The table of everything that may be given. */
export function shapes(): Shapes {
  known ??= shapesIn(SHAPES);
  return known;
}

function shapesIn(text: string): Shapes {
  const kinds = new Map<string, Map<string, string>>();
  for (const row of text.trim().replace(/\n /g, ' ').split('\n')) {
    const [kind, name] = row.split(' ', 2);
    const rows = kinds.get(kind) ?? new Map<string, string>();
    kinds.set(kind, rows.set(name, row.slice(kind.length + name.length + 2)));
  }
  const of = (kind: string): ReadonlyMap<string, string> => kinds.get(kind) ?? new Map<string, string>();
  const struct: Rows<readonly Member[]> = new Rows(of('struct'), words => words.flatMap(word => (word.startsWith('<')
    ? struct.get(word.slice(1)) ?? []
    : [member(word)])));
  return {
    entrance: new Rows(of('entrance'), words => words.map(member)),
    answers: new Rows(of('answers'), words => words.map(member)),
    struct,
    enum: new Rows(of('enum'), words => words.map(word => word.split('=') as [string, string])),
    class: new Rows(of('class'), words => words.map(word => word.replace(/^new_/, 'new ').replace('()', '(…)'))),
  };
}

function member(word: string): Member {
  const [, dots, name, optional, type] = /^(\.\.\.)?(\w+(?:\(\))?)(\??):(.+)$/.exec(word)!;
  return { name, type, optional: optional === '?', variadic: dots !== undefined };
}
