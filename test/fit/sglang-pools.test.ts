import { configuration } from './data/read';
import { Architecture } from '../../src/fit/architecture';
import { blocks, bytesOfSequence, cacheBytesPerToken, cacheLayout, CacheOptions } from '../../src/fit/cache';
import { CacheLayout } from '../../src/fit/cache-layout';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { sglangShare } from '../../src/fit/engines/sglang-share';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';

const GIB = 1024 ** 3;

const architectureOf = (name: string): Architecture => readArchitecture(configuration(name).config, name);

const optionsOf = (more: Partial<CacheOptions> = {}): CacheOptions => ({
  engine: 'sglang', version: '0.5.23', cacheType: 'auto', dataType: 'bfloat16', tensorParallel: 1, pipelineParallel: 1, contextParallel: 1, maxBatchedTokens: 8192, onCpu: false, ...more,
});

const layoutOf = (name: string, more: Partial<CacheOptions> = {}): CacheLayout => cacheLayout(architectureOf(name), optionsOf(more))!;

describe('pools of SGLang', () => {
  // https://github.com/sgl-project/sglang/pull/18039: full_layer_tokens=375360, swa_layer_tokens=300288, and K 8.38 GB, V 5.59 GB of the pool of windows
  test('have room for 0.8 of the tokens in layers with a window, as a log of MiMo-V2-Flash on four ranks says', () => {
    const { groups } = layoutOf('aiconfigurator XiaomiMiMo/MiMo-V2-Flash', { tensorParallel: 4 });
    const windows = Math.max(...groups.map(({ layers, pageBytes }) => layers * pageBytes));
    expect(300_288 / 375_360).toBeCloseTo(0.8, 6);
    expect(375_360 * windows / GIB).toBeCloseTo(8.38 + 5.59, 1);
  });

  test('take all of a short sequence, up to the window', () => {
    const name = 'aiconfigurator openai/gpt-oss-20b';
    const [layout, architecture] = [layoutOf(name), architectureOf(name)];
    const each = cacheBytesPerToken(architecture, optionsOf());
    expect(each).toBe(12 * 2048 + 0.8 * 12 * 2048);
    expect(bytesOfSequence(layout, 100, optionsOf())).toBeCloseTo(125 * each, 6);
    expect(bytesOfSequence(layout, 150, optionsOf())).toBeCloseTo(160 * each, 6);
    expect(bytesOfSequence(layout, 10_000, optionsOf())).toBeCloseTo(10_000 * each, 6);
  });

  test.each([['gpt-oss 20B of a version that is not known to', 'aiconfigurator openai/gpt-oss-20b', '0.5.0', 24 * 2048], ['Gemma 3', 'ome gemma3_text', '0.5.23', 26 * 1024]])('keep all tokens of %s', (_model, name, version, bytes) => {
    expect(cacheBytesPerToken(architectureOf(name), optionsOf({ version }))).toBe(bytes);
    expect(layoutOf(name, { version }).isUncertain).toBe(true);
    const [least, all] = [true, false].map(atLeast => bytesOfSequence(layoutOf(name, { version, atLeast }), 32_768, optionsOf()));
    expect(least).toBeLessThan(0.7 * all!);
  });

  test('are divided between states and keys in advance', () => {
    const name = 'aiconfigurator Qwen/Qwen3.5-27B';
    const layout = layoutOf(name);
    const keys = 16 * 4 * 512 * 2;
    expect(cacheBytesPerToken(architectureOf(name), optionsOf())).toBeCloseTo(1.9 * keys, 6);
    expect(blocks(layout, 1.9 * 1000.5 * keys)).toBe(1000);
    const states = layout.groups.filter(({ isState }) => isState).reduce((sum, { layers, pageBytes }) => sum + layers * pageBytes, 0);
    expect(bytesOfSequence(layout, 1, optionsOf())).toBeCloseTo(5 * states / 0.9 * 1.9, 6);
    expect(bytesOfSequence(layout, 262_144, optionsOf())).toBeCloseTo(1.9 * 262_144 * keys, 0);
  });

  test.each(['tensorrt-llm', 'lmdeploy', 'text-generation-inference'])('of %s are not known to drop what is behind a window: it is counted, and never a reason to call it impossible', engine => {
    const request = { architecture: architectureOf('ome gemma3_text'), engine, version: '1.0.0', count: 1, maxModelLen: 32_768, concurrency: 64 };
    const wide = planMemory({ ...request, device: { name: 'one', bytes: 1000 * GIB, resource: 'nvidia.com/gpu' } });
    expect(wide.wantedBytes).toBe(52 * GIB);
    const small = planMemory({ ...request, device: { name: 'one', bytes: 50 * GIB, resource: 'nvidia.com/gpu' } });
    expect(small.verdict).toBe('probably-not');
  });
});

