import { fit } from './fit';
import { FIT_USAGE } from './fit-options';
import { lock, LOCK_USAGE } from './lock';
import { maskedMessage } from '../ground/credentials';

/** The commands of this package, by name; each is given its arguments, and answers what it has to say. */
const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<string> } = { fit, lock };

const USAGE = `usage: cdk8s-matrixinfer <command>\n\n${FIT_USAGE}\n${LOCK_USAGE}`;

/** Words that ask how the commands are called. */
const HELP = new Set(['--help', '-h', 'help']);

/** Runs one command; a mistake is one line, and exit code 1. */
async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name !== undefined && [name, ...args].some(word => HELP.has(word))) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) throw new Error(`${name === undefined ? 'no command' : `unknown command ${JSON.stringify(name)}`}\n\n${USAGE}`);
  process.stdout.write(`${await COMMANDS[name](args)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${maskedMessage(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 1;
});
