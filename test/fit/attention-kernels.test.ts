import { Accelerator } from '../../src';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { missingAttention } from '../../src/fit/engines/vllm-attention';
import { planMemory, PlanRequest } from '../../src/fit/memory-plan';
import { typeProblem } from '../../src/fit/type-problems';
import { fitted } from '../checks/fitted';
import { chartIn, rulesOf } from '../fixtures';

/* Attention that vLLM has no kernels for, by device, version and type of the cache: each row from the source of the version. */

const LLAMA = 'meta-llama/Llama-3.1-8B-Instruct';
const GPT = 'openai/gpt-oss-20b';
const V3 = 'deepseek-ai/DeepSeek-V3';
const INDEXED = 'deepseek-ai/DeepSeek-V3.2';
const GEMMA = 'google/gemma-3-4b-it';

type Row = readonly [model: string, device: string, version: string, more: Partial<PlanRequest>];

const FP8 = { cacheType: 'fp8' };
const requestOf = ([model, device, version, more]: Row): PlanRequest => ({
  architecture: knownArchitecture(model),
  engine: 'vllm',
  version,
  count: 8,
  device: { name: `NVIDIA ${device}`, bytes: 2 ** 40, resource: 'nvidia.com/gpu' },
  ...more,
});

// what the server says itself, and ends
test.each<Row>([
  [LLAMA, 'T4', '0.24.0', FP8], [LLAMA, 'T4', '0.32.0', FP8],
  [LLAMA, 'T4', '0.32.0', { cacheType: 'fp8_e5m2' }], [LLAMA, 'A100 80GB', '0.32.0', { cacheType: 'fp8_per_token_head' }],
  [LLAMA, 'A100 80GB', '0.32.0', { ...FP8, dataType: 'float32' }],
  ['microsoft/Phi-3-mini-4k-instruct', 'A10', '0.32.0', FP8], // heads of 96
  [LLAMA, 'T4', '0.32.0', { cacheType: 'bfloat16' }], [LLAMA, 'T4', '0.32.0', { cacheType: 'nvfp4' }], [LLAMA, 'H100', '0.31.0', { cacheType: 'nvfp4' }],
  [GPT, 'A10', '0.24.0', FP8], [GPT, 'A100 80GB', '0.32.0', FP8],
  [GEMMA, 'A10', '0.24.0', FP8], [GEMMA, 'A40', '0.32.0', FP8],
  [GEMMA, 'A10', '0.26.0', { ...FP8, noMedia: ['all'] }],
  [V3, 'A100 80GB', '0.26.0', FP8], [V3, 'A100 80GB', '0.12.0', FP8], [V3, 'L40S', '0.16.0', FP8], [V3, 'RTX PRO 6000', '0.17.0', FP8],
  [V3, 'H200', '0.32.0', { cacheType: 'fp8_e5m2' }],
  [INDEXED, 'A100 80GB', '0.32.0', {}], [INDEXED, 'L40S', '0.32.0', {}], [INDEXED, 'RTX PRO 6000', '0.23.0', {}],
])('%s on %s is refused by %s with %j', (model, device, version, more) => {
  const request = requestOf([model, device, version, more]);
  const words = expect.stringMatching(/has no kernels for the attention of .*: use /);
  expect(typeProblem(request, 'refused')).toEqual(words);
  expect(planMemory(request)).toMatchObject({ verdict: 'impossible', reason: words, refusals: [words], unknowns: [] });
});

test('one rule of an app names it', () => {
  const chart = chartIn('ml');
  fitted({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4, engine: { kvCacheDtype: 'fp8' } })(chart);
  const rules = rulesOf(chart);
  expect(rules).toContain('data-type-unsupported');
  for (const rule of ['parallelism-refused', 'model-cannot-fit', 'model-may-not-fit', 'memory-plan-unknown']) expect(rules).not.toContain(rule);
});

test('what an encoder has heard is left to Triton', () => {
  const config = {
    model_type: 'whisper',
    is_encoder_decoder: true,
    d_model: 1280,
    encoder_layers: 4,
    decoder_layers: 4,
    encoder_attention_heads: 20,
    decoder_attention_heads: 20,
    encoder_ffn_dim: 5120,
    decoder_ffn_dim: 5120,
    vocab_size: 51866,
    max_source_positions: 1500,
    max_target_positions: 448,
    torch_dtype: 'bfloat16',
  };
  const missing = (device: string, more: Partial<PlanRequest>) => (
    missingAttention(requestOf([LLAMA, device, '0.32.0', { ...more, architecture: readArchitecture(config, 'whisper') }]))
  );
  expect(missing('A10', FP8)).toMatchObject({ isSure: true });
  expect(missing('L4', FP8)).toBeUndefined();
  expect(missing('A10', {})).toBeUndefined();
});

test('of vLLM within another engine, whose version is not known, it is no error', () => {
  const request = requestOf([GPT, 'A10', '0.15.0', { ...FP8, engine: 'kserve-huggingface' }]);
  expect(typeProblem(request, 'refused')).toBeUndefined();
  expect(planMemory(request)).toMatchObject({ verdict: 'unknown', unknowns: [expect.stringContaining('probably has no kernels')] });
});

test('a V100 is refused as well', () => {
  expect(typeProblem(requestOf([LLAMA, 'V100', '0.32.0', FP8]), 'refused')).toContain('has no kernels for the attention');
});

