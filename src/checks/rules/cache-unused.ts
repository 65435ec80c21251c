import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A cache of the model, with a source that puts nothing into it, or a variable that lets the server put its model elsewhere. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nothing fills the cache that was given',
  topic: 'effect',
  check(subject) {
    const { plan: { settings: { cache }, binding, source } } = subject;
    if (!cache) return NOT_APPLICABLE;
    const moved = subject.movedWeights;
    if (moved !== undefined) {
      return [{ what: `a cache is given, and ${moved.said} lets the server keep the model at ${moved.path}`, fix: 'remove the variable, or leave cache out' }];
    }
    return binding.needsModelVolume ? [] : [{
      what: `a cache is given, and the source ${JSON.stringify(source.uri)} needs none`,
      fix: 'leave cache out for this model',
    }];
  },
};
