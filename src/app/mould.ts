import { NamePattern } from './name-pattern';
import { isPlainText } from './printing/yaml-text';
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

/** Names that are tried: a short and a long one, with no part in common, from both ends of the alphabet, and that nobody gives. */
const SHORT = 'zqx';
const LONG = 'a0kw-vj9yhg-3gwjk7w-bhvw8kjy4w-gfh5vkc2j';

/** Names whose form and length lie between those: nothing but the characters themselves can make a difference. */
const ORDINARY = /^[a-z][-a-z0-9]{1,38}[a-z0-9]$/;

/**
 * What is said and printed of models that differ in their names alone. It is made of two samples under names that are as unlike as names can be, and of the model that
 * comes next, which is judged and rendered as any other: only where all three are the same but for the name, in every word and every byte, there is a mould. A name
 * that may mean something by itself is not put into it: one that the objects say elsewhere, such as that of the server, or that may be a credential.
 */
export class Mould {
  /** Makes the mould of something; `undefined` where more than the name makes a difference, or where something is said of the name. */
  public static tryOf(name: string, real: Sample, sampleOf: (name: string) => Sample | undefined): Mould | undefined {
    const [short, long] = [sampleOf(SHORT), sampleOf(LONG)];
    if (!short || !long || !hasSameRemarks(short, long) || !hasSameRemarks(short, real)) return undefined;
    const mould = new Mould(short);
    return mould.makes(LONG, long) && mould.makes(name, real) ? mould : undefined;
  }

  /** What is said, whatever the name. */
  public readonly remarks: readonly Remark[];
  private readonly metadata: readonly NamePattern[];
  private readonly texts: readonly NamePattern[];

  private constructor({ objects, remarks }: Sample) {
    this.metadata = objects.map(({ metadata }) => new NamePattern(metadata, SHORT));
    this.texts = objects.map(({ text }) => new NamePattern(text, SHORT));
    this.remarks = remarks;
  }

  /** Whether something of a name is like it: with objects that have these metadata. */
  public fits(name: string, metadata: readonly (string | undefined)[]): boolean {
    return ORDINARY.test(name) && isPlainText(name) && !mayHoldSecret(name)
      && metadata.length === this.metadata.length && !this.texts.some(text => text.says(name))
      && this.metadata.every((pattern, index) => pattern.with(name) === metadata[index]);
  }

  /** The text of one of its objects. */
  public textOf(index: number, name: string): string {
    return this.texts[index].with(name);
  }

  private makes(name: string, { objects }: Sample): boolean {
    return objects.length === this.texts.length
      && objects.every(({ metadata, text }, index) => this.metadata[index].with(name) === metadata && this.texts[index].with(name) === text);
  }
}

function hasSameRemarks(one: Sample, other: Sample): boolean {
  return JSON.stringify(one.remarks) === JSON.stringify(other.remarks);
}
