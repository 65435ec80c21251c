import { Accelerator } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 32768 } });

const hybrid = (maxConcurrentRequests?: number) => fitted({ of: 'Qwen/Qwen3.5-27B', engine: { maxModelLen: 32768, maxConcurrentRequests } });

const wanted = (concurrency: number, maxConcurrentRequests = 4) => (
  fitted({ engine: { maxModelLen: 4096, maxConcurrentRequests }, more: { footprint: { concurrency } } })
);

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted(),
  spared: unplanned,
  says: /1 × 32768 tokens take 4 GiB, and between 0\.8 GiB and 5\.2 GiB are left/,
  fixes: [{
    fix: /use a context of 6624 tokens \(maxModelLen of the engine\), or 2 × NVIDIA L4, or quantized weights/,
    broken,
    mended: [
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 6624 } }),
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, count: 2, engine: { maxModelLen: 32768 } }),
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 32768, quantization: 'fp8' } }),
    ],
  }, {
    fix: /use at most \d+ sequences \(maxConcurrentRequests of the engine\), or more or larger accelerators/,
    broken: hybrid(1024),
    mended: [hybrid(64), hybrid()],
  }, {
    fix: /use a context of at most 40960 tokens \(maxModelLen of the engine\), or scale its positions and acknowledge the finding/,
    broken: fitted({ engine: { maxModelLen: 65536 } }),
    mended: [fitted({ engine: { maxModelLen: 40960 } }), fitted()],
  }, {
    fix: /use a lower share \(gpuMemoryUtilization of the engine\), or more or larger accelerators/,
    broken: fitted({ engine: { gpuMemoryUtilization: 1 } }),
    mended: [fitted({ engine: { gpuMemoryUtilization: 0.95 } }), fitted()],
  }, {
    fix: /use at least 16 at once \(maxConcurrentRequests of the engine\), or fewer \(footprint\.concurrency\)$/,
    broken: wanted(16),
    mended: [wanted(4), wanted(16, 16)],
  }],
};
