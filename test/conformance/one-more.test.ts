import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { combinations, exportedEngines, SAMPLED } from './catalogue';
import { barrels } from '../../scripts/barrel';
import { membersOf, SWITCHES, switchesOf } from '../../scripts/engine-switches';
import { KnownEngine } from '../../src/engines/private/known-engine';
import { shapes } from '../../src/ground/input/shapes';
import { loadAssembly } from '../api/assembly';
import { ENGINE_VERSIONS } from '../monitoring/engine-versions';

/*
 * What is easily forgotten of one more engine. Each test says what is missing.
 */

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

/** Engines by the file that they are written in. */
const WRITTEN = readdirSync(join(ROOT, 'src', 'engines')).filter(file => file.endsWith('.ts')).flatMap(file => {
  const name = /^export class (\w+) extends (?:KnownEngine|ServingEngine)\b/m.exec(read('src', 'engines', file))?.[1];
  return name === undefined ? [] : [{ file: file.replace(/\.ts$/, ''), name }];
});

test('every engine is found in its file', () => {
  expect(WRITTEN.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(SAMPLED.engines));
});

test('every engine and the options of every source are exported: npm run generate has written the files for it', () => {
  for (const [file, text] of barrels()) expect(readFileSync(file, 'utf8')).toBe(text);
  expect(exportedEngines()).toEqual(expect.arrayContaining(WRITTEN.map(({ name }) => name)));
});

test.each(WRITTEN)('$name has a sample, in test/conformance/samples, in a file called $file', ({ file, name }) => {
  expect(existsSync(join(ROOT, 'test', 'conformance', 'samples', `${file}.ts`))).toBe(true);
  expect(SAMPLED.engines).toContain(name);
});

test.each(WRITTEN)('$name, where it has metrics, is in test/monitoring/engine-versions.ts, which alerts and dashboards are tested with', ({ name }) => {
  const { engine } = combinations().find(one => one.engineClass === name)!;
  if (engine.metrics === undefined) return;
  expect(ENGINE_VERSIONS.map(one => one.constructor.name)).toContain(name);
});

test('every option of every engine has values for random apps, in test/cluster/random-props/engine-members.ts', () => {
  expect(() => jest.requireActual('../cluster/random-props/engines') as object).not.toThrow();
});

describe('the table of switches in docs/engines.md', () => {
  const table = /<!-- generated: switches -->\n([^]*?)<!-- end -->/.exec(read('docs', 'engines.md'))![1];
  const engines = SAMPLED.engines.map(name => combinations().find(one => one.engineClass === name)!);

  test.each(engines)('fills each column for $engineClass', ({ engineClass, engine }) => {
    const cells = switchesOf(engineClass, engine);
    expect(cells).toHaveLength(Object.keys(SWITCHES).length);
    expect(cells.filter(cell => !/\w/.test(cell))).toEqual([]);
    expect(table).toContain(`| [\`${engineClass}\`](engines/${engine.name}.md) | ${cells.join(' | ')} |\n`);
  });

  test.each(engines)('sends the reader of a "no" to what the page of $engineClass says instead', ({ engineClass, engine }) => {
    const page = read('docs', 'engines', `${engine.name}.md`);
    const absent = Object.values(SWITCHES).filter((heading, column) => heading !== undefined && switchesOf(engineClass, engine)[column].startsWith('[no]'));
    const words = { 'Logs and telemetry': /JSON/, 'API key': /none|NetworkPolicy/i };
    for (const heading of absent) expect(page.split(`\n## ${heading!}\n`)[1]?.split('\n## ')[0] ?? `no section "${heading}"`).toMatch(words[heading!]);
  });

  test('speaks of one kind of value wherever one name is used', () => {
    const kinds = new Map<string, Set<string>>();
    const kindOf = (type: string) => (shapes().enum.has(type) ? 'string' : type); // a word of the server, from a closed set or not
    // A ContainerEngine is told what others know of their server: `metrics` are those that its image has, and not a switch.
    for (const { engineClass } of engines.filter(one => one.engineClass !== 'ContainerEngine')) {
      for (const [name, type] of membersOf(engineClass)) kinds.set(name, (kinds.get(name) ?? new Set()).add(kindOf(type)));
    }
    expect([...kinds].filter(([, types]) => types.size > 1).map(([name]) => name)).toEqual([]);
    expect(kinds.get('apiKey')).toEqual(new Set(['SecretKey']));
  });
});

test.each(WRITTEN)('the words of the props of $name say the ports that it has when nothing is said', ({ name }) => {
  const { engine } = combinations().find(one => one.engineClass === name)!;
  if (!(engine instanceof KnownEngine)) return; // the others say it with @default, or have to be told
  const assembly = loadAssembly();
  const { summary, remarks } = (assembly.types[`${assembly.name}.${name}Props`] as { docs: { summary: string; remarks?: string } }).docs;
  const numbers = Object.values(engine.ports).filter(port => port !== undefined).map(String);
  expect(numbers.filter(port => !`${summary} ${remarks}`.includes(port))).toEqual([]);
});

test.each(WRITTEN)('$name has a page with the lines between which `npm run generate` writes', ({ name }) => {
  const engine = combinations().find(one => one.engineClass === name)?.engine.name;
  const page = join('docs', 'engines', `${engine}.md`);
  expect({ page, exists: existsSync(join(ROOT, page)) }).toEqual({ page, exists: true });
  expect(read(page)).toMatch(/^<!-- generated: container -->\n[^]*^<!-- end -->$/m);
});
