import { changesBetween } from '../ground/spelling';

/*
 * The meaning of the words of a flag: `--disable-log-stats`, `--no-enable-log-stats` and `--no-log-stats` switch the same thing off that
 * `--enable-log-stats` and `--log-stats` switch on.
 */

/** The thing that a flag switches, and whether it switches it off. */
export interface Switch {
  readonly off: boolean;
  readonly what: string;
}

/** Words that begin a name and switch off or on; others begin it too, and name the thing that is switched. */
const OFF = ['disable', 'no', 'without', 'skip', 'not'];
const ON = ['enable', 'use', 'with'];

/** Words of which one is the opposite of the other. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['min', 'max'], ['input', 'output'], ['in', 'out'], ['include', 'exclude'], ['allow', 'deny'], ['start', 'end'], ['start', 'stop'], ['read', 'write'],
  ['prefill', 'decode'], ['cpu', 'gpu'], ['lower', 'upper'], ['first', 'last'], ['key', 'value'], ['k', 'v'], ['on', 'off'], ['host', 'port'],
  ['tensor', 'pipeline'], ['tensor', 'data'], ['pipeline', 'data'], ['data', 'context'], ['tensor', 'context'], ['tp', 'pp'], ['tp', 'dp'],
  ['pp', 'dp'], ['dp', 'ep'], ['tp', 'ep'],
];

/** Reads the words in front of a name, typing errors in them too. */
export function switchOf(flag: string): Switch {
  let words = wordsOf(flag);
  let off = false;
  while (words.length > 1) {
    const kind = leading(words[0]);
    if (kind === undefined) break;
    off = kind === 'off' ? !off : off;
    words = words.slice(1);
  }
  return { off, what: words.join('-') };
}

/** Whether two flags switch the same thing, one on and one off. */
export function areOpposite(one: string, other: string): boolean {
  if (one === other || one.slice(-3) !== other.slice(-3)) return false; // nearly all flags end here
  const [a, b] = [switchOf(one), switchOf(other)];
  return a.what === b.what && a.off !== b.off;
}

/** Whether one flag has the opposite of a word of the other. */
export function haveOppositeWords(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const onlyIn = (words: string[], others: string[], word: string) => words.includes(word) && !others.includes(word);
  return OPPOSITES.some(([x, y]) => (onlyIn(a, b, x) && onlyIn(b, a, y)) || (onlyIn(a, b, y) && onlyIn(b, a, x)));
}

function wordsOf(flag: string): string[] {
  return flag.replace(/^-+/, '').split(/[-_.]/);
}

/** The effect of the first word of a name; `disabel` is `disable`, and never `enable`. */
function leading(word: string): 'on' | 'off' | undefined {
  if (OFF.includes(word)) return 'off';
  if (ON.includes(word)) return 'on';
  if (word.length < 5) return undefined;
  const [on, off] = [changesBetween(word, 'enable'), changesBetween(word, 'disable')];
  if (Math.min(on, off) > 2) return undefined;
  return off <= on ? 'off' : 'on';
}

/**
 * The name that was meant: the one that switches the same thing the same way, else, where it may be misspelled, the one with the fewest letters
 * changed, when these are few. Never one that switches the opposite, or has the opposite of one of its words.
 */
export function nearest(flag: string, names: readonly string[], mayBeMisspelled: boolean = true): string | undefined {
  const asked = switchOf(flag);
  const wanted = flag.replace(/_/g, '-');
  let best: string | undefined;
  let fewest = mayBeMisspelled && flag.startsWith('--') ? Math.max(2, Math.floor(flag.length / 6)) + 1 : 0;
  for (const name of names) {
    if (name === flag || name.startsWith('--') !== flag.startsWith('--')) continue;
    if (name.endsWith(asked.what)) {
      const { off, what } = switchOf(name);
      if (what === asked.what && off === asked.off) return name;
    }
    if (Math.abs(name.length - wanted.length) >= fewest) continue;
    const changes = changesBetween(wanted, name.replace(/_/g, '-'), fewest);
    if (changes < fewest && switchOf(name).off === asked.off && !haveOppositeWords(wanted, name)) [best, fewest] = [name, changes];
  }
  return best;
}
