/*
 * Fails when a generated file is not what its generator makes now: what projen writes, the L1 types and the schemas
 * made from crds/, the list of rules, the barrel of engines, the shapes of what users may give, API.md and the pages of docs/ that are made from the code.
 * Why a copy: the generators write in place. They run in a copy of the checkout, and whatever file differs afterwards is
 * stale; no list of generated files has to be kept, and the checkout is never touched.
 *
 * Needs a compiled package (lib/ and .jsii).
 */
import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { differences, ROOT, start } from './lib/project';

/** Folders that hold nothing that is committed. */
const LEFT_OUT = ['node_modules', '.git', 'dist', 'coverage', 'test-reports', 'build'];
/** Compiled: the generators read them, and compiling them again would not show anything. */
const COMPILED = ['lib', '.jsii', '.jsii.tabl.json'];

/** The tasks that generate something, in the order in which they feed each other. */
const GENERATORS = ['default', 'generate:crd', 'generate:rules', 'generate:barrel', 'generate:shapes', 'generate:docs'];

function main(): void {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('no .jsii here: run npm run compile first');
  const copy = mkdtempSync(join(tmpdir(), 'check-generated-'));
  try {
    cpSync(ROOT, copy, { recursive: true, filter: path => !LEFT_OUT.includes(basename(path)) });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    GENERATORS.forEach(task => generate(task, copy));
    const stale = differences(copy, ROOT, [...LEFT_OUT, ...COMPILED]);
    if (stale.length) {
      console.error(`stale (mend it: npx projen && npm run generate):\n  ${stale.join('\n  ')}`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function generate(task: string, cwd: string): void {
  const result = spawnSync('projen', [task], { cwd, encoding: 'utf8', env: { ...process.env, PROJEN_DISABLE_POST: 'true' } });
  if (result.status !== 0) throw new Error(`projen ${task} failed:\n${result.stdout}${result.stderr}`);
}

start(main);
