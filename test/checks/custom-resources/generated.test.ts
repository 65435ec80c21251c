import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stale } from '../../../scripts/crd/output';
import { SCHEMAS } from '../../../src/imports/schemas.generated';

const ROOT = join(__dirname, '..', '..', '..');

test('what is generated from the CRDs is up to date', () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/crd/generate.ts', '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect(`${run.status} ${run.stderr.split('\n').filter((line) => line.startsWith('stale')).join('\n')}`).toBe('0 ');
}, 60_000);

test('a generated file that is missing or differs is stale', () => {
  expect(stale([{ path: 'crds/no-such-file.yaml', text: '' }, { path: 'LICENSE', text: 'MIT' }])).toEqual(['crds/no-such-file.yaml', 'LICENSE']);
});

test.each(SCHEMAS.map(({ name }) => name))('the schema of %s needs no package, but what compiled rules call', (name) => {
  // GIVEN a program that can require nothing but the one file, and what is generated from this CRD
  const [plural, ...group] = name.split('.');
  const program = `
    const Module = require('node:module');
    const { readFileSync } = require('node:fs');
    const source = require('typescript').transpile(readFileSync('src/imports/${group.join('.')}_${plural}.schema.generated.ts', 'utf8'), { module: 'commonjs' });
    const compiled = new Module('schema');
    compiled.require = (name) => {
      if (name !== '../ground/cel') throw new Error('required ' + name);
      return {};
    };
    compiled._compile(source, 'schema.js');
    console.log(compiled.exports.SCHEMA.errors({}).length);
  `;

  // THEN
  expect(execFileSync(process.execPath, ['-e', program], { cwd: ROOT, encoding: 'utf8' }).trim()).toBe('1');
}, 60_000);
