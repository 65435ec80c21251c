import { readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';
import { ROOT } from './assembly';
import { INTERNAL, ROOMS } from './rooms';
import { BARREL } from '../../scripts/barrel';

/*
 * "Arrows point one way": in src/ a cycle of types ties two floors together as well; elsewhere only what is loaded counts. eslint's import/no-cycle
 * never counts `import type`, and parses each file once more: nine tenths of the time of the lint.
 */
const everyFile = ['src', 'test', 'scripts', 'benchmark', 'examples', 'reporter', 'projenrc']
  .flatMap(folder => ts.sys.readDirectory(join(ROOT, folder), ['.ts'], ['**/node_modules', '**/dist']));
const known = new Set(everyFile);
const graph = new Map(everyFile.map(file => [file, importsOf(file)]));
const files = everyFile.filter(isOfThePackage);

function isOfThePackage(file: string): boolean {
  return file.startsWith(join(ROOT, 'src', '/'));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return ts.preProcessFile(isOfThePackage(file) ? text : text.replace(/^import type .*$/gm, ''), true, true).importedFiles
    .filter(imported => imported.fileName.startsWith('.'))
    .map(imported => resolve(dirname(file), imported.fileName))
    .map(path => [`${path}.ts`, join(path, 'index.ts')].find(candidate => known.has(candidate)) ?? path);
}

/** The first cycle that a walk from a file meets, as the files in their order. */
function cycleFrom(file: string, path: string[], done: Set<string>): string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (done.has(file)) return undefined;
  for (const imported of graph.get(file) ?? []) {
    const cycle = cycleFrom(imported, [...path, file], done);
    if (cycle) return cycle;
  }
  done.add(file);
  return undefined;
}

const short = (file: string) => relative(ROOT, file);

/** The room of a file: its folder of src/, or `.` for the constructs. */
const roomOf = (file: string) => (short(file).split('/').length > 2 ? short(file).split('/')[1] : '.');

/** How high a room stands; those of one line have one height. */
const heightOf = (file: string) => ROOMS.findIndex(rooms => rooms.includes(roomOf(file)));

/** Every import of one file by another in src/, but for the barrel's. */
const imports = files.filter(file => short(file) !== 'src/index.ts').flatMap(from => (graph.get(from) ?? []).filter(to => files.includes(to)).map(to => ({ from, to })));
const arrow = ({ from, to }: { readonly from: string; readonly to: string }) => `${short(from)} → ${short(to)}`;

describe('the rooms of src/', () => {
  test('are those of the list, each once', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(ROOMS.flat().sort());
  });

  test('import from those below, never from those above or beside', () => {
    const against = imports.filter(({ from, to }) => roomOf(from) !== roomOf(to) && heightOf(to) >= heightOf(from));
    expect(against.map(arrow)).toEqual([]);
  });

  test('keep what is private/ to themselves', () => {
    const reached = imports.filter(({ from, to }) => short(to).includes('/private/') && !short(from).startsWith(short(to).split('private/')[0]));
    expect(reached.map(arrow)).toEqual([]);
  });
});

describe('all files', () => {
  test('import each other one way: no cycle, in src not even of types', () => {
    const done = new Set<string>();
    const cycles = everyFile.map(file => cycleFrom(file, [], done)).filter(cycle => cycle !== undefined);
    expect(cycles.map(cycle => cycle.map(short).join(' → '))).toEqual([]);
  });
});

/** The longest file that a reader is asked to hold in mind. Generated files are read by nobody. */
const MOST_LINES = 300;

/** The widest line that is read without scrolling; a regular expression cannot be wrapped. */
const WIDEST = 160;
const REGULAR_EXPRESSION = /[ (]\/.{90,}\/[a-z]*[).,;\]]/;

const GENERATED = /\.generated\.ts$|^src\/imports\//;

describe('the files of src/', () => {
  test(`have ${MOST_LINES} lines at most, but for generated ones`, () => {
    const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    expect(files.filter(file => !GENERATED.test(short(file)) && linesOf(file) > MOST_LINES).map(short)).toEqual([]);
  });

  test(`have lines of ${WIDEST} characters at most, but for regular expressions`, () => {
    const wide = (file: string) => readFileSync(file, 'utf8').split('\n').filter(line => line.length > WIDEST && !REGULAR_EXPRESSION.test(line));
    expect(files.filter(file => !GENERATED.test(short(file))).flatMap(file => wide(file).map(line => `${short(file)}: ${line.trim()}`))).toEqual([]);
  });

  test('are all exported, but for the internal ones', () => {
    const exported = new Set([join(ROOT, 'src', 'index.ts'), BARREL].flatMap(file => graph.get(file)!).map(short));
    const isInternal = (file: string) => file.endsWith('src/index.ts') || file.includes('/private/') || INTERNAL.includes(roomOf(file));
    expect(files.filter(file => !isInternal(file)).map(short).filter(file => !exported.has(file))).toEqual([]);
  });
});
