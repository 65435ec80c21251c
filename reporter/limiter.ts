/** A bucket of tokens: so many at once, so many a second. */
export class Limiter {
  private tokens: number;
  private filledAt: number;

  /** @param now a clock that nobody sets, in milliseconds. */
  public constructor(
    private readonly perSecond: number, private readonly burst: number, private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = burst;
    this.filledAt = now();
  }

  /** Takes a token, and waits until there is one; those who wait are served in turn. */
  public async take(): Promise<void> {
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + (now - this.filledAt) / 1_000 * this.perSecond) - 1;
    this.filledAt = now;
    if (this.tokens < 0) await new Promise(resolve => setTimeout(resolve, -this.tokens / this.perSecond * 1_000));
  }
}
