import { readFileSync } from 'fs';
import { join } from 'path';
import { bound } from './binding';
import { ModelSource } from '../../src';
import { RECORDED_URIS, sourceFactories } from '../conformance/catalogue';

const page = (name: string) => readFileSync(join(__dirname, '..', '..', name), 'utf8');

/** Those whose URIs are those of others, or any. */
const OF_OTHER_SCHEMES = ['byServer', 'fromPersistentVolumeClaim'];

describe('every factory of ModelSource', () => {
  test.each(RECORDED_URIS.filter(({ factory }) => !OF_OTHER_SCHEMES.includes(factory)))('$factory is named where its URI is only recorded: a line in src/facts/source-schemes.ts', ({ factory, uri }) => {
    expect(() => bound(ModelSource.fromUri(uri))).toThrow(`ModelSource.${factory}()`);
  });

  test.each(sourceFactories())('%s has a row in the table of sources in README.md', factory => {
    expect(page('README.md')).toMatch(new RegExp(`^\\| \`(?:ModelSource\\.)?.*\\b${factory}\\b`, 'm'));
  });

  test.each(sourceFactories())('%s is spoken of in docs/sources.md', factory => {
    expect(page('docs/sources.md')).toMatch(new RegExp(`\\b${factory}\\b`));
  });
});
