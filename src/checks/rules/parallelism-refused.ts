import { Severity } from '../../values/finding';
import { typeProblemOf } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The division of a model over devices, against its heads, its channels and the groups of its weights. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the server divides heads and channels evenly among its devices, and ends when it starts if that is not possible',
  topic: 'weights',
  check({ memory, patched }) {
    if (memory === undefined) return NOT_APPLICABLE;
    const type = memory.refusals.length > 0 ? typeProblemOf(patched, 'refused') : undefined; // which has a rule of its own
    return memory.refusals.filter(what => what !== type).map(what => ({
      what,
      fix: 'use a number of devices that divides them, or fewer ranks and more pipeline stages '
      + '(tensorParallelSize and pipelineParallelSize of the engine), or expertParallel for experts',
    }));
  },
};
