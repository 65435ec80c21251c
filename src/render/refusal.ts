import { withoutSecrets } from '../ground/errors';
import { answerOf, subjectOf } from '../ground/input/answers';
import { isBug, messageOf } from '../ground/input/thrown';
import { inFront } from '../ground/input/within';

/** Where a plan could not be made: which value refused, and with which words; the thrown error is its cause. */
export class Refusal extends Error {
  public constructor(public readonly by: 'engine' | 'source' | 'compute' | 'cache' | 'service', message: string, options?: { readonly cause: unknown }) {
    super(withoutSecrets(message, []), options);
  }

  /** Whether nobody meant to refuse: a program has a mistake, which its stack shows. */
  public get isBug(): boolean {
    return isBug(this.cause);
  }

  /** The same, told outside of a finding: with the path of the construct. */
  public at(path: string): Refusal {
    return new Refusal(this.by, `${inFront(path)}${this.message}`, { cause: this.cause });
  }
}

/** The result of a function, or the Refusal that it throws. */
export function orRefusal<T>(produce: () => T): T | Refusal {
  try {
    return produce();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The value that was not refused; a refusal is thrown with the path of the construct. */
export function orThrow<T>(value: T | Refusal, { node }: { readonly node: { readonly path: string } }): T {
  if (value instanceof Refusal) throw value.at(node.path);
  return value;
}

/** Runs something that may throw, as somebody's Refusal; a mistake in a program says whose it is. */
export function refusable<T>(by: Refusal['by'], produce: () => T, whose = ''): T {
  try {
    return produce();
  } catch (error) {
    throw new Refusal(by, isBug(error) ? `${whose}${messageOf(error)}` : messageOf(error), { cause: error });
  }
}

/** Asks an engine or a source, which can be a user's own; an error that it throws, and an answer of another type, are a refusal. */
export function asked<M extends string, V extends { readonly [method in M]: (...given: never[]) => unknown }>(
  by: 'engine' | 'source', value: V, method: M, ...args: Parameters<V[M]>
): ReturnType<V[M]> {
  const type = by === 'engine' ? 'ServingEngine' : 'ModelSource';
  return refusable(by, () => answerOf(type, value, method, ...args), `${subjectOf(type, value)} failed in ${method}(): `);
}
