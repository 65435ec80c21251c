import { Accelerator, DataType } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4, engine: { dtype: DataType.BFLOAT16 } });

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4 }),
  spared: unplanned,
  says: /dtype is bfloat16, and NVIDIA T4 \(compute capability 7\.5\) has no bfloat16: it came with 8\.0/,
  fixes: [{
    fix: /use another device, or weights or a cache of another type/,
    broken,
    mended: [
      fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_L4, engine: { dtype: DataType.BFLOAT16 } }),
      fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4, engine: { dtype: DataType.FLOAT16 } }),
    ],
  }, {
    fix: /use another device, or weights or a cache of another type/,
    broken: fitted({ of: 'google/gemma-3-4b-it', engine: { dtype: DataType.FLOAT16 } }),
    mended: [fitted({ of: 'google/gemma-3-4b-it' }), fitted({ of: 'google/gemma-3-4b-it', engine: { dtype: DataType.FLOAT32 } })],
  }, {
    fix: /use another device, or weights or a cache of another type/,
    broken: fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4, engine: { kvCacheDtype: 'fp8' } }),
    mended: [
      fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_L4, engine: { kvCacheDtype: 'fp8' } }),
      fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4, engine: { kvCacheDtype: 'float16' } }),
    ],
  }],
};
