import { readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { ROOT } from './assembly';
import { INTERNAL } from './rooms';

/** Rows of the second table of the glossary: the words to leave out, and what to write in their place. */
const LEFT_OUT = readFileSync(join(ROOT, 'docs', 'glossary.md'), 'utf8').split('## Words to leave out')[1].split('\n')
  .filter(line => /^\| [^|-]+ \| [^|]+ \|$/.test(line)).slice(1)
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, word, instead]): [string, string] => [word, instead]);

/** Sources, pages, tests and scripts, but for what is generated. */
const FILES = [
  ...['src', 'docs', 'test', 'scripts', 'reporter', 'benchmark', 'projenrc', 'rosetta', 'examples']
    .flatMap(folder => ts.sys.readDirectory(join(ROOT, folder), ['.ts', '.md', '.py'], ['**/node_modules', '**/dist'])),
  join(ROOT, 'README.md'), join(ROOT, 'CONTRIBUTING.md'), join(ROOT, 'CHANGELOG.md'),
].filter(file => !/\.generated\.ts$|src\/imports\/|docs\/(glossary|rules|crd-reference)\.md$/.test(file));

describe('the words of the glossary', () => {
  test('are read from its table', () => {
    expect(LEFT_OUT.length).toBeGreaterThan(4);
  });

  test.each(LEFT_OUT)('%s is written nowhere', word => {
    const pattern = new RegExp(`\\b${word}\\b`, 'i');
    const found = FILES.flatMap(file => readFileSync(file, 'utf8').split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${relative(ROOT, file)}:${index + 1}: ${line.trim()}`] : [])));
    expect(found).toEqual([]);
  });
});

/** Sentences that begin with "what": a reader waits for the end to learn what they are about. */
const WHAT_IN_DOCSTRINGS = /^\s*(?:\/\*\*|\*) What /;
const WHAT_IN_REASONS = /\bwhy: ['"`]what /i;

/** Every line of some sources that a pattern finds. */
function linesWith(pattern: RegExp, isMeant: (path: string) => boolean): string[] {
  return FILES.map(file => relative(ROOT, file)).filter(path => path.startsWith('src/') && isMeant(path))
    .flatMap(path => readFileSync(join(ROOT, path), 'utf8').split('\n').filter(line => pattern.test(line)).map(line => `${path}: ${line.trim()}`));
}

describe('sentences that users read begin with a noun or a verb', () => {
  test('in docstrings of all that is exported', () => {
    expect(linesWith(WHAT_IN_DOCSTRINGS, path => !INTERNAL.includes(path.split('/')[1]) && !path.includes('/private/'))).toEqual([]);
  });

  test('in the reasons of rules', () => {
    expect(linesWith(WHAT_IN_REASONS, path => path.startsWith('src/checks/rules/'))).toEqual([]);
  });
});
