import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A model whose architecture is given, and whose memory is not known all the same. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the library does not say whether the model fits: a plan that guesses is worth less than none',
  topic: 'weights',
  check({ plan: { architecture, engine }, memory }) {
    if (architecture === undefined) return NOT_APPLICABLE;
    const fix = 'compare the memory yourself, and acknowledge the finding; or leave architecture out';
    if (memory === undefined) return [{ what: `the memory of ${engine.name} with these devices and arguments is not known`, fix }];
    return memory.unknowns.map(what => ({ what, fix }));
  },
};
