import type { IConstruct } from 'constructs';
import { isBug } from './thrown';

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
      throw new Error(`[${path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path}] ${error.message}`, { cause: error });
    }
  };
}

/** Whether a message has the path of a construct, or of one in it. */
function tells(message: string, path: string): boolean {
  const parts = message.split(path);
  return parts.slice(1).some((after, index) => /["[ ]$/.test(parts[index]) && /^["\]/, :;]/.test(after));
}
