import { Refusal } from '../../render/refusal';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A plan that could not be made, because of the cache. */
export const rule: Rule<Refusal> = {
  severity: Severity.ERROR,
  why: 'no volume of the Pod can be made from such a cache',
  pitfall: 12,
  check({ message }) {
    return [{ what: message, fix: 'change the cache, or the size that it is derived from' }];
  },
};
