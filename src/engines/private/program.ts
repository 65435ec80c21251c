import { invalid } from '../../ground/errors';

/** Throws on a program that no container can start. */
export function checkProgram(what: string, program: readonly string[]): void {
  const [first] = program;
  const fix = 'name the program and each of its words by itself, for example ["/opt/venv/bin/vllm", "serve"]';
  if (first === undefined) throw invalid({ what, got: 'an empty list', allowed: 'a program, and words that it begins with', fix: `${fix}, or leave it out` });
  if (/^-|^$|\s/.test(first)) throw invalid({ what: `${what}, its first word`, got: first, allowed: 'the name or the path of a program, without spaces', fix });
}

/** The words of a program as a shell reads them. */
export function shellWords(program: readonly string[]): string {
  return program.map(word => (/^[-\w@%+=:,./]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