// kernels that do not compile, or do not run
test.each<Row>([
  [LLAMA, 'V100', '0.12.0', FP8], [LLAMA, 'A10', '0.11.0', FP8], [LLAMA, 'T4', '0.11.0', FP8],
  [GPT, 'A10', '0.20.0', FP8], [GEMMA, 'A100 80GB', '0.18.0', FP8],
  [V3, 'A100 80GB', '0.20.0', FP8], [V3, 'A100 80GB', '0.25.1', FP8], [V3, 'L40S', '0.10.2', FP8],
  [INDEXED, 'A100 80GB', '0.11.0', {}],
  [GEMMA, 'T4', '0.32.0', {}], ['google/gemma-2-9b-it', 'T4', '0.11.1', {}], // 80 rows of 256 numbers in float32: 81,920 bytes of 65,536
])('%s on %s: that it starts with %s and %j is not known', (model, device, version, more) => {
  const request = requestOf([model, device, version, more]);
  expect(typeProblem(request, 'refused')).toBeUndefined();
  expect(planMemory(request)).toMatchObject({ verdict: 'unknown', unknowns: [expect.stringContaining('probably has no kernels')] });
});

test.each<Row>([
  [LLAMA, 'T4', '0.23.0', FP8], [LLAMA, 'A10', '0.11.1', FP8], [LLAMA, 'A100 80GB', '0.32.0', FP8], [LLAMA, 'L4', '0.11.0', FP8],
  [LLAMA, 'L40S', '0.32.0', { cacheType: 'fp8_per_token_head' }], [LLAMA, 'H100', '0.32.0', { cacheType: 'fp8_e5m2' }],
  [LLAMA, 'T4', '0.32.0', {}], [LLAMA, 'T4', '0.32.0', { cacheType: 'int8_per_token_head' }], [LLAMA, 'T4', '0.32.0', { dataType: 'float32' }],
  [LLAMA, 'T4', '0.32.0', { cacheType: 'float16' }], [LLAMA, 'A10', '0.32.0', { cacheType: 'bfloat16' }],
  [LLAMA, 'H100', '0.32.0', { cacheType: 'nvfp4' }], [LLAMA, 'B200', '0.25.1', { cacheType: 'nvfp4' }],
  [GPT, 'L40S', '0.32.0', FP8], [GPT, 'H100', '0.20.0', FP8], [GPT, 'A10', '0.32.0', {}],
  [GEMMA, 'A10', '0.12.0', FP8], [GEMMA, 'A10', '0.27.0', { ...FP8, noMedia: ['image'] }], [GEMMA, 'L4', '0.32.0', FP8], [GEMMA, 'A10', '0.32.0', {}],
  ['google/gemma-3-1b-it', 'A10', '0.32.0', FP8], ['google/gemma-2-27b-it', 'T4', '0.32.0', {}], // heads of 128
  ['google/gemma-2-9b-it', 'T4', '0.11.0', {}],
  [V3, 'L40S', '0.18.0', FP8], [V3, 'RTX PRO 6000', '0.32.0', FP8], [V3, 'H200', '0.12.0', FP8], [V3, 'A100 80GB', '0.32.0', {}],
  [INDEXED, 'H200', '0.12.0', {}], [INDEXED, 'B200', '0.32.0', FP8], [INDEXED, 'RTX PRO 6000', '0.24.0', {}],
])('%s on %s has its kernels in %s with %j', (model, device, version, more) => {
  expect(missingAttention(requestOf([model, device, version, more]))).toBeUndefined();
});

describe('is not known, and no error,', () => {
  test.each([['AMD Instinct MI300X'], ['a device'], ['Intel Gaudi 3']])('of %s', name => {
    for (const model of [LLAMA, V3, INDEXED]) expect(missingAttention({ ...requestOf([model, 'T4', '0.32.0', FP8]), device: { name } })).toBeUndefined();
  });

  test.each([['sglang', '0.5.21'], ['lmdeploy', '0.18.0'], ['llama-cpp', 'b11434']])('of %s', (engine, version) => {
    expect(missingAttention(requestOf([GPT, 'A10', version, { ...FP8, engine }]))).toBeUndefined();
  });
});

test('Gemma 4, whose heads are of two sizes, is left to Triton', () => {
  const config = {
    model_type: 'gemma4',
    text_config: {
      model_type: 'gemma4_text',
      hidden_size: 2816,
      num_hidden_layers: 6,
      num_attention_heads: 16,
      num_key_value_heads: 8,
      head_dim: 256,
      global_head_dim: 512,
      num_global_key_value_heads: 2,
      intermediate_size: 2112,
      vocab_size: 262144,
      max_position_embeddings: 131072,
      sliding_window: 1024,
      layer_types: [...Array.from({ length: 5 }, () => 'sliding_attention'), 'full_attention'],
      torch_dtype: 'bfloat16',
    },
  };
  const architecture = readArchitecture(config, 'gemma4');
  const missing = (device: string, more: Partial<PlanRequest> = {}) => missingAttention(requestOf([LLAMA, device, '0.32.0', { architecture, ...more }]));
  expect(missing('A100 80GB', FP8)).toMatchObject({ isSure: true });
  expect(missing('T4')).toMatchObject({ isSure: false, words: expect.stringContaining('heads of 512 numbers in 16 bits') }); // issues/57712
  expect(missing('A100 80GB')).toBeUndefined();
  expect(missing('L4', FP8)).toBeUndefined();
});
