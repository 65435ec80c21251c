/*
 * Runs project tasks side by side, as many at a time as there are cores, and prints the output of each when it ends.
 * Why: the checks before the tests do not need each other, and one after the other they take twice as long.
 *
 * Usage: tsx scripts/side-by-side.ts <task> [<task> ...]
 */
import { spawn } from 'child_process';
import { availableParallelism } from 'os';
import { ROOT, seconds, start } from './lib/project';

async function main(tasks: string[]): Promise<void> {
  const failed: string[] = [];
  const waiting = [...tasks];
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      if (!await run(task)) failed.push(task);
    }
  });
  await Promise.all(workers);
  if (failed.length) {
    console.error(`failed: ${failed.join(', ')} (run one alone: npm run ${failed[0]})`);
    process.exitCode = 1;
  }
}

function run(task: string): Promise<boolean> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn('projen', [task], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', data => output.push(data));
    child.stderr.on('data', data => output.push(data));
    child.on('error', reject);
    child.on('close', code => {
      process.stdout.write(Buffer.concat(output));
      console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${task} (${seconds(started)})`);
      resolve(code === 0);
    });
  });
}

start(main);
