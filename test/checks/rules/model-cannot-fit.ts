import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { fitted, unplanned } from '../fitted';
import { RuleExamples } from '../rule-examples';

const broken = fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 131072 } });

/** Without accelerators, in so many GiB of the host. */
const onHost = (gibibytes: number) => fitted({
  engine: { kvCacheSize: Size.gibibytes(1), maxModelLen: 4096 },
  more: { compute: Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(gibibytes) }) },
});

export const examples: RuleExamples = {
  fires: broken,
  holds: fitted(),
  spared: unplanned,
  says: /1 × 131072 tokens take 16 GiB, and at most/,
  fixes: [{
    fix: /use a context of \d+ tokens \(maxModelLen of the engine\), or \d+ × NVIDIA L4, or quantized weights/,
    broken,
    mended: [
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 6400 } }),
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, count: 2, engine: { maxModelLen: 131072 } }),
      fitted({ of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_L4, engine: { maxModelLen: 65536, quantization: 'fp8', kvCacheDtype: 'fp8' } }),
    ],
  }, {
    fix: /use at most \d+\.?\d* GiB for the cache \(--kv-cache-memory-bytes\), or more or larger accelerators/,
    broken: fitted({ more: { args: ['--kv-cache-memory-bytes=70G'] } }),
    mended: [fitted({ more: { args: ['--kv-cache-memory-bytes=50G'] } }), fitted()],
  }, {
    fix: /use more memory \(Compute\.cpu\), or quantized weights/,
    broken: onHost(8),
    mended: [onHost(64)],
  }],
};
