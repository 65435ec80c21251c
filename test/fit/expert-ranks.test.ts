import { configuration } from './data/read';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, planMemory, PlanRequest } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;
const QWEN = readArchitecture(configuration('aiconfigurator Qwen/Qwen3-235B-A22B-FP8').config, 'Qwen3 235B in FP8');

const planOf = (more: Partial<PlanRequest>): MemoryPlan =>
  planMemory({ architecture: QWEN, engine: 'sglang', version: '0.5.12', device: { name: 'NVIDIA H200', bytes: 141 * GIB, resource: 'nvidia.com/gpu' }, count: 8, maxModelLen: 4096, ...more });
const weights = (more: Partial<PlanRequest>): number => planOf(more).rows[0]!.bytes;

describe('experts on several ranks', () => {
  // https://github.com/sgl-project/sglang python/sglang/srt/model_executor/model_runner.py: moe_tp_size is tp_size // ep_size, and its blocks of 128 have to divide
  test('are shared out by some of them, and divided by the others, as SGLang has it', () => {
    expect(planOf({}).refusals).toEqual(['tensor parallelism 8 leaves 192 channels of an expert on each device, and fp8 has groups of 128']);
    for (const expertRanks of [2, 4, 8]) {
      expect(planOf({ expertParallel: true, expertRanks }).refusals).toEqual([]);
      expect(weights({ expertParallel: true, expertRanks })).toBeCloseTo(weights({}), 0);
    }
  });

  test('are shared out by copies of vLLM, and not by those of SGLang, which are whole servers', () => {
    const copies = { dataParallel: 2, tensorParallel: 4 };
    expect(weights({ ...copies })).toBeCloseTo(weights({ count: 4 }), 0);
    expect(weights({ ...copies, engine: 'vllm', version: '0.32.0' })).toBeLessThan(0.6 * weights({ count: 4, engine: 'vllm', version: '0.32.0' }));
  });
});
