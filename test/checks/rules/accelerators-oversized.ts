import { Accelerator } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ count: 8 });

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted({ of: 'meta-llama/Llama-3.1-70B', on: Accelerator.NVIDIA_H100, count: 4 }),
  spared: unplanned,
  more: {
    spared: [fitted({ count: 2 }), fitted({ count: 8, engine: { maxModelLen: 40960 }, more: { footprint: { concurrency: 100_000 } } })],
  },
  says: /8 × NVIDIA H100 serve 1 × 40960 tokens, and 1 would/,
  fixes: [{
    fix: /use 1, or give a higher footprint\.concurrency/,
    broken,
    mended: [fitted(), fitted({ count: 8, more: { footprint: { concurrency: 70 } } })],
  }],
};
