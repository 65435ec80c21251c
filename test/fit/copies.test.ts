import { knownArchitecture } from '../../src/fit/config/known-models';
import { planMemory } from '../../src/fit/memory-plan';
import { derivedArguments } from '../../src/fit/open-plan';
import { PlanRequest } from '../../src/fit/plan-request';

const H100 = { name: 'NVIDIA H100', bytes: 80 * 1024 ** 3, resource: 'nvidia.com/gpu' };

const asked = (more: Partial<PlanRequest>): PlanRequest => ({
  architecture: knownArchitecture('meta-llama/Llama-3.1-8B'), engine: 'vllm', version: '0.32.0', device: H100, count: 1, maxModelLen: 131_072, ...more,
});
const four = { count: 4, dataParallel: 4 };

describe('copies of a server on the devices of one replica', () => {
  test.each(['vllm', 'sglang'])('of %s share the wanted sequences: each has a cache for its own', engine => {
    const [alone, copies] = [planMemory(asked({ engine, concurrency: 2 })), planMemory(asked({ engine, concurrency: 8, ...four }))];
    expect(copies.wantedBytes).toBe(alone.wantedBytes);
    expect(copies.maxContext).toBe(alone.maxContext);
    expect(copies.maxConcurrency).toBe(4 * Math.floor(copies.cacheBytes / (copies.wantedBytes / 2)));
    expect(planMemory(asked({ engine, concurrency: 8 })).verdict).toBe('impossible');
    expect(copies.verdict).not.toBe('impossible');
  });

  test('have the same number of sequences, or one more', () => {
    expect(planMemory(asked({ concurrency: 5, ...four })).ofCopy).toBe(2);
  });

  test('say how many of them the bytes are for', () => {
    expect(planMemory(asked({ concurrency: 8, ...four })).reason).toMatch(/^2 × 131072 tokens of each copy take 32 GiB/);
    expect(planMemory(asked({ concurrency: 2 })).reason).toMatch(/^2 × 131072 tokens take 32 GiB/);
  });

  test('take as many at once as are wanted of each', () => {
    const many = { maxModelLen: 256, concurrency: 4096 };
    expect(derivedArguments(asked({ ...many, ...four }), ['sequences'])).toEqual({});
    expect(derivedArguments(asked({ ...many, concurrency: 8192, ...four }), ['sequences'])).toEqual({ maxSequences: 2048 });
    expect(derivedArguments(asked(many), ['sequences'])).toEqual({ maxSequences: 4096 });
  });
});
