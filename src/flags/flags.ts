import { areOpposite } from './flag-words';
import { isSameList } from '../ground/shared-data';

/** One flag of a command line with its values, or a word that stands alone. */
export interface FlagGroup {
  /** The flag as it was written, without `=value`; empty for words that belong to no flag. */
  readonly flag: string;
  /** All its words as they were written. */
  readonly words: readonly string[];
}

/** The arguments that were read last, and their flags: many ask about those of one container. */
let last: { readonly args: readonly string[]; readonly groups: readonly FlagGroup[] } = { args: [], groups: [] };

/** Splits arguments into flags with their values; a value is every word up to the next flag. */
export function parseFlags(args: readonly string[]): readonly FlagGroup[] {
  if (!isSameList(args, last.args)) last = { args: [...args], groups: groupsOf(args) };
  return last.groups;
}

function groupsOf(args: readonly string[]): FlagGroup[] {
  const groups: { flag: string; words: string[] }[] = [];
  for (const word of args) {
    if (isFlag(word)) {
      groups.push({ flag: word.split('=')[0], words: [word] });
    } else if (groups.length > 0) {
      groups[groups.length - 1].words.push(word);
    } else {
      groups.push({ flag: '', words: [word] });
    }
  }
  return groups;
}

/** One spelling for all spellings of a flag: `--tensor_parallel_size=2`, `-tp` and `--tensor-parallel-size` are the same. */
export function canonicalFlag(flag: string, aliases: { [alias: string]: string }): string {
  const name = flag.startsWith('--') ? flag.replace(/_/g, '-') : flag;
  const known = aliases[flag] ?? aliases[name] ?? name;
  return known.startsWith('--') ? known.replace(/_/g, '-') : known;
}

/** The values of a flag, from all its words: with `=` or as words of their own. */
export function valuesOf(words: readonly string[]): string[] {
  const [first, ...others] = words;
  const [name] = first.split('=');
  return name === first ? others : [first.slice(name.length + 1), ...others];
}

/** Joins two argument lists: a flag of the second takes the place of the same flag of the first, and of the one that switches the opposite. */
export function mergeArgs(first: string[], second: string[], aliases: { [alias: string]: string } = {}): string[] {
  if (second.length === 0) return first;
  const replaced = [...new Set(parseFlags(second).map(group => canonicalFlag(group.flag, aliases)).filter(flag => flag !== ''))];
  const kept = parseFlags(first).filter(group => {
    const name = canonicalFlag(group.flag, aliases);
    return !replaced.some(other => other === name || areOpposite(other, name));
  });
  return [...kept.flatMap(group => group.words), ...second];
}

function isFlag(word: string): boolean {
  return /^-{1,2}[A-Za-z]/.test(word);
}
