import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The answer of promtool. */
export interface PromtoolAnswer {
  readonly passed: boolean;
  readonly output: string;
}

/** Files, by their name: JSON is YAML too. */
type Files = { readonly [name: string]: object };

/** Has promtool check files of rules: their form, and every query. */
export function checkRules(promtool: string, files: Files): PromtoolAnswer {
  return run(promtool, ['check', 'rules'], files, Object.keys(files));
}

/** Has promtool run one file of unit tests; the other files are rules that it names. */
export function testRules(promtool: string, tests: object, rules: Files): PromtoolAnswer {
  return run(promtool, ['test', 'rules'], { ...rules, 'tests.json': tests }, ['tests.json']);
}

function run(promtool: string, command: readonly string[], files: Files, named: readonly string[]): PromtoolAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content, undefined, 2));
    const { status, stdout, stderr } = spawnSync(promtool, [...command, ...named], { cwd: folder, encoding: 'utf8' });
    return { passed: status === 0, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
