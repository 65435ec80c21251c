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

/** The types of all values that may be given, by name: read when the first value is judged, and not when the package is loaded. */
export interface Shapes {
  /** Parameters of everything that users call: `Compute.gpu`, `new_VllmEngine`, `Accelerator#mig`. */
  readonly entrance: ReadonlyMap<string, readonly Member[]>;
  /** The types of the answers of the members of users' subclasses; methods end in `()`. */
  readonly answers: ReadonlyMap<string, readonly Member[]>;
  /** Members of structs, inherited ones included. */
  readonly struct: ReadonlyMap<string, readonly Member[]>;
  /** Values of enums, by their member. */
  readonly enum: ReadonlyMap<string, readonly (readonly [member: string, value: string])[]>;
  /** How to get a value of a class, in code. */
  readonly class: ReadonlyMap<string, readonly string[]>;
}

let read: Shapes | undefined;

/** The table of everything that may be given. */
export function shapes(): Shapes {
  read ??= parse(SHAPES);
  return read;
}

function parse(text: string): Shapes {
  const rows = text.trim().replace(/\n /g, ' ').split('\n').map(row => row.split(' '));
  const of = (kind: string): Map<string, string[]> => new Map(rows.filter(([first]) => first === kind).map(([, name, ...words]) => [name, words]));
  const structs = of('struct');
  const inherited = (name: string): Member[] => (structs.get(name) ?? []).flatMap(word => (word.startsWith('<') ? inherited(word.slice(1)) : [member(word)]));
  return {
    entrance: mapped(of('entrance'), words => words.map(member)),
    answers: mapped(of('answers'), words => words.map(member)),
    struct: new Map([...structs.keys()].map(name => [name, inherited(name)])),
    enum: mapped(of('enum'), words => words.map(word => word.split('=') as [string, string])),
    class: mapped(of('class'), words => words.map(word => word.replace(/^new_/, 'new ').replace('()', '(…)'))),
  };
}

function mapped<T>(rows: Map<string, string[]>, make: (words: string[]) => T): Map<string, T> {
  return new Map([...rows].map(([name, words]) => [name, make(words)]));
}

function member(word: string): Member {
  const [, dots, name, optional, type] = /^(\.\.\.)?(\w+(?:\(\))?)(\??):(.+)$/.exec(word)!;
  return { name, type, optional: optional === '?', variadic: dots !== undefined };
}
