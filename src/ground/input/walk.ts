import type { IConstruct } from 'constructs';
import type { Expectation } from './expectation';
import { pathInFront } from './within';
import { named, namedUnseen, thrown } from './words';
import { isForCredential, show, withoutSecrets } from '../errors';

const NUMBER = 'a number (not shown: it can be a credential)';

/** More mistakes than these are counted only. */
const MOST = 20;

/** One mistake, in two parts: whose value it is stands between them. */
interface Problem {
  readonly what: string;
  readonly why: string;
}

/** One walk through the values that were given: its place, and the problems that it found. */
export class Walk {
  private readonly steps: string[] = [];
  private readonly problems: Problem[] = [];
  private more = 0;
  private cause?: unknown;

  /** The name of the whole value: for messages about nothing inside of it. */
  public whole = '';

  /** @param remembers whether values below the first step are kept by somebody. */
  public constructor(private readonly remembers: boolean = true) {}

  /** Whether the value here is kept. */
  public get keeps(): boolean {
    return this.remembers && this.steps.length > 0;
  }

  /** Goes to a member, an item, or the value of a key. */
  public enter(step: string | number): void {
    this.steps.push(typeof step === 'number' ? `[${step}]` : step);
  }

  /** Goes back. */
  public leave(): void {
    this.steps.pop();
  }

  /** The value here is of another type, or missing. */
  public wrong(value: unknown, { words, fix, unseen }: Expectation): undefined {
    const isHidden = typeof value === 'number' && (words === 'a SecretKey' || this.isSecret());
    const got = isHidden ? NUMBER : unseen ? namedUnseen(value) : named(value);
    return this.add({ what: `invalid ${this.path()}`, why: `: got ${got}, allowed is ${words}; ${isHidden ? fix.replace(/: ".*"$/, '') : fix}` });
  }

  /**
   * Runs a function that reads a value of the user's, which can throw: a getter, a Proxy. A thrown error is told with the place where it was.
   *
   * @returns nothing, when it threw.
   */
  public reading<T>(read: () => T): T | undefined {
    const depth = this.steps.length;
    try {
      return read();
    } catch (error) {
      this.cause ??= error;
      this.add({
        what: `invalid ${this.path()}`,
        why: `: got a value that cannot be read (${thrown(error)}), allowed is plain data; look at its getters, or at the Proxy that it is`,
      });
      this.steps.length = depth;
      return undefined;
    }
  }

  /** The value here has something that is not known. */
  public unknown(member: string, fix: string): undefined {
    return this.add({ what: `unknown member ${this.path(member)}`, why: `; ${fix}` });
  }

  /**
   * Throws when something was found wrong, all of it at once.
   *
   * @param at the construct that the values were given to, where there is one: its path begins the message, as it begins a finding.
   */
  public end(subject: () => string, at?: IConstruct): void {
    if (this.problems.length === 0) return;
    const front = at === undefined ? '' : pathInFront(at);
    const [{ what, why }] = this.problems;
    const count = this.problems.length + this.more;
    const because = this.cause === undefined ? undefined : { cause: this.cause };
    if (count === 1) throw new Error(withoutSecrets(`${front}${what} of ${subject()}${why}`, []), because);
    const lines = this.problems.map(problem => `\n  ${problem.what}${problem.why}`);
    throw new Error(
      withoutSecrets(`${front}${count} values of ${subject()} cannot be:${lines.join('')}${this.more === 0 ? '' : `\n  and ${this.more} more`}`, []),
      because,
    );
  }

  /** Whether the value here can be a credential, as its name says, or as a word of a command line can be. */
  private isSecret(): boolean {
    return this.steps.some(step => step === 'args' || step === 'command' || isForCredential(step));
  }

  private add(problem: Problem): undefined {
    if (this.problems.length < MOST) this.problems.push(problem);
    else this.more++;
    return undefined;
  }

  private path(member?: string): string {
    const steps = member === undefined ? this.steps : [...this.steps, member];
    if (steps.length === 0) return this.whole;
    return steps.map((step, index) => {
      if (step.startsWith('[')) return step;
      if (/^[A-Za-z_$][\w$]{0,99}(\(\))?$/.test(step)) return `${index === 0 ? '' : '.'}${step}`;
      return `[${show(step)}]`;
    }).join('');
  }
}
