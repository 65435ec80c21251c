import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { filesUnder, ROOT } from '../../scripts/lib/project';
import { ModelLabels } from '../../src';

/** Programs of this repository, but for what is generated. */
const FILES = ['src', 'scripts', 'reporter', 'projenrc'].flatMap(folder => filesUnder(join(ROOT, folder)).map(file => join(folder, file)))
  .filter(file => file.endsWith('.ts') && !file.includes('generated') && !file.startsWith(join('src', 'imports')));

/** Files whose code, without comments, has a text, besides those that are its home. */
function strangers(text: RegExp, ...homes: string[]): string[] {
  const code = (file: string) => readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(\*|\/\*|\/\/).*$/gm, '');
  return FILES.filter(file => !homes.includes(file) && text.test(code(file)));
}

describe('a rule stands in one file only:', () => {
  test.each<[string, RegExp, ...string[]]>([
    ['how Kubernetes writes a name', /\[-a-z0-9\]\*\[a-z0-9\]/, 'src/ground/name-patterns.ts'],
    ['what a quantity is', /KMGTPE/, 'src/ground/quantity.ts'],
    ['what can be a part of a path', /\[-\._A-Za-z0-9\]\*(\[A-Za-z0-9\]\)\?)?\$\/\.test\((context\.)?servedName/, 'src/ground/names.ts'],
    ['where the files of a model are mounted', /'\/mnt\/models'/, 'src/facts/model-path.ts'],
    ['the labels and annotations of the library', /'registry\.matrixinfer\.ai\/(?!v1)/, 'src/values/model-labels.ts', 'reporter/view/projections.ts'],
    ['what an object of JSON is', /typeof (\w+) === 'object' && \1 !== null && !Array\.isArray\(\1\)/, 'src/ground/objects.ts', 'reporter/kube/raw.ts'],
  ])('%s', (_rule, text, ...homes) => {
    expect(strangers(text, ...homes)).toEqual([]);
  });
});

test('the reporter, a program of its own, has the words of the library and of its CRD', () => {
  const words = FILES.filter(file => file.startsWith('reporter')).flatMap(file => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/'(registry\.matrixinfer\.ai\/[^']+)'/g)].map(([, word]) => word));
  const { spec } = parse(readFileSync(join(ROOT, 'crds', 'registry.matrixinfer.ai_models.yaml'), 'utf8')) as { spec: { group: string; versions: { name: string }[] } };
  const known: string[] = [...Object.values(ModelLabels), `${spec.group}/${spec.versions[0].name}`];
  expect(words.length).toBeGreaterThan(3);
  expect(words.filter(word => !known.includes(word))).toEqual([]);
});