describe('the latent of sparse attention', () => {
  // vllm/model_executor/layers/attention/mla_attention.py, python/sglang/srt/mem_cache/kv_cache_configurator.py: 656 bytes of a token in 8 bits, 352 in 4, with 132 of the index
  test.each([['auto', 61 * (1152 + 132)], ['fp8', 61 * (656 + 132)], ['fp8_e4m3', 61 * (656 + 132)], ['fp8_ds_mla', 61 * (656 + 132)], ['nvfp4', 61 * (352 + 132)]])('is packed with its scales: %s', (cacheType, bytes) => {
    for (const engine of ['vllm', 'sglang']) expect(cacheBytesPerToken(architectureOf('aiconfigurator deepseek-ai/DeepSeek-V3.2'), optionsOf({ engine, version: '0.32.0', cacheType }))).toBe(bytes);
  });

  test('is not, where attention reads all of it', () => {
    expect(cacheBytesPerToken(architectureOf('aiconfigurator deepseek-ai/DeepSeek-V3'), optionsOf({ cacheType: 'fp8' }))).toBe(61 * 576);
  });
});

describe('the share of SGLang', () => {
  const batch = { tokens: 8192, sequences: 256 };
  const shareOf = (name: string, count: number) => sglangShare({ architecture: architectureOf(name), bytes: 80 * GIB, batch, count, drafts: false });

  test.each([
    // 81920 MiB without 512, 8192 × 1.5, 256 × 2, 128 of each device, and 8 of each of the 60 sizes of a prefill that are captured
    ['one device', 'aiconfigurator Qwen/Qwen3-8B', 1, (81920 - 512 - 12288 - 512 - 128 - 60 * 8) / 81920],
    ['eight devices', 'aiconfigurator Qwen/Qwen3-8B', 8, (81920 - 512 - 12288 - 512 - 1024 - 60 * 8) / 81920],
    ['latent attention', 'aiconfigurator deepseek-ai/DeepSeek-V3', 8, (81920 - 512 - 12288 - 512 - 1024 - 1536) / 81920],
  ])('is what its heuristic says: %s', (_case, name, count, share) => {
    expect(shareOf(name, count).least).toBeCloseTo(share - 0.0005, 3);
  });

  test('is smaller for a model that reads images', () => {
    expect(shareOf('aiconfigurator Qwen/Qwen3-VL-8B-Instruct', 1).least).toBeLessThan(0.95 * shareOf('aiconfigurator Qwen/Qwen3-8B', 1).least);
  });
});

describe('what stands beside a share', () => {
  const plan = (engine: string, version: string, utilization: number) => planMemory({
    architecture: architectureOf('aiconfigurator Qwen/Qwen3-8B'), engine, version, utilization, count: 1, maxModelLen: 4096, device: { name: 'NVIDIA L4', bytes: 22.35 * GIB, resource: 'nvidia.com/gpu' },
  });

  test.each([['sglang', '0.5.23', 0.95], ['vllm', '0.12.0', 0.97], ['vllm', '0.32.0', 0.99]])('needs room: %s %s with %f', (engine, version, utilization) => {
    expect(plan(engine, version, utilization)).toMatchObject({ verdict: 'probably-not', reason: expect.stringMatching(/are left beside it, and up to .* may be needed there; a lower share leaves more/) as string });
  });

  test.each([['sglang', '0.5.23', 0.8], ['vllm', '0.32.0', 0.92]])('has it by default: %s %s with %f', (engine, version, utilization) => {
    expect(plan(engine, version, utilization).verdict).toBe('fits');
  });
});

