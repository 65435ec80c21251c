import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { combinations, exportedEngines, SAMPLED } from './catalogue';
import { barrel, BARREL } from '../../scripts/barrel';

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

test('every engine is exported: npm run generate has written src/engines/barrel.generated.ts', () => {
  expect(readFileSync(BARREL, 'utf8')).toBe(barrel());
  expect(exportedEngines()).toEqual(expect.arrayContaining(WRITTEN.map(({ name }) => name)));
});

test.each(WRITTEN)('$name has a sample: test/conformance/samples/$file.ts', ({ file, name }) => {
  expect(existsSync(join(ROOT, 'test', 'conformance', 'samples', `${file}.ts`))).toBe(true);
  expect(SAMPLED.engines).toContain(name);
});

test.each(WRITTEN)('$name has a page with the lines between which `npm run generate` writes', ({ name }) => {
  const engine = combinations().find(one => one.engineClass === name)?.engine.name;
  const page = join('docs', 'engines', `${engine}.md`);
  expect({ page, exists: existsSync(join(ROOT, page)) }).toEqual({ page, exists: true });
  expect(read(page)).toMatch(/^<!-- generated: container -->\n[^]*^<!-- end -->$/m);
});
