import { spawnSync } from 'node:child_process';

/** Whether a program is on the PATH, and answers when it is asked for its version or help. */
export function hasProgram(program: string, question: string): boolean {
  return spawnSync(program, [question], { stdio: 'ignore', env: process.env }).status === 0;
}
