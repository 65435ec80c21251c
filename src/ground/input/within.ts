import type { IConstruct } from 'constructs';
import { isBug } from './thrown';
import { invalid, InvalidValue } from '../errors';

/** The longest path that a message repeats whole, in characters. */
const LONGEST = 500;

/**
 * Returns how the parts of a construct are made: an error about a value says which construct it was given to, where it does not say so itself, in the
 * form of findings. Values are checked where they are known, and most of those places know no construct.
 */
export function within(construct: IConstruct): <T>(make: () => T) => T {
  return make => {
    try {
      return make();
    } catch (error) {
      const { path } = construct.node;
      if (!(error instanceof Error) || isBug(error) || tells(error.message, path)) throw error;
      throw new Error(`${pathInFront(construct)}${error.message}`, { cause: error });
    }
  };
}

/** The path of a construct as it begins messages and findings; nothing for an app, which has none. */
export function pathInFront({ node }: IConstruct): string {
  return inFront(node.path);
}

/** The same of a construct that is not made, as one in no chart. */
export function inFront(path: string): string {
  return path === '' ? '' : `[${path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path}] `;
}

/** The error of a value that is wrong for the construct that it was given to. */
export function invalidIn(construct: IConstruct, value: InvalidValue): Error {
  return new Error(`${pathInFront(construct)}${invalid(value).message}`);
}

/** Whether a message has the path of a construct, or of one in it. */
function tells(message: string, path: string): boolean {
  const parts = message.split(path);
  return parts.slice(1).some((after, index) => /["[ ]$/.test(parts[index]) && /^["\]/, :;]/.test(after));
}
