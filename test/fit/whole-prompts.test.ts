import { knownArchitecture } from '../../src/fit/config/known-models';
import { planMemory } from '../../src/fit/memory-plan';
import { derivedArguments, OpenArgument } from '../../src/fit/open-plan';
import { PlanRequest } from '../../src/fit/plan-request';

/* Where prompts are read whole, the batch grows with the context: the longest one is sought with its own batch. */

const L4 = { name: 'NVIDIA L4', bytes: 22.35 * 1024 ** 3, resource: 'nvidia.com/gpu' };
const vllm: PlanRequest = {
  architecture: knownArchitecture('meta-llama/Llama-3.1-8B-Instruct'), engine: 'vllm', version: '0.32.0', device: L4, count: 1, wholePrompts: true,
};
const gemma: PlanRequest = { ...vllm, architecture: knownArchitecture('google/gemma-3-4b-it') }; // windows of a batch more
const H100 = { name: 'NVIDIA H100', bytes: 80 * 1024 ** 3, resource: 'nvidia.com/gpu' };
const sglang: PlanRequest = { ...vllm, engine: 'sglang', version: '0.5.21', device: H100, architecture: knownArchitecture('meta-llama/Llama-3.1-8B-Instruct') };

describe.each([
  ['vLLM', vllm], ['vLLM and windows', gemma], ['vLLM of some sequences', { ...vllm, concurrency: 3 }], ['SGLang', sglang],
])('%s', (_name, request) => {
  const open = planMemory(request);

  test('reaches the longest context of its plan, and not much more', () => {
    expect(open.maxContext).toBeGreaterThan(256);
    expect(planMemory({ ...request, maxModelLen: open.maxContext }).verdict).toBe('fits');
    const isAll = open.maxContext === request.architecture.maxPositions;
    expect(isAll || planMemory({ ...request, maxModelLen: open.maxContext! + 256 }).verdict !== 'fits').toBe(true);
  });

  test('has the same answer for any context that is asked for', () => {
    for (const maxModelLen of [256, 2048, 8192]) {
      expect(Math.abs(planMemory({ ...request, maxModelLen }).maxContext! - open.maxContext!)).toBeLessThan(128);
    }
  });
});

test('the context that is derived is the longest that fits', () => {
  const context: OpenArgument[] = ['context'];
  const { maxModelLen } = derivedArguments(vllm, context);
  expect(maxModelLen).toBe(5120);
  expect(planMemory({ ...vllm, maxModelLen }).verdict).toBe('fits');
  const batched = derivedArguments({ ...vllm, utilization: 0.98, maxBatchedTokens: 2048 }, context);
  expect(batched.maxModelLen).toBeLessThanOrEqual(2048); // a longer one is refused with this batch
});
