/** What an API server answered when it did not do what it was asked. */
export class ApiError extends Error {
  /**
   * @param status the HTTP status, or 0 when there was no answer.
   * @param retryAfter how long the server wants to be left alone, in milliseconds.
   */
  public constructor(public readonly status: number, message: string, public readonly retryAfter = 0) {
    super(status === 0 ? message : `${status}: ${message}`);
  }
}
