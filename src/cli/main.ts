import { fit } from './fit';
import { FIT_USAGE } from './fit-options';
import { lock, LOCK_USAGE } from './lock';
import { maskedMessage } from '../ground/credentials';

/** What a command has to say, and its exit code. */
interface Answer {
  readonly text: string;
  readonly code: number;
}

/** The commands of this package, by name; each is given its arguments. */
const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<Answer> } = {
  fit: args => fit(args),
  lock: async args => ({ text: await lock(args), code: 0 }),
};

const USAGE = `usage: cdk8s-matrixinfer <command>\n\n${FIT_USAGE}\n${LOCK_USAGE}`;

/** Words that ask how the commands are called. */
const HELP = new Set(['--help', '-h', 'help']);

/** Runs one command; a mistake is said in a sentence, and is exit code 1. */
async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name !== undefined && [name, ...args].some(word => HELP.has(word))) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) throw new Error(`${name === undefined ? 'no command' : `unknown command ${JSON.stringify(name)}`}\n\n${USAGE}`);
  const { text, code } = await COMMANDS[name](args);
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}

/** Who reads may stop before the end, as `head` does. */
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${maskedMessage(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 1;
});
