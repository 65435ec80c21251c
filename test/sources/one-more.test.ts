import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { bound } from './binding';
import { nameOf, sourceDescriptions, sourceRows } from '../../scripts/lib/source-descriptions';
import { ModelSource } from '../../src';
import { RECORDED_URIS, sourceFactories } from '../conformance/catalogue';

const ROOT = join(__dirname, '..', '..');
const page = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const DESCRIBED = sourceDescriptions().flatMap(({ factories }) => factories.map(nameOf));

/** Those whose URIs are those of others, or any. */
const OF_OTHER_SCHEMES = ['byServer', 'fromPersistentVolumeClaim'];

describe('every factory of ModelSource', () => {
  test.each([...sourceFactories(), 'fromUri'])('%s is described: the docstring of the function in src/sources/private/ that makes it has @factory', factory => {
    expect(DESCRIBED).toContain(factory);
  });

  test.each(RECORDED_URIS.filter(({ factory }) => !OF_OTHER_SCHEMES.includes(factory)))('$factory is named where its URI is only recorded: @scheme beside its @factory, then npm run generate', ({ factory, uri }) => {
    expect(() => bound(ModelSource.fromUri(uri))).toThrow(`ModelSource.${factory}()`);
  });
});

describe('every description of a source', () => {
  test.each(DESCRIBED)('%s is a factory: src/sources/model-source.ts has it', factory => {
    expect([...sourceFactories(), 'fromUri']).toContain(factory);
  });

  test.each(sourceRows().map(row => ({ factory: row[0], row })))('$factory has its row in docs/sources.md: npm run generate', ({ row }) => {
    expect(page('docs/sources.md')).toContain(`| ${row.join(' | ')} |\n`);
  });

  test('is that of a file which makes a source, and each such file has one', () => {
    const makers = [...page('src/sources/model-source.ts').matchAll(/return declared\((\w+),/g)].map(([, name]) => `export function ${name}(`);
    const files = readdirSync(join(ROOT, 'src', 'sources', 'private')).filter(name => makers.some(maker => page(`src/sources/private/${name}`).includes(maker)));
    expect(sourceDescriptions().map(({ file }) => file).sort()).toEqual(files.sort());
  });
});
