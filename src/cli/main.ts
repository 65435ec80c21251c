import { readFileSync } from 'fs';
import { join } from 'path';
import { fit } from './fit';
import { FIT_USAGE } from './fit-options';
import { lock, LOCK_USAGE } from './lock';
import { maskedMessage } from '../ground/credentials';
import { meaning, nearest } from '../ground/spelling';

/** What a command has to say, and its exit code. */
interface Answer {
  readonly text: string;
  readonly code: number;
}

/** A command, and how it is called; it is given its arguments. */
interface Command {
  readonly usage: string;
  run(args: readonly string[]): Promise<Answer>;
}

/** The commands of this package, by name. */
const COMMANDS: { readonly [name: string]: Command } = {
  fit: { usage: FIT_USAGE, run: args => fit(args) },
  lock: { usage: LOCK_USAGE, run: async args => ({ text: await lock(args), code: 0 }) },
};

const usageOf = (commands: readonly Command[]) => `usage: cdk8s-matrixinfer <command>\n\n${commands.map(({ usage }) => usage).join('\n')}`;
const USAGE = usageOf(Object.values(COMMANDS));

/** Words that ask how the commands are called. */
const HELP = new Set(['--help', '-h', 'help']);

/** Words that ask which version this is. */
const VERSION = new Set(['--version', '-v', '-V', 'version']);

/** Runs one command; a mistake is said in a sentence, and is exit code 1. */
async function main([name, ...args]: readonly string[]): Promise<void> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const { text, code } = await answer(name, command, args);
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}

/** Help is that of the command that is named, and of all where none is. */
async function answer(name: string | undefined, command: Command | undefined, args: readonly string[]): Promise<Answer> {
  if (name !== undefined && VERSION.has(name)) return { text: versionOfPackage(), code: 0 };
  if (name !== undefined && [name, ...args].some(word => HELP.has(word))) {
    const named = command ?? COMMANDS[args.find(word => Object.hasOwn(COMMANDS, word)) ?? ''];
    return { text: named === undefined ? USAGE : usageOf([named]), code: 0 };
  }
  if (command !== undefined) return command.run(args);
  throw new Error(
    `${name === undefined ? 'no command' : `unknown command ${JSON.stringify(name)}${meaning(nearest(name, Object.keys(COMMANDS)))}`}\n\n${USAGE}`,
  );
}

/** Of the package that this file is in, as source and as compiled file. */
function versionOfPackage(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string }).version;
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
