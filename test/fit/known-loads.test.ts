import { REFUSED } from './data/logs';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, planMemory, PlanRequest } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;
const H100 = { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' };
const PLAIN = { hidden_size: 2048, intermediate_size: 8192, num_hidden_layers: 16, num_attention_heads: 16, num_key_value_heads: 8, vocab_size: 32000, max_position_embeddings: 8192, torch_dtype: 'bfloat16' };

function plan(engine: string, version: string, modelType: string, more: Partial<PlanRequest> = {}): MemoryPlan {
  return planMemory({ architecture: readArchitecture({ ...PLAIN, model_type: modelType }, 'it'), engine, version, device: H100, count: 1, ...more });
}

describe('what LMDeploy and TensorRT-LLM load', () => {
  test.each([
    ['lmdeploy', '0.18.0', 'cohere'], ['lmdeploy', '0.7.2', 'qwen3'], ['lmdeploy', '0.15.0', 'starcoder2'], ['lmdeploy', '0.8.0', 'falcon'],
    ['tensorrt-llm', '1.2.1', 'gemma2'], ['tensorrt-llm', '1.2.1', 'internlm2'], ['tensorrt-llm', '1.0.0', 'seed_oss'],
  ])('is not known of %s %s for a model of the type %s', (engine, version, modelType) => {
    const reason = `whether ${engine} ${version} loads models of the type "${modelType}" is not known`;
    expect(plan(engine, version, modelType)).toMatchObject({ verdict: 'unknown', reason });
  });

  test.each([
    ['lmdeploy', '0.18.0', 'gemma2'], ['lmdeploy', '0.7.3', 'qwen3'], ['lmdeploy', '0.14.0', 'starcoder2'], ['lmdeploy', '0.7.3', 'falcon'],
    ['tensorrt-llm', '1.2.1', 'qwen3'], ['tensorrt-llm', '1.1.0', 'seed_oss'], ['tensorrt-llm', '1.3.0', 'cohere2'], ['sglang', '0.5.23', 'cohere'],
  ])('has %s %s for a model of the type %s', (engine, version, modelType) => {
    expect(plan(engine, version, modelType).unknowns).toEqual([]);
  });

  test.each<[string, string, string, Partial<PlanRequest>]>([
    ['lmdeploy', '0.18.0', 'nvfp4', {}], ['lmdeploy', '0.18.0', 'bitsandbytes', {}], ['lmdeploy', '0.6.4', 'fp8', {}], ['lmdeploy', '0.18.0', 'gptq', { onPyTorch: true }],
    ['tensorrt-llm', '1.2.1', 'awq', {}], ['tensorrt-llm', '1.2.1', 'gptq', {}], ['tensorrt-llm', '1.2.1', 'bitsandbytes', {}],
  ])('is not known of %s %s for weights in %s', (engine, version, method, more) => {
    const architecture = knownArchitecture('meta-llama/Llama-3.1-8B', method);
    expect(plan(engine, version, '', { architecture, ...more })).toMatchObject({ verdict: 'unknown', reason: `whether ${engine} ${version} loads weights in ${method} is not known` });
  });

  test.each([
    ['lmdeploy', '0.18.0', 'awq'], ['lmdeploy', '0.18.0', 'gptq'], ['lmdeploy', '0.18.0', 'fp8'], ['tensorrt-llm', '1.2.1', 'fp8'], ['tensorrt-llm', '1.2.1', 'W4A16_AWQ'],
  ])('is known of %s %s for weights in %s', (engine, version, method) => {
    expect(plan(engine, version, '', { architecture: knownArchitecture('meta-llama/Llama-3.1-8B', method), maxModelLen: 8192 })).toMatchObject({ verdict: 'fits', unknowns: [] });
  });

  test.each<[string, string, string, string, boolean, Partial<PlanRequest>]>([
    ['tensorrt-llm', '1.2.1', 'nvfp4', 'NVIDIA H100', false, {}], ['tensorrt-llm', '1.2.1', 'nvfp4', 'NVIDIA B200', true, {}], ['tensorrt-llm', '1.2.1', 'fp8', 'NVIDIA A100', false, {}],
    ['tensorrt-llm', '1.2.1', 'fp8', 'NVIDIA L40S', true, {}], ['lmdeploy', '0.18.0', 'fp8', 'NVIDIA A100', true, {}], ['lmdeploy', '0.18.0', 'fp8', 'NVIDIA A100', false, { onPyTorch: true }],
    ['tensorrt-llm', '1.2.1', 'fp8', 'a device that nobody knows', true, {}],
  ])('of %s %s in %s on %s has kernels: %s', (engine, version, method, name, isKnown, more) => {
    const { unknowns } = plan(engine, version, '', { architecture: knownArchitecture('meta-llama/Llama-3.1-8B', method), device: { ...H100, name }, ...more });
    expect(unknowns).toEqual(isKnown ? [] : [`whether ${engine} ${version} loads weights in ${method} on ${name} is not known`]);
  });

  test('is MXFP4 with TurboMind alone', () => {
    const architecture = knownArchitecture('openai/gpt-oss-20b');
    expect(plan('lmdeploy', '0.18.0', '', { architecture, maxModelLen: 8192 }).verdict).toBe('fits');
    expect(plan('lmdeploy', '0.18.0', '', { architecture, onPyTorch: true }).reason).toContain('loads weights in mxfp4 is not known');
  });
});

describe('states, which LMDeploy and TensorRT-LLM keep for all sequences that they may take at once', () => {
  const NEXT = knownArchitecture('Qwen/Qwen3-Next-80B-A3B-Instruct', 'fp8');
  const each = 36 * (8192 * 3 + 32 * 128 * 128) * 2;
  const row = (engine: string, version: string, more: Partial<PlanRequest> = {}) => (
    plan(engine, version, '', { architecture: NEXT, count: 2, maxModelLen: 4096, ...more }).rows.find(({ what }) => what.startsWith('states'))
  );

  test('have the bytes that somebody saw', () => {
    const { config, device, gibibytes, ...told } = REFUSED.find(({ model }) => model === 'Nemotron Nano 9B v2')!;
    const architecture = readArchitecture(config, 'it', { saidQuantization: 'nvfp4' });
    const found = planMemory({ architecture, device: { name: device, bytes: gibibytes * GIB, resource: 'nvidia.com/gpu' }, ...told });
    const states = found.rows.find(({ what }) => what === 'states of 2048 sequences')!;
    const ofInputs = 27 * 2048 * (128 * 80 + 2 * 8 * 128) * 3 * 2; // what convolutions look back on
    expect((states.bytes - states.uncertainty - ofInputs) / GIB).toBeCloseTo(135); // "Tried to allocate 135.00 GiB"
    expect(found).toMatchObject({ verdict: 'impossible', advice: 'fewer sequences at once (maxConcurrentRequests of the engine)' });
  });

  test('are in 16 bits, or with TensorRT-LLM perhaps in 32', () => {
    const { bytes, uncertainty } = row('tensorrt-llm', '1.2.1', { maxSequences: 64 })!;
    expect(bytes - uncertainty).toBeCloseTo(64 * each / 2);
    expect(bytes + uncertainty).toBeCloseTo(64 * 36 * (8192 * 3 * 2 + 32 * 128 * 128 * 4) / 2);
    expect(row('lmdeploy', '0.18.0', { maxSequences: 64 })!.bytes).toBe(64 * each / 2);
    expect(row('sglang', '0.5.23')).toBeUndefined();
  });

  test('are not in the blocks of the cache', () => {
    expect(plan('tensorrt-llm', '1.2.1', '', { architecture: NEXT, count: 2, maxModelLen: 4096, maxSequences: 64 })).toMatchObject({ verdict: 'fits', wantedBytes: 4096 * 12 * 512 * 2 });
    expect(plan('lmdeploy', '0.18.0', '', { architecture: NEXT, count: 2, maxModelLen: 4096 }).layout!.groups.some(({ isState }) => isState)).toBe(false);
  });

  test.each<[string, string, Partial<PlanRequest>]>([
    ['tensorrt-llm', '1.3.0', { architecture: NEXT, count: 2 }], ['lmdeploy', '0.18.0', { architecture: knownArchitecture('Qwen/Qwen3.5-27B') }],
  ])('are not known of %s %s, which may have them and tokens in one pool', (engine, version, more) => {
    const reason = `what ${engine} keeps for the states of all sequences that it may take at once is not known`;
    expect(plan(engine, version, '', { maxModelLen: 4096, ...more })).toMatchObject({ verdict: 'unknown', reason });
    expect(plan(engine, version, '', { ...more, device: { ...H100, bytes: 24 * GIB } }).verdict).toBe('impossible');
  });
});

describe('the matrices of latent attention', () => {
  const rows = (engine: string, version: string) => plan(engine, version, '', { architecture: knownArchitecture('deepseek-ai/DeepSeek-V3'), count: 8 }).rows;
  const each = 128 * 256 * 512 * 61 * 2 / 8;

  test.each([['vllm', '0.32.0', 0.95, 1.05], ['tensorrt-llm', '1.2.1', 0, 1.25], ['lmdeploy', '0.18.0', 0, 1]])('stand beside kv_b_proj in %s', (engine, version, least, most) => {
    const { bytes, uncertainty } = rows(engine, version).find(({ what }) => what === 'products of latent attention')!;
    expect(Math.max(0, bytes - uncertainty) / each).toBeCloseTo(least);
    expect((bytes + uncertainty) / each).toBeCloseTo(most);
  });

  test('are none in a server that is not known to keep any', () => {
    expect(rows('text-generation-inference', '3.3.7').map(({ what }) => what)).not.toContain('products of latent attention');
  });
});

test('experts in MXFP4 are padded by TensorRT-LLM as well', () => {
  const { rows } = plan('tensorrt-llm', '1.2.1', '', { architecture: knownArchitecture('openai/gpt-oss-120b') });
  expect(rows.find(({ what }) => what === 'padding of experts')!.bytes / GIB).toBeGreaterThan(2);
});
