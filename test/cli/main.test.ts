import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** The program, as a shell starts it. */
function program(...words: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'src', 'cli', 'main.ts'), ...words], { encoding: 'utf8', cwd: ROOT });
  return { stdout, stderr, status };
}

describe('cdk8s-matrixinfer', () => {
  test.each(['--version', '-v', 'version'])('says its version: %s', word => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
    expect(program(word)).toEqual({ stdout: `${version}\n`, stderr: '', status: 0 });
  });

  test('helps with one command, or with all of them', () => {
    const [fit, lock, all] = [['fit', '--help'], ['help', 'lock'], ['--help']].map(words => program(...words).stdout);
    expect([fit, lock, all].map(text => [text.includes('  fit --model'), text.includes('  lock [--file')])).toEqual([[true, false], [false, true], [true, true]]);
  });

  test('asks which command was meant', () => {
    const { stderr, status } = program('fti', '--model', 'a');
    expect(stderr).toContain('unknown command "fti"; did you mean fit?');
    expect(status).toBe(1);
  });
});
