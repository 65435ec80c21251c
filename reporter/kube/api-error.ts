/** Messages are kept up to this length: some repeat what was sent. */
const MESSAGE = 1_000;

/** What an API server answered when it did not do what it was asked. */
export class ApiError extends Error {
  /**
   * @param status the HTTP status, or 0 when there was no answer.
   * @param retryAfter how long the server wants to be left alone, in milliseconds.
   * @param fields what of the object it refuses, such as `status.image`.
   */
  public constructor(
    public readonly status: number, message: string, public readonly retryAfter = 0, public readonly fields: readonly string[] = [],
  ) {
    const words = message.length > MESSAGE ? `${message.slice(0, MESSAGE - 1)}…` : message;
    super(status === 0 ? words : `${status}: ${words}`);
  }

  /** Whether the server has answered that this is not for us: it will not get better by trying again. */
  public get refused(): boolean {
    return this.status >= 400 && this.status < 500 && ![408, 409, 410, 429].includes(this.status);
  }
}

/** An answer that is larger than what there is room for; it was not read to its end. */
export class TooLarge extends Error {}
