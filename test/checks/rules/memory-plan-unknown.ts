import { Accelerator } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ engine: { kvCacheDtype: 'turboquant_4bit_nc' } });

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted(),
  spared: unplanned,
  says: /the size of a cache of the type "turboquant_4bit_nc" is not known/,
  fixes: [{
    fix: /compare the memory yourself, and acknowledge the finding; or leave architecture out/,
    broken,
    mended: [fitted({ engine: { kvCacheDtype: 'turboquant_4bit_nc' }, more: { architecture: undefined } })],
  }, {
    fix: /take an accelerator with a name, such as Accelerator\.NVIDIA_L4, or give memory in Accelerator\.of; or compare/,
    broken: fitted({ on: Accelerator.NVIDIA_GPU, engine: { maxModelLen: 4096 } }),
    mended: [fitted({ engine: { maxModelLen: 4096 } })],
  }],
};
