import { readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { ROOT } from './assembly';

const FILES = ts.sys.readDirectory(join(ROOT, 'src'), ['.ts'])
  .map(file => relative(ROOT, file))
  .filter(file => !/\.generated\.ts$|^src\/imports\//.test(file));

/** The code of each file, without comments: those may name what is written elsewhere. */
const CODE = new Map(FILES.map(file => [file, readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')]));

/** What is written once, and taken from there by all others. */
const HOMES: readonly (readonly [what: string, pattern: RegExp, home: string])[] = [
  ['labels that all of Kubernetes shares', /['"`]app\.kubernetes\.io\//, 'src/ground/common-labels.ts'],
  ['labels and annotations of the library', /['"`](?:registry|networking)\.matrixinfer\.ai\/(?!v\d)[a-z-]+['"`]/, 'src/values/model-labels.ts'],
  ['the folder of the model', /['`]\/mnt\/models['`/]/, 'src/facts/model-path.ts'],
  ['names of Kubernetes', /\[a-z\d?-?\d?\]\(\[-a-z0-9\]\*\[a-z0-9\]\)\?/, 'src/ground/name-patterns.ts'],
  ['suffixes of quantities', /\[(?:num)?[kK]MGTPE\]/, 'src/ground/quantity.ts'],
  ['names that clients send', /\{0,252\}/, 'src/ground/names.ts'],
  ['whether a value is an object with members', /typeof (\w+) === 'object' && \1 !== null && !Array\.isArray\(\1\)/, 'src/ground/objects.ts'],
];

test.each(HOMES)('%s have one home', (_what, pattern, home) => {
  expect([...CODE].filter(([, code]) => pattern.test(code)).map(([file]) => file)).toEqual([home]);
});
