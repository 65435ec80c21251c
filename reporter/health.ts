import { ApiError } from './kube/api-error';

/** How long something fails before it counts as lost, in milliseconds: when the server refuses it, and for any other cause. */
const LOST_AFTER = { refused: 10_000, failed: 60_000 };

/** What failed longer ago than this, in milliseconds, is not tried any more: such as to write the status of a Model that is gone. */
const TRIED_WITHIN = 90_000;

/** What fails at the moment. */
interface Failure { readonly since: number; readonly last: number; readonly refused: boolean; readonly why: string; readonly told: boolean }

/** What has to work, by name, and what of it has failed for so long that nobody should rely on what it says. */
export class Health {
  private readonly failures = new Map<string, Failure>();

  /**
   * @param changed is told when something counts as lost, and when it works again.
   * @param now a clock that nobody sets, in milliseconds.
   */
  public constructor(
    private readonly changed: (part: string, lost?: string) => void = () => undefined, private readonly now: () => number = () => performance.now(),
  ) {}

  /** It failed, for the first time or again. */
  public failed(part: string, error: Error): void {
    const refused = error instanceof ApiError && error.refused;
    const known = this.failures.get(part);
    const before = known !== undefined && this.isCurrent(known) ? known : undefined;
    const since = before?.refused === refused ? before.since : this.now(); // the server is back, and refuses us: that begins now
    const told = before?.told === true || this.isLost({ since, refused });
    this.failures.set(part, { since, last: this.now(), refused, told, why: `${part} (${answerIn(error)})` });
    if (told && before?.told !== true) this.changed(part, error.message);
  }

  /** It works. */
  public works(part: string): void {
    const before = this.failures.get(part);
    this.failures.delete(part);
    if (before?.told) this.changed(part);
  }

  /** What is lost, with the answer of the server; undefined when nothing is. */
  public get lost(): string | undefined {
    return said(this.current.filter(failure => failure.told || this.isLost(failure)));
  }

  /** What is lost of some parts because the server refuses it: while it does not answer, nothing can be written about it anyway. */
  public refused(concerns: (part: string) => boolean): string | undefined {
    return said([...this.failures].filter(([part, one]) => this.isCurrent(one) && one.told && one.refused && concerns(part)).map(([, one]) => one));
  }

  private get current(): Failure[] {
    return [...this.failures.values()].filter(failure => this.isCurrent(failure));
  }

  private isCurrent({ last }: Failure): boolean {
    return this.now() - last < TRIED_WITHIN;
  }

  private isLost({ since, refused }: Pick<Failure, 'since' | 'refused'>): boolean {
    return this.now() - since >= (refused ? LOST_AFTER.refused : LOST_AFTER.failed);
  }
}

/** In one word: the whole message stands in the log, and not where anybody may ask. */
function answerIn(error: Error): string {
  if (!(error instanceof ApiError)) return 'an error';
  return error.status === 0 ? 'no answer' : String(error.status);
}

function said(failures: readonly Failure[]): string | undefined {
  return failures.length === 0 ? undefined : failures.map(({ why }) => why).sort().join(', ');
}
