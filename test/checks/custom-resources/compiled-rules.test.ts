import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compiledCel, isTransition } from '../../../scripts/crd/cel';
import { CEL, CEL_FUNCTIONS } from '../../../src/ground/cel';

/** The verdict of a rule as the library compiles it; `error` where CEL has one. */
function verdict(rule: string, self: unknown): unknown {
  const holds = new Function('CEL', 'CEL_FUNCTIONS', `return ${compiledCel(rule)};`)(CEL, CEL_FUNCTIONS) as (value: unknown) => unknown; // eslint-disable-line no-new-func
  try {
    return holds(self);
  } catch {
    return 'error';
  }
}

/** The verdicts of an evaluator of CEL that somebody else wrote, on each object by each rule; an ES module, which jest does not load. */
function otherVerdicts(): unknown[][] {
  const program = `
    import { evaluate } from '@marcbachmann/cel-js';
    import { readFileSync } from 'node:fs';
    const { rules, objects } = JSON.parse(readFileSync(0, 'utf8'));
    const whole = (value) => typeof value === 'number' ? BigInt(value) : Array.isArray(value) ? value.map(whole)
      : typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, whole(member)])) : value;
    const verdict = (rule, self) => { try { return evaluate(rule, { self: whole(self) }); } catch { return 'error'; } };
    console.log(JSON.stringify(rules.map((rule) => objects.map((self) => verdict(rule, self)))));
  `;
  const input = JSON.stringify({ rules: RULES, objects: OBJECTS });
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: join(__dirname, '..', '..', '..'), input, encoding: 'utf8' })) as unknown[][];
}

const OBJECTS: readonly unknown[] = [
  {}, { a: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 1, b: 1, names: ['x', 'yy'] }, { names: [] }, { names: ['x', 'x'] }, { map: { 'k/v': 'é😀', 'x': '' } },
  { items: [{ name: 'a', n: 1 }, { name: 'b' }] }, { items: [{ n: 5 }, { name: 'a' }] }, { text: 'Ab-c' }, { text: '' },
];

const RULES = [
  '!has(self.a) || !has(self.b) || self.a <= self.b',
  'self.a <= self.b',
  'self.a == 1 || self.b == 2',
  'self.b == 2 || self.a == 1',
  'has(self.a) && self.a in [1, 3] ? has(self.b) : true',
  '!has(self.names) || self.names.all(n, n.size() < 2)',
  '!has(self.names) || self.names.exists_one(n, n == "x")',
  "has(self.names) && self.names.filter(n, n.startsWith('x')).size() == 2",
  'has(self.map) && self.map.all(k, self.map[k].size() < 3)',
  "has(self.map) && 'k/v' in self.map && size(self.map['k/v']) == 2",
  "has(self.items) && self.items.exists(i, i.name == 'a')",
  "has(self.items) && self.items.all(i, has(i.n) || i.name == 'b')",
  'has(self.items) && self.items.map(i, has(i.n)) == [true, false]',
  "has(self.text) && self.text.matches(r'^[A-Z][a-z]-') && self.text.endsWith('c') && self.text.contains('b-')",
  "has(self.text) && (self.text == '' || self.text != \"Ab-c\")",
  'has(self.a) && -self.a + 3 * 2 - 1 == 4',
];

describe('a rule of a CRD, compiled', () => {
  test('says what another evaluator says', () => {
    const others = otherVerdicts();
    for (const [index, rule] of RULES.entries()) {
      expect([rule, ...OBJECTS.map((self) => verdict(rule, self))]).toEqual([rule, ...others[index]!]);
    }
  });

  test.each<[string, unknown, unknown]>([
    ['quantity(self.a).compareTo(quantity(self.b)) <= 0', { a: '1Gi', b: '1G' }, false],
    ["quantity(self.a).isLessThan(quantity('2'))", { a: '1999m' }, true],
    ["isQuantity(self.a) && quantity(self.a).isGreaterThan(quantity('0'))", { a: 'many' }, false],
    ["quantity(self.a).isGreaterThan(quantity('0'))", { a: 'many' }, 'error'],
    ['string(self.a) == "5" && int("7") == 7', { a: 5 }, true],
    ['self.my__dash__name == "a" && self.__namespace__ == "b"', { 'my-name': 'a', 'namespace': 'b' }, true],
    ['self.text.lowerAscii() == "ab-c" && self.text.split("-").size() == 2 && self.text.indexOf("c") == 3 && self.text.upperAscii() == "AB-C"', { text: 'Ab-c' }, true],
  ])('%s of %j is %s', (rule, self, expected) => {
    expect(verdict(rule, self)).toBe(expected);
  });

  test.each([
    ['url(self).getHost() == "a"', 'the function getHost of CEL is not translated'],
    ['self.a / 2 == 1', 'cannot read the CEL rule self.a / 2 == 1 from "/ 2 == 1" on'],
    ['other.a == 1', 'the name other of CEL is not translated'],
    ['self.a == ', 'cannot read the CEL rule self.a ==  at'],
    ['self.a self.b', 'cannot read the CEL rule self.a self.b at "a self . b"'],
    ['self.a[1', 'cannot read the CEL rule'],
    ['self.(a)', 'cannot read the CEL rule'],
    ['f(a b)', 'cannot read the CEL rule'],
    [') == 1', 'cannot read the CEL rule'],
  ])('fails for %s, and says what', (rule, message) => {
    expect(() => compiledCel(rule)).toThrow(message);
  });

  test('that compares with an earlier version is none for an object that is created', () => {
    expect(isTransition('self == oldSelf')).toBe(true);
    expect(isTransition("self != 'oldSelf'")).toBe(false);
  });
});
