import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { mapsWeights } from '../weights-memory';

/** Weights that are mapped from their file, against the memory limit: the kernel drops what does not fit, and nothing is killed for it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'weights that do not stay in memory are read from the disk again for every token, and those that the server repacks for its CPU count in full',
  pitfall: 7,
  topic: 'weights',
  check({ plan, flags }) {
    const { weights, compute } = plan;
    if (!weights.known || compute.accelerator || !mapsWeights(plan, flags)) return NOT_APPLICABLE;
    const limit = bytesOf(compute.memoryLimit);
    return weights.bytes <= limit ? [] : [{
      what: `the weights take ${showBytes(weights.bytes)}, and the memory limit, in which their mapped file is kept, is ${showBytes(limit)}`,
      fix: 'raise memory well above the weights, or acknowledge the finding where slow answers are fine',
    }];
  },
};
