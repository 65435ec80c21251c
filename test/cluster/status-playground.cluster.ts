import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { whyNot } from './harness/needs';

const ROOT = join(__dirname, '..', '..');
const PARTS = { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true };
const describePlayground = whyNot(PARTS) === undefined ? describe : describe.skip;

describePlayground('the playground', () => {
  test('shows the Model of the quickstart go from Pending to Ready', async () => {
    const loader = `file://${join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;
    const child = spawn(process.execPath, ['--import', loader, join(ROOT, 'scripts', 'playground.ts'), '--once'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    const code = await new Promise((resolve) => { child.once('close', resolve); });

    expect({ code, output }).toMatchObject({ code: 0 });
    const [, watched] = /\nkubectl get models --all-namespaces --watch\n([^]*?)\n\n/.exec(output)!;
    const phases = watched!.split('\n').slice(1).map((line) => /  (Pending|Ready|Failed) /.exec(line)?.[1] ?? 'none');
    expect(phases.filter((phase, index) => phase !== phases[index - 1] && phase !== 'none')).toEqual(['Pending', 'Ready']);
    expect(output).toMatch(/\nModels\n.*PHASE +AGE\nml-models +llama-7b .* Ready +\d+s\n/);
  }, 180_000);
});
