import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const LOADER = `file://${join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;

/** How long a run may take on a busy machine, in milliseconds. */
const RUN = 180_000;

const INSTALL = 'install Go 1.26 or newer (https://go.dev/doc/install), or set KUBEBUILDER_ASSETS';

describe('on a machine without Go, with nothing built', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-without-go-'));
    mkdirSync(join(folder, 'bin'));
    symlinkSync('/bin/sh', join(folder, 'bin', 'sh'));
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  /** What a program of this project says and how it ends, where nothing is installed but Node. */
  function run(args: readonly string[], CI: string): Promise<{ code: number | null; output: string }> {
    const env = { ...process.env, PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache'), KUBEBUILDER_ASSETS: '', CI };
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    return new Promise((resolve) => { child.once('close', (code) => resolve({ code, output })); });
  }

  const suites = (CI: string) => run([JEST, '-c', 'test/cluster/jest.config.json', '--ci', 'crd.cluster'], CI);
  const smallRun = (CI: string) => run(['--import', LOADER, join(__dirname, 'small-run.ts')], CI);

  test('the suites are skipped, and what to install is said', async () => {
    const { code, output } = await suites('');
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('suites are skipped: ') as string });
    expect(output).toContain(INSTALL);
    expect(output).toMatch(/^Tests: +\d+ skipped, \d+ total$/m);
  }, RUN);

  test('they fail with CI=true, so that nobody takes a skip for a proof', async () => {
    const { code, output } = await suites('true');
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(INSTALL) as string });
  }, RUN);

  test('the part of "npm test" is skipped with one line that says how to get it', async () => {
    const { code, output } = await smallRun('');
    expect({ code, lines: output.trim().split('\n') }).toEqual({ code: 0, lines: [expect.stringMatching(/^skipped: .*etcd, kube-apiserver.*"npm run test:cluster".* needs Go$/)] });
  }, RUN);

  test('that part fails with CI=true', async () => {
    const { code, output } = await smallRun('true');
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(INSTALL) as string });
  }, RUN);
});
