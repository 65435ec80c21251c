import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A cache of the model, with a source that puts nothing into it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the source brings a volume of its own, and nothing is put into the cache that was given',
  topic: 'effect',
  check({ plan: { settings: { cache }, binding, source } }) {
    if (!cache) return NOT_APPLICABLE;
    return binding.needsModelVolume ? [] : [{
      what: `a cache is given, and the source ${JSON.stringify(source.uri)} needs none`,
      fix: 'leave cache out for this model',
    }];
  },
};
