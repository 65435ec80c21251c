import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { mapsWeights } from '../weights-memory';

/** The weights against the memory limit of a server without an accelerator. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'without an accelerator the weights have to fit in memory; the server is killed while it loads them',
  pitfall: 7,
  topic: 'weights',
  check({ plan, flags }) {
    const { weights, compute } = plan;
    if (!weights.known || compute.accelerator || mapsWeights(plan, flags)) return NOT_APPLICABLE;
    const limit = bytesOf(compute.memoryLimit);
    return weights.bytes <= limit ? [] : [{
      what: `the weights take ${showBytes(weights.bytes)}, the memory limit is ${showBytes(limit)}`,
      fix: 'raise memory well above the weights',
    }];
  },
};