describe('latents that SGLang turns into keys and values', () => {
  const GLM = {
    model_type: 'glm4_moe_lite',
    hidden_size: 2048,
    intermediate_size: 10_240,
    moe_intermediate_size: 1536,
    num_hidden_layers: 47,
    num_attention_heads: 20,
    num_key_value_heads: 20,
    kv_lora_rank: 512,
    q_lora_rank: 768,
    qk_nope_head_dim: 192,
    qk_rope_head_dim: 64,
    v_head_dim: 256,
    n_routed_experts: 64,
    n_shared_experts: 1,
    num_experts_per_tok: 4,
    first_k_dense_replace: 1,
    vocab_size: 154_880,
    max_position_embeddings: 202_752,
    torch_dtype: 'bfloat16',
  };
  const planOf = (more: Partial<PlanRequest>) => planMemory({ architecture: readArchitecture(GLM, 'it'), engine: 'sglang', version: '0.5.23', device: { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 32_768, ...more });
  const turned = (more: Partial<PlanRequest> = {}) => planOf(more).rows.find(({ what }) => what.startsWith('keys and values of latents'));

  // 20 heads × (192 + 256 of a product, 192 + 64 of a key) numbers × 2 bytes, and 512 numbers of a latent twice over
  test.each<[string, Partial<PlanRequest>, number, number]>([
    ['of 128K tokens of all prompts', {}, 1, 131_072], ['of one short prompt', { maxModelLen: 4096, maxSequences: 1 }, 1, 4096], ['of the heads of a rank', { count: 4, tensorParallel: 4 }, 4, 131_072],
  ])('%s', (_case, more, ranks, tokens) => {
    const { bytes, uncertainty } = turned(more)!;
    expect(bytes + uncertainty).toBe(tokens * (20 * (448 + 256) * 2 / ranks + 512 * 4));
  });

  test('have to have room beside the share', () => {
    expect(planOf({}).verdict).toBe('fits');
    expect(planOf({ utilization: 0.9 }).reason).toMatch(/7\.7 GiB are left beside it, and up to 9 GiB may be needed there/);
  });

  test.each<[string, Partial<PlanRequest>]>([
    ['vLLM, which profiles', { engine: 'vllm', version: '0.32.0' }], ['a model without', { architecture: architectureOf('aiconfigurator openai/gpt-oss-20b') }], ['an index, which leaves few tokens', { architecture: knownArchitecture('deepseek-ai/DeepSeek-V3.2') }],
  ])('are not counted for %s', (_case, more) => {
    expect(turned(more)).toBeUndefined();
  });
});

describe('a state that stands for nothing', () => {
  test('is one more than those of all sequences', () => {
    const architecture = architectureOf('aiconfigurator Qwen/Qwen3.5-27B');
    const layout = cacheLayout(architecture, optionsOf())!;
    const state = layout.groups.filter(({ isState }) => isState).reduce((sum, { layers, pageBytes }) => sum + layers * pageBytes, 0);
    const { wantedBytes } = planMemory({ architecture, engine: 'sglang', version: '0.5.23', device: { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 256, concurrency: 4 });
    expect(wantedBytes).toBeCloseTo((4 * 5 + 1) * state / 0.9 * 1.9, 0);
  });
});

describe('states where prefixes are not kept', () => {
  const wanted = (more: Partial<PlanRequest>) => planMemory({
    architecture: architectureOf('aiconfigurator Qwen/Qwen3.5-27B'), engine: 'sglang', version: '0.5.23', device: { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 256, concurrency: 4, ...more,
  }).wantedBytes;
  const state = 48 * (48 * 128 * 128 * 4 + 3 * 10_240 * 2);
  const keys = 256 * 16 * 4 * 512 * 2;

  test.each<[string, Partial<PlanRequest>, number]>([
    ['are those of all sequences that there may be, and one more', { noPrefixes: true, maxSequences: 64 }, 65 * state + 4 * keys],
    ['are a part of the memory where nobody says how many', { noPrefixes: true }, (4 * 5 + 1) * state / 0.9 * 1.9], ['as they are with prefixes', { maxSequences: 64 }, (4 * 5 + 1) * state / 0.9 * 1.9],
  ])('%s', (_case, more, bytes) => {
    expect(wanted(more)).toBeCloseTo(bytes, 0);
  });
});
