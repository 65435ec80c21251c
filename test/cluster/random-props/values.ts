import fc from 'fast-check';

/** Plain data that a value of the library is made from; `{ $seconds: 5 }` stands for one that a factory makes. */
export type Recipe = null | undefined | boolean | number | string | readonly Recipe[] | { readonly [name: string]: Recipe };

/** Texts that are read wrongly somewhere: by YAML, by a pattern, by the API server. */
const ODD_TEXTS: readonly string[] = [
  '', ' ', 'a b', 'A', 'é', '\u212a', '\u0130', '😀', '\u0000', '\u0007', '\u0085', '\u2028', '\ufeff', '\ud800', '\u{10ffff}', 'a\n', '\na', 'a\r\nb', '\t', '\u001b[0m',
  '-', '.', '..', '...', 'a..b', '-a', 'a-', 'a_b', 'a__b', 'a.', '.a', 'a/b', '/a', 'a/', 'a/b/c', '/', '~', 'null', 'true', 'NO', '0', '-0', '012', '0x1f', '0o7', '1e3', '1_000', '.5', '12:30',
  '2001-01-01', '.inf', '.NaN', '<<', '=', '%', '@', '`', '# a', 'a #b', 'a: b', 'a:', '- a', '? a', '*a', '&a', '!a', '|', '>', '---', '"', '\'', '\\', '{}', '[]', '$(A)', '$$(A)', '$', '{{ a }}',
  '__proto__', 'constructor', 'a,b', 'a=b', '--a=b', 'kubernetes.io/a', 'requests.example.com/a', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(253), 'x'.repeat(254), 'é'.repeat(200), `${'a'.repeat(253)}/b`, 'x'.repeat(3_000),
];

/** Numbers at an edge of something. */
const ODD_NUMBERS: readonly number[] = [
  0, -0, -1, 0.5, 1.5, 1e-7, 1, 2, 1023, 65_535, 65_536,
  2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e18, 1e21, -(2 ** 31), NaN, Infinity, -Infinity,
];

/** How often an odd value stands where a common one could, once in so many. */
const ODD_ONCE_IN = 160;

/** A common value, now and then an odd one. */
export function mostly<T>(common: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: ODD_ONCE_IN - 1, arbitrary: common }, { weight: 1, arbitrary: odd });
}

/** Any text at all. */
export function oddTexts(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ maxLength: 12 }));
}

/** One of some texts, now and then any other. */
export function texts(...common: string[]): fc.Arbitrary<string> {
  return mostly(fc.constantFrom(...common), oddTexts());
}

/** Texts where any will do, so that half of them are odd. */
export function freeTexts(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom('a', '1', 'some text', '/a/b', 'x=y'), oddTexts());
}

/** Whole numbers in a range, now and then any other. */
export function numbers(min: number, max: number): fc.Arbitrary<number> {
  return mostly(fc.integer({ min, max }), fc.oneof(fc.constantFrom(...ODD_NUMBERS), fc.double()));
}

/** Durations, now and then odd ones. */
export function durations(min: number, max: number): fc.Arbitrary<Recipe> {
  return mostly<Recipe>(
    fc.integer({ min, max }).map(($seconds) => ({ $seconds })),
    fc.oneof(made('millis', numbers(0, 5_000)), made('seconds', fc.constantFrom(...ODD_NUMBERS)), made('days', fc.constantFrom(1, 25, 1e6))),
  );
}

/** Sizes in GiB, now and then odd ones. */
export function sizes(min: number, max: number): fc.Arbitrary<Recipe> {
  return mostly<Recipe>(
    fc.integer({ min, max }).map(($gibibytes) => ({ $gibibytes })),
    fc.oneof(made('kibibytes', fc.constantFrom(...ODD_NUMBERS)), made('tebibytes', fc.constantFrom(0, 1, 7.5, 1e6, 1e9, 2 ** 53))),
  );
}

/** Maps of texts. */
export function maps(keys: fc.Arbitrary<string>, values: fc.Arbitrary<Recipe>, maxKeys = 3): fc.Arbitrary<Recipe> {
  return fc.array(fc.tuple(keys, values), { maxLength: maxKeys }).map((entries) => Object.fromEntries(entries));
}

/** Lists of texts. */
export function lists(items: fc.Arbitrary<Recipe>, maxLength = 3): fc.Arbitrary<Recipe> {
  return fc.array(items, { maxLength });
}

/** Structs in which every member but those named may be left out. */
export function structs(members: Record<string, fc.Arbitrary<Recipe>>, ...requiredKeys: string[]): fc.Arbitrary<Recipe> {
  return fc.record(members, { requiredKeys });
}

/** Structs with a few of the members, so that most of them are good as a whole. */
export function few(members: Record<string, fc.Arbitrary<Recipe>>): fc.Arbitrary<Record<string, Recipe>> {
  const member = fc.oneof(...Object.entries(members).map(([name, value]) => value.map((made_): [string, Recipe] => [name, made_])));
  return fc.array(member, { maxLength: 4 }).map((all) => Object.fromEntries(all));
}

/** The value that a factory makes of what `arguments_` makes. */
export function made(factory: string, of: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return of.map((argument) => ({ [`$${factory}`]: argument }));
}

/** Keys of Secrets. */
export function secretKeys(): fc.Arbitrary<Recipe> {
  const options = mostly<Recipe>(fc.constant(undefined), structs({ namespace: texts('default') }));
  return made('secret', fc.tuple(texts('weights', 'a.b-c', 'x'.repeat(253)), texts('token', '.dot', 'A_b-c.1', 'k'.repeat(253)), options));
}

/** Names of variables. */
export function variableNames(): fc.Arbitrary<string> {
  return texts('A', 'LOG_LEVEL', 'a.b-c', '_', 'HTTP_PROXY');
}

/** Names of other objects. */
export function objectNames(): fc.Arbitrary<string> {
  return texts('reader', 'a.b-c', '0', 'n'.repeat(63));
}

/** Label and annotation keys. */
export function qualifiedNames(): fc.Arbitrary<string> {
  return texts('team', 'example.com/team', 'A.b_c-1', 'k'.repeat(63), `${'d'.repeat(63)}.io/a`);
}

/** Label values. */
export function labelValues(): fc.Arbitrary<string> {
  return texts('a', '', 'A.b_c-1', 'true', '1', '1e3', 'v'.repeat(63));
}

/** Images. */
export function images(): fc.Arbitrary<string> {
  return texts('registry.example.com/server:1.2.3', 'server:1', 'localhost:5000/a/b_c:v1', `a@sha256:${'0'.repeat(64)}`, 'server', '127.0.0.1:80/a.b-c__d:T_1');
}
