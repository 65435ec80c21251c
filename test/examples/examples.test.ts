import { readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { exampleNames, fileOf, filesIn, ROOT, synthesize, Synthesis } from './synthesis';

/*
 * Every folder of examples/ is an app that a user could start from: it is synthesized with the real cdk8s-cli, and what comes
 * out is compared with its expected/. After a wanted change: npx tsx test/examples/refresh.ts, and read the difference.
 */
jest.setTimeout(120_000);

describe.each(exampleNames())('examples/%s', name => {
  let synthesis: Synthesis;

  beforeAll(async () => {
    synthesis = await synthesize(name);
  });

  test('synthesizes with cdk8s-cli', () => {
    expect(synthesis).toMatchObject({ exitCode: 0, printed: expect.stringContaining('Synthesizing application') });
  });

  test('has no warning that is not acknowledged', () => {
    expect(synthesis.printed).not.toContain('[warning]');
  });

  test('writes what expected/ has, byte for byte', () => {
    expect(synthesis.own).toEqual(filesIn(fileOf(name, 'expected')));
    expect(synthesis.own).not.toEqual({});
  });

  test('installs the CRDs of crds/, if it installs any', () => {
    const crds = Object.values(filesIn(join(ROOT, 'crds'))).map(text => parse(text));
    for (const text of Object.values(synthesis.crds)) {
      expect(parseAllDocuments(text).map(document => document.toJS())).toEqual(crds);
    }
  });

  test('has a README that shows its code and its output', () => {
    const readme = readFileSync(fileOf(name, 'README.md'), 'utf8');
    expect(readme).toContain('<!-- from: main.ts -->');
    expect(readme).toMatch(/<!-- from: expected\/[-\w]+\.k8s\.yaml -->/);
  });
});

describe('examples/documented', () => {
  test.each([
    ['model-basic', 'documented-basic.yaml'],
    ['model-s3', 'documented-s3.yaml'],
  ])('is, in %s, exactly the Model that the documentation shows', (chart, documented) => {
    const expected = parse(readFileSync(join(ROOT, 'test', 'valid', 'models.registry.matrixinfer.ai', documented), 'utf8'));
    expect(parse(readFileSync(fileOf('documented', 'expected', `${chart}.k8s.yaml`), 'utf8'))).toStrictEqual(expected);
  });
});
