/** Events about one Model at once, and how long it takes until there may be one more, in milliseconds: as Kubernetes' own clients have it. */
const BURST = 25;
const REFILL = 300_000;

/** So many Events of one reason are said in so many milliseconds; the last of them says that there are more. */
const SIMILAR = 10;
const WINDOW = 600_000;

/** What is to be done with an Event: it is said, said to stand for those that follow, or left out. */
export type EventVerdict = 'said' | 'combined' | 'left out';

/**
 * How many Events are made about one Model, whose Pods may change as often as they like: the limits of client-go's EventCorrelator, with its
 * numbers. A client of that kind counts up an Event that is there; here the right to change one is missing, and the last one says that more follow.
 */
export class EventLimit {
  private tokens = BURST;
  private filledAt: number;
  private readonly similar = new Map<string, { count: number; since: number }>();

  /** @param now a clock that nobody sets, in milliseconds. */
  public constructor(private readonly now: () => number = () => performance.now()) {
    this.filledAt = now();
  }

  /** Takes an Event of a reason. */
  public take(reason: string): EventVerdict {
    const now = this.now();
    this.tokens = Math.min(BURST, this.tokens + (now - this.filledAt) / REFILL);
    this.filledAt = now;
    const before = this.similar.get(reason);
    const window = before !== undefined && now - before.since < WINDOW ? before : { count: 0, since: now };
    this.similar.set(reason, window);
    if (this.tokens < 1 || window.count >= SIMILAR) return 'left out';
    this.tokens -= 1;
    window.count += 1;
    return window.count === SIMILAR ? 'combined' : 'said';
  }
}
