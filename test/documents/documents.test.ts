import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { soundValues } from './sound-values';
import { TYPED } from './typed-kinds';
import { Parsed, pathsIn, withoutEmpty } from './typed-values';
import { CrdFile, nameOf, walk } from '../../scripts/crd/crd-file';
import { goodResources } from '../cluster/same-verdict/arbitraries';
import { CRDS, schemaOf } from '../cluster/same-verdict/documents';

/*
 * Whatever the CRDs of servers, routes and policies take can be said in typed code, and nothing but that document is made. The API's own documents are those
 * whose name begins with `documented-`: https://github.com/matrixinfer-ai
 */

const KINDS = CRDS.filter(crd => TYPED[crd.crd.spec.names.kind] !== undefined);

const folderOf = (crd: CrdFile) => join(__dirname, '..', 'valid', nameOf(crd));

/** A document; quantities in it may be numbers, and are printed as texts. */
function read(crd: CrdFile, file: string): Parsed {
  const isQuantity = (key: unknown) => key === 'averageValue' || key === 'tolerance';
  return parse(readFileSync(join(folderOf(crd), file), 'utf8'), (key, value: unknown) => (isQuantity(key) ? String(value) : value));
}

/** Documents that say the same as others, in a way that nothing prints: nulls, a status, a duration in parts. */
const ANOTHER_SPELLING = ['nulls-are-left-out.yaml', 'status-is-ignored.yaml', 'timeout-in-parts.yaml'];

const FILES = KINDS.flatMap(crd => {
  const files = readdirSync(folderOf(crd)).filter(file => !ANOTHER_SPELLING.includes(file));
  return files.map(file => ({ crd, kind: crd.crd.spec.names.kind, file }));
});

/** What typed code makes of a document. */
function made(kind: string, document: Parsed): readonly Parsed[] {
  const chart = new Chart(Testing.app(), 'chart', { namespace: document.metadata.namespace });
  TYPED[kind](chart, document);
  return Testing.synth(chart);
}

test.each(FILES)('$kind: $file is made exactly, and nothing else with it', ({ crd, kind, file }) => {
  const document = read(crd, file);
  expect(made(kind, document)).toEqual([document]);
});

describe.each(KINDS.map(crd => ({ crd, kind: crd.crd.spec.names.kind })))('$kind', ({ crd, kind }) => {
  const seen = new Set<string>();
  const maps = new Set<string>();
  walk(schemaOf(crd), (path, { additionalProperties }) => { if (additionalProperties) maps.add(path); });
  const keep = (document: Parsed) => { for (const path of pathsIn(document.spec, 'spec', one => maps.has(one))) seen.add(path); };

  test('whatever the CRD takes is made exactly', () => {
    fc.assert(fc.property(goodResources(crd).map(soundValues), (document: Parsed) => {
      const [only, ...others] = made(kind, document);
      expect([withoutEmpty(only), others]).toEqual([withoutEmpty(document), []]);
      keep(withoutEmpty(document));
    }), { seed: 20_261, numRuns: 150 });
  });

  test('no field of the CRD was left out of that', () => {
    const leaves = new Set<string>();
    walk(schemaOf(crd), (path, { properties, items, additionalProperties }) => {
      if (path.startsWith('spec.') && !properties && !items && !additionalProperties) leaves.add(path);
    });
    expect([...leaves].filter(path => !seen.has(path))).toEqual([]);
    expect(leaves.size).toBeGreaterThan(10);
  });
});
