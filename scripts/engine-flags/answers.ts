/*
 * What a real parser answers: a line for each spelling, with what it takes. And where the data says something else.
 */
import { EngineFlags, valuesIn } from './data';
import { ShapeRow } from '../../src/flags/flag-shape';

/** What is made up when the parser runs, and so is not in the sources: members that are not compared. */
const COMPUTED: { readonly [flag: string]: readonly (keyof ShapeRow)[] } = {
  '--guided-decoding-backend': ['choices', 'default'], // vLLM 0.8: one of two lists by chance, in the data both; the default by a variable
  '--kv-canary-real-data': ['choices', 'default'], // SGLang: from its kernels
  '--log-level': ['choices'], // LMDeploy: what Python's logging knows by then
  '--mm-hasher-algorithm': ['default'], // vLLM: by a variable of the environment
  '--quant-policy': ['type', 'choices'], // LMDeploy: by a function that it makes
  '--mm-processor-device': ['choices'], // vLLM: the machine's devices
};

/** The answer of a parser, by spelling. */
export function answered(answer: string): { [flag: string]: ShapeRow } {
  return Object.fromEntries(answer.trim().split('\n').map(line => {
    const [, flag, row] = /^(\S+) ?(.*)$/.exec(line)!;
    return [flag, row === '' ? {} : JSON.parse(row) as ShapeRow];
  }));
}

/** Where the data says something else than the parser of a version. Names that are looked up after parsing are no part of that. */
export function differencesFrom(data: EngineFlags, version: string, taken: { [flag: string]: ShapeRow }): string[] {
  const known = valuesIn(data, version);
  const flags = [...new Set([...Object.keys(taken), ...Object.keys(known)])].sort();
  return flags.flatMap(flag => {
    if (!Object.hasOwn(known, flag)) return [`${flag}: taken by the parser, and not in the data`];
    if (!Object.hasOwn(taken, flag)) return [`${flag}: in the data, and not taken by the parser`];
    return (['takes', 'type', 'choices', 'default'] as const)
      .filter(member => !COMPUTED[flag]?.includes(member))
      .filter(member => JSON.stringify(known[flag][member]) !== JSON.stringify(taken[flag][member]))
      .map(member => `${flag}: ${member} is ${JSON.stringify(taken[flag][member])}, and ${JSON.stringify(known[flag][member])} in the data`);
  });
}
