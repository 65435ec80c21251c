import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { lostFields } from './lost-fields';
import { rendered, shapes } from './shape';
import { reachPage } from '../../scripts/reach-page';

const ALL = shapes();

/** What the object that is most like the wanted one lacks. */
function nearest(wanted: { kind: string }, objects: readonly { kind: string }[]): string[] {
  const lost = objects.filter(({ kind }) => kind === wanted.kind).map(object => lostFields(wanted, object));
  return lost.sort((a, b) => a.length - b.length)[0] ?? [`no ${wanted.kind}`];
}

const ROOT = join(__dirname, '..', '..');

describe('published shapes', () => {
  test.each([...ALL])('%s renders every field that was published', (name, shape) => {
    // GIVEN
    const wanted = parseAllDocuments(shape.fields).map(document => document.toJS() as { kind: string });

    // WHEN
    const objects = rendered(name, shape).objects as { kind: string }[];

    // THEN
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.flatMap(one => nearest(one, objects))).toEqual([]);
  });

  test.each([...ALL])('%s is typed code without a patch', name => {
    const text = readFileSync(join(__dirname, 'shapes', `${name}.ts`), 'utf8');
    expect(text).not.toMatch(/JsonPatch|addJsonPatch|ApiObject\.of|: any\b/);
  });

  test.each([...ALL])('%s says all that its code gives as an argument', (name, { byArguments = [] }) => {
    const text = readFileSync(join(__dirname, 'shapes', `${name}.ts`), 'utf8');
    const flags = [...text.matchAll(/\bargs: \[([^\]]*)\]/g)].flatMap(([, list]) => [...list!.matchAll(/'(-[^'=]*)/g)].map(([, flag]) => flag!));
    expect(flags.filter(flag => !byArguments.some(said => said.includes(flag)))).toEqual([]);
  });

  test('the page is what the shapes say', () => {
    expect(readFileSync(join(ROOT, 'docs', 'reach.md'), 'utf8')).toBe(reachPage(ALL));
  });

  test('at least 90 % of the plain Deployments need typed properties alone, arguments of the server aside', () => {
    const plain = [...ALL.values()].filter(({ form }) => form === 'Deployment');
    const whole = plain.filter(({ refused = [] }) => !refused.length);
    expect(whole.length / plain.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('the comparison', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['a field that is missing', { a: { b: 1 } }, { a: {} }, ['a.b: undefined, not 1']],
    ['a value that differs', { a: 'x' }, { a: 'y' }, ['a: "y", not "x"']],
    ['an item by its name', { list: [{ name: 'n', v: 1 }] }, { list: [{ name: 'm', v: 1 }] }, ['list[name=n]: undefined']],
    ['an argument', { args: ['--a', '--b'] }, { args: ['--b'] }, ['args: no "--a" in ["--b"]']],
    ['a flag that has another value', { args: ['--a=1'] }, { args: ['--a', '2'] }, ['args: no "--a=1" in ["--a=2"]']],
    ['nothing, where a flag stands before its value', { args: ['--a=1', '-v'] }, { args: ['-v', '--a', '1'] }, []],
    ['nothing, where all is there and more', { a: [{ name: 'n' }], b: '1' }, { a: [{ name: 'm' }, { name: 'n', v: 2 }], b: 1, c: 3 }, []],
  ])('sees %s', (_, wanted, got, lost) => {
    expect(lostFields(wanted, got)).toEqual(lost);
  });
});
