import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stale } from '../../../scripts/crd/output';

const ROOT = join(__dirname, '..', '..', '..');

test('what is generated from the CRDs is up to date', () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/crd/generate.ts', '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect(`${run.status} ${run.stderr.split('\n').filter((line) => line.startsWith('stale')).join('\n')}`).toBe('0 ');
}, 60_000);

test('a generated file that is missing or differs is stale', () => {
  expect(stale([{ path: 'crds/no-such-file.yaml', text: '' }, { path: 'LICENSE', text: 'MIT' }])).toEqual(['crds/no-such-file.yaml', 'LICENSE']);
});

test('the compiled validator needs no package', () => {
  // GIVEN a program that can require nothing but the one file
  const program = `
    const Module = require('node:module');
    const { readFileSync } = require('node:fs');
    const source = require('typescript').transpile(readFileSync('src/checks/model-schema/validator.generated.ts', 'utf8'), { module: 'commonjs' });
    const compiled = new Module('validator');
    compiled.require = (name) => { throw new Error('required ' + name); };
    compiled._compile(source, 'validator.js');
    console.log(compiled.exports.schemaErrors({}).length);
  `;

  // THEN
  expect(execFileSync(process.execPath, ['-e', program], { cwd: ROOT, encoding: 'utf8' }).trim()).toBe('1');
}, 60_000);
