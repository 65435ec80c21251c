import { readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';
import { ROOT } from './assembly';

/*
 * "Arrows point one way": eslint's import/no-cycle does not count `import type`, and a cycle of types ties two floors
 * together as well. This reads every import there is.
 */
const files = ts.sys.readDirectory(join(ROOT, 'src'), ['.ts']);
const graph = new Map(files.map(file => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles
    .filter(imported => imported.fileName.startsWith('.'))
    .map(imported => resolve(dirname(file), imported.fileName))
    .map(path => files.find(candidate => candidate === `${path}.ts` || candidate === join(path, 'index.ts')) ?? path);
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

describe('the files of src/', () => {
  test('import each other one way: no cycle, not even of types', () => {
    const done = new Set<string>();
    const cycles = files.map(file => cycleFrom(file, [], done)).filter(cycle => cycle !== undefined);
    expect(cycles.map(cycle => cycle.map(short).join(' → '))).toEqual([]);
  });

  test('are all exported, but for the internal ones', () => {
    const exported = new Set(graph.get(join(ROOT, 'src', 'index.ts'))!.map(short));
    const internal = /^src\/(index\.ts|imports\/|checks\/model-schema\/|.*private\/)/;
    expect(files.map(short).filter(file => !internal.test(file) && !exported.has(file))).toEqual([]);
  });
});
