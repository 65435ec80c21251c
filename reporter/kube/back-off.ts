/** Waiting times that double with each failure, and vary, so that many clients do not come back at once. */
export class BackOff {
  private failures = 0;

  public constructor(
    private readonly first: number, private readonly most: number, private readonly random: () => number = Math.random,
  ) {}

  /** The time to wait after one more failure, in milliseconds; at least what the server asked for. */
  public next(atLeast = 0): number {
    const full = Math.min(this.most, this.first * 2 ** Math.min(this.failures, 20));
    this.failures += 1;
    return Math.max(atLeast, full / 2 + this.random() * full / 2);
  }

  /** It works again. */
  public reset(): void {
    this.failures = 0;
  }
}
