/** Where a scaler cannot do what it is asked: the problem, and what would do. */
export class Unfit extends Error {
  public constructor(public readonly what: string, public readonly fix: string) {
    super(`${what}; ${fix}`);
  }
}

/** What a function throws as unfit; nothing when it works. */
export function unfitIn(produce: () => unknown): Unfit[] {
  try {
    produce();
    return [];
  } catch (error) {
    if (error instanceof Unfit) return [error];
    throw error;
  }
}
