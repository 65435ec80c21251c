import { invalid } from '../../ground/errors';

/** Throws on a program that no container can start. */
export function checkProgram(what: string, program: readonly string[]): void {
  const [first] = program;
  const fix = 'name the program and each of its words by itself, for example ["/opt/venv/bin/vllm", "serve"]';
  if (first === undefined) throw invalid({ what, got: 'an empty list', allowed: 'a program, and words that it begins with', fix: `${fix}, or leave it out` });
  if (/^-|^$|\s/.test(first)) throw invalid({ what: `${what}, its first word`, got: first, allowed: 'the name or the path of a program, without spaces', fix });
  if (endsWithScript(program)) {
    const allowed = 'a script with a word after it: the first of them is $0, and "$@" begins behind it';
    throw invalid({
      what: `${what}, its last word`,
      got: program[program.length - 1],
      allowed,
      fix: 'add the name of the server after the script, as in sh -c \'exec vllm serve "$@"\' vllm',
    });
  }
}

const SHELL = /(^|\/)(ba|da|a|k|z)?sh$/;

/** Whether a script of a shell is the last word: `sh -c` takes what follows for `$0`. */
function endsWithScript(program: readonly string[]): boolean {
  return /^-[a-z]*c$/.test(program[program.length - 2] ?? '') && program.slice(0, -2).some(word => SHELL.test(word));
}

/** The words of a program as a shell reads them. */
export function shellWords(program: readonly string[]): string {
  return program.map(word => (/^[-\w@%+=:,./]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
