import { isPlainText } from './printing/yaml-text';
import { WordPattern } from './word-pattern';
import { Remark } from '../checks/remark';
import { mayHoldSecret } from '../checks/secrets';

/** An object under some name: its metadata, and all of it as it is printed. */
export interface SampleObject {
  readonly metadata: string;
  readonly text: string;
}

/** What is said of something that has a name, and what is printed of it. */
export interface Sample {
  readonly remarks: readonly Remark[];
  readonly objects: readonly SampleObject[];
}

/**
 * Words that are tried, each in the place of one: a short and a long one, with no part in common, from both ends of the alphabet, and that nobody
 * gives. Those of several places are sorted in one way where they are short, and in the other where they are long.
 */
const SHORT = [...'xwvutsrqponml'].map(letter => `zq${letter}`);
const LONG = [...'abcdefghijklm'].map(letter => `${letter}0kw-vj9yhg-3gwjk7w-bhvw8kjy4w-gfh5vkc2j`);

/** More words than that have no mould. */
export const MOST_WORDS = SHORT.length;

/** Words whose form and length lie between those: nothing but the characters themselves can make a difference. */
const ORDINARY = /^[a-z][-a-z0-9]{1,38}[a-z0-9]$/;

/** Whether a text is a word that is written as it is, whose form means nothing, and that is no credential. */
export function isOrdinaryWord(text: string): boolean {
  return ORDINARY.test(text) && isPlainText(text) && !mayHoldSecret(text);
}

/**
 * What is said and printed of models that differ in some words alone: in their names, and in what their profiles say that means nothing. It is made
 * of two samples with words that are as unlike as words can be, and of the model that comes next, which is judged and rendered as any other: only
 * where all three are the same but for these words, in every other word and every byte, there is a mould. A name that may mean something by itself is
 * not put into it: one that the objects say elsewhere, such as that of the server, or that may be a credential.
 */
export class Mould {
  /** Makes the mould of something; `undefined` where more than the words makes a difference, or where something is said of them. The first word is its name. */
  public static tryOf(words: readonly string[], real: Sample, sampleOf: (words: readonly string[]) => Sample | undefined): Mould | undefined {
    const [short, long] = [SHORT, LONG].map(all => all.slice(0, words.length));
    const samples = [sampleOf(short), sampleOf(long)];
    if (!samples[0] || !samples[1] || !hasSameRemarks(samples[0], samples[1]) || !hasSameRemarks(samples[0], real)) return undefined;
    const mould = new Mould(samples[0], short);
    return mould.makes(long, samples[1]) && mould.makes(words, real) ? mould : undefined;
  }

  /** What is said, whatever the words. */
  public readonly remarks: readonly Remark[];
  private readonly metadata: readonly WordPattern[];
  private readonly texts: readonly WordPattern[];

  private constructor({ objects, remarks }: Sample, words: readonly string[]) {
    this.metadata = objects.map(({ metadata }) => new WordPattern(metadata, words));
    this.texts = objects.map(({ text }) => new WordPattern(text, words));
    this.remarks = remarks;
  }

  /** Whether something of a name is like it: with objects that have these metadata. Its other words are ordinary. */
  public fits(words: readonly string[], metadata: readonly (string | undefined)[]): boolean {
    const [name] = words;
    return isOrdinaryWord(name) && words.lastIndexOf(name) === 0
      && metadata.length === this.metadata.length && !this.texts.some(text => text.says(name))
      && this.metadata.every((pattern, index) => pattern.with(words) === metadata[index]);
  }

  /** The text of one of its objects. */
  public textOf(index: number, words: readonly string[]): string {
    return this.texts[index].with(words);
  }

  private makes(words: readonly string[], { objects }: Sample): boolean {
    return objects.length === this.texts.length
      && objects.every(({ metadata, text }, index) => this.metadata[index].with(words) === metadata && this.texts[index].with(words) === text);
  }
}

function hasSameRemarks(one: Sample, other: Sample): boolean {
  return JSON.stringify(one.remarks) === JSON.stringify(other.remarks);
}
