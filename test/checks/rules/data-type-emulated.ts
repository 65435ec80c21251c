import { Accelerator } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ of: 'openai/gpt-oss-20b' });

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted({ of: 'openai/gpt-oss-20b', on: Accelerator.NVIDIA_B200 }),
  spared: unplanned,
  says: /openai\/gpt-oss-20b has weights of 4 bits \(mxfp4\), and NVIDIA H100 \(compute capability 9\.0\) has no instructions for them: they came with 10\.0/,
  fixes: [{
    fix: /use a newer device, or acknowledge the finding where it is known to run/,
    broken,
    mended: [fitted({ of: 'openai/gpt-oss-20b', on: Accelerator.NVIDIA_B200 })],
  }, {
    fix: /use a newer device, or acknowledge the finding where it is known to run/,
    broken: fitted({ on: Accelerator.AMD_MI210, engine: { quantization: 'fp8' } }),
    mended: [fitted({ on: Accelerator.AMD_MI300X, engine: { quantization: 'fp8' } })],
  }],
};
