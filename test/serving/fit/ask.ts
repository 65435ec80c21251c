import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureServer } from '../install/servers';

/** An answer of a script of this folder: to what it belongs, and what is said, or why nothing is. */
export interface Answer {
  readonly name: string;
  readonly error?: string;
}

/**
 * What a script of this folder answers, run with the packages of vLLM. It reads JSON, and prints a line `answer …` for each of what it is asked.
 *
 * @param script its file.
 * @param asked what it reads.
 * @param env variables beside those of this process.
 */
export async function ask<T extends Answer>(script: string, asked: unknown, env: NodeJS.ProcessEnv = {}): Promise<ReadonlyMap<string, T>> {
  const { folder } = await ensureServer('vllm');
  const variables = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env };
  const child = spawn(join(folder, 'bin', 'python3'), [join(__dirname, script)], { env: variables });
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { output += String(chunk); });
  child.stderr.on('data', (chunk: Buffer) => { errors = `${errors}${String(chunk)}`.slice(-4_000); });
  child.stdin.end(JSON.stringify(asked));
  const code = await ended;
  if (code !== 0) throw new Error(`${script} ended with code ${code}: ${errors.trim()}`);
  const answers = [...output.matchAll(/^answer (.*)$/gm)].map(([, json]) => JSON.parse(json!) as T);
  return new Map(answers.map(answer => [answer.name, answer]));
}
