import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A policy that is only recorded beside one that acts, of one target. */
export const rule: Rule<SharedTarget> = {
  severity: Severity.WARNING,
  why: 'whoever reads the policies of a target finds two, and only one of them acts',
  check({ target, acting: [first], recorded }) {
    return first === undefined ? [] : recorded.map(path => ({
      what: `${path} is only recorded for ${target}, which ${first} scales`, fix: 'leave out the one that is only recorded: the other is recorded itself',
    }));
  },
};

/** A target, and the paths of its policies. */
export interface SharedTarget {
  readonly target: string;
  readonly acting: readonly string[];
  readonly recorded: readonly string[];
}
