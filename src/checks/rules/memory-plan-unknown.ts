import { whyUnplanned } from '../../render/unplanned';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A model whose architecture is given, and whose memory is not known all the same. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the library does not say whether the model fits: a plan that guesses is worth less than none',
  topic: 'weights',
  check({ plan, memory }) {
    if (plan.architecture === undefined) return NOT_APPLICABLE;
    const fix = 'compare the memory yourself, and acknowledge the finding; or leave architecture out';
    const none = memory ?? whyUnplanned(plan);
    if ('what' in none) return [{ what: none.what, fix: `${none.fix}; or ${fix}` }];
    return none.unknowns.map(what => ({ what, fix }));
  },
};
