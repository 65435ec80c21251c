import { configuration } from './data/read';
import { VllmEngine } from '../../src';
import { bytesOfSequence } from '../../src/fit/cache';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, planMemory, PlanRequest } from '../../src/fit/memory-plan';
import { derivedArguments } from '../../src/fit/open-plan';
import { memoryFlags } from '../../src/render/footprint-flags';

/* What versions of vLLM load, and take of a device: each number by hand from the source of the version. */

const GIB = 1024 ** 3;
const H100 = { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' };
const T4 = { name: 'NVIDIA T4', bytes: 15 * GIB, resource: 'nvidia.com/gpu' };
const planOf = (name: string, more: Partial<PlanRequest> = {}): MemoryPlan => planMemory({
  architecture: more.architecture ?? knownArchitecture(name), engine: 'vllm', version: '0.32.0', device: H100, count: 1, ...more,
});
const rowOf = ({ rows }: MemoryPlan, what: string) => rows.find(row => row.what.startsWith(what))!;

describe('layers with a window keep what steps in flight compute', () => {
  const request = { maxModelLen: 131072, maxBatchedTokens: 8192, contextParallel: 1 };
  const blocksOf = (more: Partial<PlanRequest>) => {
    const { layout } = planOf('openai/gpt-oss-20b', { ...request, ...more });
    return bytesOfSequence(layout!, 131072, request) / layout!.bytesPerBlock;
  };

  // 131072 / 16 blocks of the layers that keep all, and cdiv(127 + steps * 8192, 16) + 1 of the others
  test.each<[string, Partial<PlanRequest>, number]>([
    ['of one step until 0.25', { version: '0.25.1' }, 8192 + 521], ['of two from 0.26.0 on', { version: '0.26.0' }, 8192 + 1033],
    ['of one where each waits for the one before', { synchronous: true }, 8192 + 521],
    ['of each stage, and one more', { count: 4, tensorParallel: 1, pipelineParallel: 4 }, 8192 + 2569],
  ])('%s', (_case, more, blocks) => {
    expect(blocksOf(more)).toBe(blocks);
  });

  test('which is said by a flag', () => {
    expect(memoryFlags(new VllmEngine({ version: '0.32.0' }), ['--no-async-scheduling'], {})!.synchronous).toBe(true);
  });
});

describe('layers of several kinds share blocks', () => {
  const GPT = knownArchitecture('openai/gpt-oss-20b'); // 12 layers with a window, and 12 without
  const draft = { ...GPT, layers: [GPT.layers.find(({ caches }) => caches.every(cache => cache.kind === 'tokens' && cache.window === undefined))!] };

  test.each([['0.11.0', [12, 7, 6]], ['0.12.0', [13, 12]], ['0.32.0', [13, 12]]])('with one layer more that drafts, on %s', (version, layers) => {
    const { layout } = planOf('openai/gpt-oss-20b', { version, draft });
    expect(layout!.groups.map(group => group.layers).sort((one, other) => other - one)).toEqual(layers);
  });

  test.each([['0.11.0', true], ['0.23.0', true], ['0.24.0', false]])('of sizes that do not divide each other, on %s', (version, isRefused) => {
    const [cache] = draft.layers[0].caches;
    const wider = { ...draft, layers: [{ ...draft.layers[0], caches: [{ ...cache, heads: 12 }] }] } as typeof draft;
    expect(planOf('openai/gpt-oss-20b', { version, draft: wider }).unknowns.some(unknown => unknown.includes('cannot make alike'))).toBe(isRefused);
  });
});

// 10 layers of 62 keep all tokens, the others are in 6 groups of 8 or 9; a stage has up to 3 of each. gpt-oss has 2 of 3 layers of one kind in its stages
test.each<[string, number, readonly number[], number]>([
  ['google/gemma-3-27b-it', 4, [3, 2, 2, 2, 2, 2, 2], 3], ['openai/gpt-oss-20b', 8, [2, 1], 2], ['google/gemma-3-27b-it', 1, [10, 9, 9, 9, 9, 8, 8], 10],
])('%s in %d stages has groups of all its layers on each stage', (name, pipelineParallel, layers, most) => {
  const { groups, bytesPerBlock } = planOf(name, { count: pipelineParallel, tensorParallel: 1, pipelineParallel }).layout!;
  expect(groups.map(group => group.layers).sort((one, other) => other - one)).toEqual(layers);
  expect(bytesPerBlock).toBe(most * groups[0].pageBytes);
});

// 2048 tokens of a batch in blocks of 16, where a recording has 1500
test.each([['0.12.0', 0], ['0.32.0', 128 - 94]])('blocks for a batch of an encoder, on %s', (version, more) => {
  const config = { model_type: 'whisper', is_encoder_decoder: true, d_model: 1280, encoder_layers: 4, decoder_layers: 32, encoder_attention_heads: 20, decoder_attention_heads: 20, encoder_ffn_dim: 5120, decoder_ffn_dim: 5120, vocab_size: 51866, max_source_positions: 1500, max_target_positions: 448, torch_dtype: 'bfloat16' };
  const { wantedBytes, layout } = planOf('whisper', { version, architecture: readArchitecture(config, 'whisper'), device: { ...H100, name: 'NVIDIA A100 80GB' } });
  expect(wantedBytes / layout!.bytesPerBlock).toBe(28 + 94 + 1 + more);
});

describe('states that vLLM keeps of each sequence', () => {
  test.each([
    ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.25.1', 1], ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.31.0', 2], ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.32.0', 3], ['Qwen/Qwen3-Next-80B-A3B-Instruct', '0.32.0', 2],
  ])('%s on %s: %d', (name, version, states) => {
    expect(planOf(name, { version }).layout!.blocksPerState).toBe(states);
    expect(planOf(name, { version, noPrefixes: true }).layout!.blocksPerState).toBe(1);
  });

  // qwen_gdn_linear_attn.py of 0.33.0: on Hopper and Blackwell, with blocks of whole 64 tokens
  test.each<[string, Partial<PlanRequest>, number, number]>([
    ['0.32.0', {}, 2, 2], ['0.33.0', {}, 3, 2], ['0.33.0', { noPrefixes: true }, 1, 1], ['0.33.0', { device: { name: 'the memory limit', bytes: 256 * GIB } }, 2, 2],
  ])('of Qwen3-Next on %s, %o: %d, %d at least', (version, more, states, least) => {
    const name = 'Qwen/Qwen3-Next-80B-A3B-Instruct';
    const { layout } = planOf(name, { version, ...more });
    expect([layout!.blocksPerState, layout!.isUncertain ? 2 : layout!.blocksPerState]).toEqual([states, least]);
    if (states === 3) expect(layout!.groups[0].blockSize % 64).toBe(0);
  });

  // nemotron_h.py of 0.26.0 and 0.27.1 has SupportsMambaPrefixCaching, qwen3_next.py has not
  test.each<[string, string, Partial<PlanRequest>, boolean]>([
    ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.25.1', {}, false], ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.26.0', {}, true],
    ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.27.1', {}, true], ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.28.0', {}, false],
    ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', '0.27.1', { noPrefixes: true }, false], ['Qwen/Qwen3-Next-80B-A3B-Instruct', '0.26.0', {}, false],
  ])('of each block of tokens, by itself: %s on %s', (name, version, more, isUnknown) => {
    expect(planOf(name, { version, count: 4, ...more }).unknowns.some(unknown => unknown.includes('one of each block of tokens'))).toBe(isUnknown);
  });

  test('are not known where a flag caches prefixes, until all versions keep two', () => {
    expect(['0.27.1', '0.28.0'].map(version => planOf('Qwen/Qwen3-Next-80B-A3B-Instruct', { version, cachesPrefixes: true }).unknowns.length)).toEqual([1, 0]);
    const flagged = (flag: string) => memoryFlags(new VllmEngine({ version: '0.32.0' }), [flag], {})!.noPrefixes;
    expect(['--no-enable-prefix-caching', '--enable-prefix-caching'].map(flagged)).toEqual([true, undefined]);
  });

  test.each<[string, Partial<PlanRequest>, boolean]>([
    ['before they were blocks of the cache', { version: '0.10.1' }, true], ['since then', { version: '0.10.2' }, false],
    ['one for each block, where prefixes are cached', { version: '0.20.0', cachesPrefixes: true }, true], ['a few', { cachesPrefixes: true }, false],
  ])('are not known %s', (_case, more, isUnknown) => {
    const { unknowns } = planOf('Qwen/Qwen3-Next-80B-A3B-Instruct', more);
    expect(unknowns.some(unknown => unknown.includes('states'))).toBe(isUnknown);
  });
});

describe('what a version loads', () => {
  test.each<[string, string, string, boolean]>([
    ['openai/gpt-oss-20b', '0.10.0', 'gpt_oss', false], ['openai/gpt-oss-20b', '0.10.1', 'gpt_oss', true], ['deepseek-ai/DeepSeek-V3.2', '0.10.2', 'deepseek_v32', false],
    ['Qwen/Qwen3.5-27B', '0.16.0', 'qwen3_5', false], ['Qwen/Qwen3.5-27B', '0.17.0', 'qwen3_5', true], ['meta-llama/Llama-3.1-8B', '0.8.5', 'llama', true],
  ])('%s on %s', (name, version, type, isLoaded) => {
    const plan = planOf(name, { version });
    expect(plan.unknowns.some(unknown => unknown.includes(`loads models of the type "${type}`))).toBe(!isLoaded);
    if (!isLoaded) expect(plan.verdict).toBe('unknown');
  });

  test.each([['bitsandbytes', '0.27.1', true], ['bitsandbytes', '0.28.0', false], ['Q4_K_M', '0.23.0', true], ['Q4_K_M', '0.24.0', false]])('weights in %s on %s', (quantization, version, isLoaded) => {
    const { unknowns } = planOf('meta-llama/Llama-3.1-8B', { version, architecture: knownArchitecture('meta-llama/Llama-3.1-8B', quantization) });
    expect(unknowns.some(unknown => unknown.includes('loads weights in'))).toBe(!isLoaded);
  });
});

describe('sequences at once', () => {
  test('that are wanted above those that the server takes only wait', () => {
    const plan = planOf('Qwen/Qwen3-0.6B', { maxModelLen: 256, concurrency: 128, maxSequences: 64 });
    expect(plan).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('64 sequences at once, and 128 are wanted') as string, startsWithLess: true, maxConcurrency: 64 });
    expect(planOf('Qwen/Qwen3-0.6B', { maxModelLen: 256, concurrency: 64, maxSequences: 64 }).verdict).toBe('fits');
  });

  test('are as many as are wanted, where nobody says how many', () => {
    const request = { architecture: knownArchitecture('Qwen/Qwen3-0.6B'), engine: 'vllm', version: '0.32.0', device: H100, count: 1, maxModelLen: 256, concurrency: 1500 };
    expect(planMemory(request).verdict).toBe('probably-not');
    expect(derivedArguments(request, ['sequences'])).toEqual({ maxSequences: 1500 });
    expect(derivedArguments({ ...request, concurrency: 1000 }, ['sequences'])).toEqual({});
  });
});

describe('the older engine', () => {
  const QWEN = 'Qwen/Qwen3-0.6B';
  const most = (version: string, more: Partial<PlanRequest> = {}) => {
    const { bytes, uncertainty } = rowOf(planOf(QWEN, { version, device: T4, maxModelLen: 16384, ...more }), 'activations');
    return bytes + uncertainty;
  };

  test('reads prompts whole, on devices before Ampere', () => {
    const inParts = most('0.9.2', { device: { ...T4, name: 'NVIDIA L4' } });
    expect(most('0.9.2') - inParts).toBeCloseTo(1.6 * (16384 - 2048) * (3 * 3072 + 4 * 1024) * 2, -3);
    expect([most('0.9.2', { maxBatchedTokens: 2048 }), most('0.9.2', { inParts: true }), most('0.10.2')]).toEqual([inParts, inParts, inParts]);
  });

  test('refuses a smaller batch than a prompt, unless it is told to read it in parts', () => {
    const judged = (more: Partial<PlanRequest>) => planOf(QWEN, { version: '0.9.2', device: T4, maxModelLen: 16384, maxBatchedTokens: 2048, ...more });
    expect(judged({})).toMatchObject({
      verdict: 'probably-not',
      reason: 'the older engine of vllm 0.9.2, which it may take, reads prompts of Qwen/Qwen3-0.6B whole, and refuses a batch of 2048 tokens '
        + '(--max-num-batched-tokens) for prompts of 16384',
    });
    expect(judged({ device: H100 }).verdict).toBe('fits');
    expect([judged({ inParts: true }), judged({ version: '0.10.2' }), judged({ maxBatchedTokens: 16384 }), judged({ maxModelLen: 40960 })].map(({ reason }) => reason))
      .not.toContainEqual(expect.stringMatching('older engine'));
  });

  test('keeps all tokens of layers with a window', () => {
    const layout = (device: PlanRequest['device']) => planOf('google/gemma-3-1b-it', { version: '0.9.2', device }).layout!;
    expect(layout(T4)).toMatchObject({ isUncertain: true, groups: [{ isState: false }] });
    expect(layout(H100).groups.length).toBeGreaterThan(1);
  });
});

describe('what vLLM computes with', () => {
  const LATENT = readArchitecture({
    model_type: 'deepseek_v3', hidden_size: 1024, num_hidden_layers: 4, num_attention_heads: 128, kv_lora_rank: 512, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, q_lora_rank: 512, first_k_dense_replace: 4, intermediate_size: 2048, moe_intermediate_size: 16, n_routed_experts: 8, num_experts_per_tok: 1, vocab_size: 1000, max_position_embeddings: 163840, torch_dtype: 'bfloat16',
  }, 'latent');

  test('keys and values of 64K tokens of latent attention, while it profiles', () => {
    const product = 65536 * 128 * (128 + 128) * 2; // kv_b_proj of all heads
    expect(rowOf(planOf('DeepSeek-V3', { architecture: LATENT, maxSequences: 1 }), 'activations').bytes).toBeCloseTo(product + 10_000, -5);
    const divided = rowOf(planOf('DeepSeek-V3', { architecture: LATENT, maxSequences: 1, count: 8 }), 'activations').bytes;
    expect(divided).toBeLessThan(product / 7.9);
    expect(rowOf(planOf('DeepSeek-V3', { architecture: LATENT, maxSequences: 1, version: '0.10.2' }), 'activations').bytes).toBeLessThan(product / 10);
  });

  test('and with their positions when it serves, for which a share has to leave room', () => {
    expect(planOf('DeepSeek-V3', { architecture: LATENT, maxModelLen: 8192, utilization: 0.92 }).verdict).toBe('fits'); // 3 GiB, and 0.4 of the context, of 6.4
    expect(planOf('DeepSeek-V3', { architecture: LATENT, maxModelLen: 8192, utilization: 0.97 })).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('3.4 GiB may be needed there') as string });
  });

  // of 16 heads: 256 parts of 512 tokens, or two for each of 108 multiprocessors; 0.9 GiB that stand there when it starts, and before 0.20.0 what it was seen to take
  test.each<[string, Partial<PlanRequest>, number]>([
    ['an A100', { device: { ...H100, name: 'NVIDIA A100 80GB' } }, 14.9], ['an A100 with a short context', { device: { ...H100, name: 'NVIDIA A100 80GB' }, maxModelLen: 32768 }, 5.3],
    ['a device that is not known', { device: { ...H100, name: 'it' } }, 17.4], ['an A100 before', { version: '0.15.1', device: { ...H100, name: 'NVIDIA A100 80GB' } }, 3.2], ['an H100', {}, 0],
  ])('sums of parts of long contexts, on %s', (_case, more, needed) => {
    const plan = planOf('latent', { architecture: LATENT, count: 8, maxSequences: 2048, maxModelLen: 131072, maxBatchedTokens: 2048, utilization: 0.96, ...more });
    expect(Number(/up to ([\d.]+) GiB may/.exec(plan.reason)?.[1] ?? 0)).toBeCloseTo(needed, 1);
  });

  test('latents and scores of a sparse index', () => {
    const workspace = 5 * 163840 * 576 * 2;
    const of = (version: string) => rowOf(planOf('deepseek-ai/DeepSeek-V3.2', { version, device: { ...H100, bytes: 141 * GIB }, count: 8 }), 'buffers of the sparse index');
    expect(of('0.32.0')).toMatchObject({ bytes: workspace, uncertainty: workspace });
    expect(of('0.15.1').uncertainty).toBe(8192 * 163840 * 4);
  });

  test.each<[string, string, Partial<PlanRequest>, number]>([
    ['bitsandbytes: all experts of a layer', 'mistralai/Mixtral-8x7B-v0.1', {}, 8 * 3 * 4096 * 14336 * 2],
    ['bitsandbytes: two matrices of a layer', 'meta-llama/Llama-3.1-8B', {}, 2 * 4096 * 14336 * 2],
    ['awq on a device before Ampere', 'meta-llama/Llama-3.1-8B', { device: T4 }, 2 * 4096 * 14336 * 2],
    ['awq on others', 'meta-llama/Llama-3.1-8B', {}, 0],
  ])('weights in 16 bits: %s', (method, name, more, most) => {
    const plan = planOf(name, { version: '0.20.0', architecture: knownArchitecture(name, method.split(/[: ]/)[0]), ...more });
    const row = plan.rows.find(({ what }) => what === 'weights of a layer in 16 bits');
    expect((row?.bytes ?? 0) + (row?.uncertainty ?? 0)).toBe(most);
  });

  test('as many images as have room in a batch', () => {
    const most = (maxBatchedTokens: number) => {
      const { bytes, uncertainty } = rowOf(planOf('google/gemma-3-4b-it', { maxBatchedTokens }), 'the encoder');
      return bytes + uncertainty;
    };
    expect(most(2048)).toBe(2.5 * GIB);
    expect(most(32768)).toBe(10 * GIB);
  });

  // 1.1 of what four patches of each token take; the longest video has 7 × 16384 tokens in a context of 128000
  test.each<[string, Partial<PlanRequest>, number]>([
    ['the longest video', {}, 7 * 16384], ['one that the context has room for', { maxModelLen: 40_000 }, 2 * 16384],
    ['the largest image', { noMedia: ['video'] }, 16384], ['a batch of images', { noMedia: ['video'], maxBatchedTokens: 65536 }, 65536],
  ])('with media of Qwen 2.5 VL: %s', (_case, more, tokens) => {
    const { bytes, uncertainty } = rowOf(planOf('Qwen/Qwen2.5-VL-7B-Instruct', more), 'the encoder');
    expect(bytes + uncertainty).toBeCloseTo(Math.max(2.5 * GIB, 1.1 * tokens * 4 * (10_260 + 3 * 1280) * 2), -3);
  });

  test('tokens of all copies that share experts', () => {
    const bytes = (dataParallel: number, version: string) => (
      rowOf(planOf('Qwen/Qwen3-30B-A3B', { version, dataParallel, tensorParallel: 1, count: 8, expertParallel: true, eager: true, maxSequences: 1 }), 'activations').bytes
    );
    const passed = 8 * (2 * 2048 + 3 * 768);
    expect(bytes(8, '0.32.0') - bytes(1, '0.32.0')).toBeCloseTo((7 * 8192 * passed + 2 * 65536 * 2048) * 2, -3);
    expect(bytes(8, '0.11.0') - bytes(1, '0.11.0')).toBeCloseTo((3 * 8192 * passed + 2 * 65536 * 2048) * 2, -3);
  });

  test('adapters of words, where they may be adapted', () => {
    const of = (name: string) => rowOf(planOf(name, { adapters: { count: 8, rank: 64 } }), '8 adapters');
    const { bytes, uncertainty } = of('google/gemma-3-1b-it');
    expect(uncertainty - bytes / 2).toBe(2 * (262144 + 1152) * 64 * 8 * 2); // one embedding that is the head as well
    const untied = of('meta-llama/Llama-3.1-8B');
    expect(untied.uncertainty - untied.bytes / 2).toBe(2 * (128256 + 4096) * 64 * 8 * 2);
  });

  test.each([['0.21.0', 0], ['0.32.0', 1024 * 262144 * (4 + 1 / 8)]])('a number of each word for each sequence, on %s', (version, most) => {
    const row = planOf('google/gemma-3-1b-it', { version }).rows.find(({ what }) => what === 'counts of words for penalties');
    expect((row?.bytes ?? 0) + (row?.uncertainty ?? 0)).toBe(most);
  });

  // one table for each of 4 groups, twice: 1024 sequences of 10M tokens in blocks of 16
  test('tables of blocks, for which a share has to leave room', () => {
    const config = {
      model_type: 'gemma3_text', hidden_size: 1024, num_hidden_layers: 24, num_attention_heads: 8, num_key_value_heads: 1, head_dim: 128, intermediate_size: 2048, vocab_size: 1000, max_position_embeddings: 10_485_760, sliding_window: 1024, sliding_window_pattern: 4, torch_dtype: 'bfloat16',
    };
    const verdictOf = (maxSequences: number) => planOf('long', { architecture: readArchitecture(config, 'long'), maxSequences, maxModelLen: 10_485_760 });
    expect(verdictOf(64).verdict).toBe('fits');
    expect(verdictOf(1024)).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('20.4 GiB may be needed there') as string });
  });

  test('scores of drafted tokens that are kept', () => {
    const said = (more: object) => memoryFlags(new VllmEngine({ version: '0.32.0' }), ['--speculative-config', JSON.stringify({ method: 'mtp', num_speculative_tokens: 1, ...more })], {})!.beside;
    expect(said({})).toEqual([]);
    expect(said({ draft_sample_method: 'probabilistic' })).toEqual([expect.stringContaining('draft_sample_method')]);
  });
});

describe('what has to have room in one batch', () => {
  const L40S = { name: 'NVIDIA L40S', bytes: 48 * GIB, resource: 'nvidia.com/gpu' };
  const GEMMA = 'google/gemma-4-26B-A4B';
  const WHISPER: Partial<PlanRequest> = {
    count: 1,
    tensorParallel: 1,
    architecture: readArchitecture({
      model_type: 'whisper', is_encoder_decoder: true, d_model: 384, encoder_layers: 4, decoder_layers: 4, encoder_attention_heads: 6, decoder_attention_heads: 6, encoder_ffn_dim: 1536, decoder_ffn_dim: 1536, vocab_size: 51865, max_source_positions: 1500, max_target_positions: 448, torch_dtype: 'float16',
    }, 'whisper'),
  };
  const STATES: Partial<PlanRequest> = { device: { ...H100, name: 'NVIDIA A100 80GB' }, count: 2, cacheType: 'fp8', maxModelLen: 8192 };

  // 32 frames of 70 tokens and 8 more; 1500 positions of a recording; 2096 tokens of Qwen3.5, whose states are in 32 bits, with a cache in 8 bits
  test.each<[string, string, Partial<PlanRequest>, string]>([
    ['a video, for which no batch was made larger', GEMMA, { version: '0.21.0' }, 'probably-not'], ['and was, from 0.22.0 on', GEMMA, { version: '0.22.0' }, 'fits'],
    ['a batch that is said', GEMMA, { maxBatchedTokens: 2048 }, 'impossible'], ['and has room', GEMMA, { maxBatchedTokens: 2496 }, 'fits'],
    ['no video is read', GEMMA, { version: '0.21.0', noMedia: ['video'] }, 'fits'], ['pictures that are not read whole', GEMMA, { version: '0.21.0', architecture: { ...knownArchitecture(GEMMA), seesMediaWhole: undefined } }, 'fits'],
    ['a recording', '', { ...WHISPER, maxBatchedTokens: 1024 }, 'impossible'], ['which has room', '', WHISPER, 'fits'],
    ['and not where one sequence of 448 tokens bounds the batch', '', { ...WHISPER, maxSequences: 1 }, 'probably-not'],
    ['a block of states', 'Qwen/Qwen3.5-35B-A3B', { ...STATES, version: '0.26.0' }, 'probably-not'],
    ['which may be parted', 'Qwen/Qwen3.5-35B-A3B', { ...STATES, version: '0.27.1' }, 'fits'],
    ['and is not kept', 'Qwen/Qwen3.5-35B-A3B', { ...STATES, version: '0.26.0', noPrefixes: true }, 'fits'],
  ])('%s', (_case, name, more, verdict) => {
    expect(planOf(name, { device: L40S, count: 4, tensorParallel: name === GEMMA ? 4 : 2, ...more })).toMatchObject({ verdict });
  });
});

describe('tokens that a model drafts at once', () => {
  const slots = (config: object) => memoryFlags(new VllmEngine({ version: '0.27.1' }), ['--speculative-config', JSON.stringify({ num_speculative_tokens: 16, model: 'it', ...config })], {})!.draftSlots;

  test('need room in a batch', () => {
    expect([{ method: 'dflash' }, { method: 'eagle3', parallel_drafting: true }, { method: 'draft_model', parallel_drafting: true }].map(slots)).toEqual([15, 15, 16]);
    expect([{ method: 'draft_model' }, { method: 'eagle3' }, { method: 'mtp' }].map(slots)).toEqual([1, undefined, undefined]);
  });

  // 1024 sequences of 15 tokens in a batch of 8192, until they are counted for one sequence
  test.each<[string, Partial<PlanRequest>, string]>([
    ['0.27.1', {}, 'probably-not'], ['0.27.1', { maxSequences: 1024, maxBatchedTokens: 8192 }, 'impossible'], ['0.27.1', { maxSequences: 128 }, 'fits'], ['0.28.0', { maxSequences: 128 }, 'fits'],
    ['0.16.0', { maxSequences: 128 }, 'fits'], ['0.28.0', { maxBatchedTokens: 15, maxSequences: 1 }, 'impossible'],
  ])('on %s, %o: %s', (version, more, verdict) => {
    expect(planOf('Qwen/Qwen3-4B', { version, drafts: true, draftTokens: 16, draftSlots: 15, maxModelLen: 4096, ...more })).toMatchObject({ verdict });
  });
});

test('no more sequences are derived than have a token each in a batch', () => {
  const derived = (concurrency: number) => derivedArguments({ architecture: knownArchitecture('Qwen/Qwen3-4B'), engine: 'vllm', version: '0.32.0', device: H100, count: 1, maxModelLen: 256, concurrency }, ['sequences']);
  expect([1024, 2000, 10_000].map(derived)).toEqual([{}, { maxSequences: 2000 }, { maxSequences: 8192 }]);
});

describe('what stands on the device when vLLM starts', () => {
  const L4 = { name: 'NVIDIA L4', bytes: 22.35 * GIB, resource: 'nvidia.com/gpu' };

  // of 21.6 GiB: a context of 0.4, buffers of 0.5 between devices
  test.each<[string, Partial<PlanRequest>, string]>([
    ['has room beside 0.96 of one device', { utilization: 0.96, maxSequences: 16 }, 'fits'], ['and not of two', { utilization: 0.96, maxSequences: 16, count: 2 }, 'probably-not'], ['nor beside the default of two', { count: 2 }, 'fits'],
  ])('%s', (_case, more, verdict) => {
    expect(planOf('Qwen/Qwen3-4B', { device: L4, maxModelLen: 4096, ...more })).toMatchObject({ verdict });
  });

  // 256 sequences with 4 drafted tokens and one more, of 151936 words: 2 bytes of each, 4 more of those that are verified, and 0.4 GiB of context; before
  // 0.29.0 graphs as well
  test.each<[string, string]>([['0.28.0', '3'], ['0.29.0', '1.5']])('has room beside scores of drafted tokens, on %s', (version, needed) => {
    const { reason } = planOf('Qwen/Qwen3-4B', { version, device: L4, maxModelLen: 4096, utilization: 0.94, drafts: true, draftTokens: 4 });
    expect(reason).toContain(`up to ${needed} GiB may be needed there`);
  });
});

describe('vectors of media that are kept empty while vLLM profiles', () => {
  const QWEN_VL = readArchitecture({
    model_type: 'qwen3_vl',
    architectures: ['Qwen3VLForConditionalGeneration'],
    text_config: { model_type: 'qwen3_vl_text', hidden_size: 4096, num_hidden_layers: 36, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 262144, dtype: 'bfloat16' },
    vision_config: { model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, num_heads: 16, in_channels: 3, out_hidden_size: 4096, patch_size: 16, spatial_merge_size: 2, temporal_patch_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24] },
  }, 'Qwen3-VL-8B');
  const kept = (architecture: PlanRequest['architecture'], more: Partial<PlanRequest>) => {
    const { bytes, uncertainty } = rowOf(planOf('it', { architecture, maxBatchedTokens: 8192, ...more }), 'the encoder');
    return Math.round(bytes + uncertainty - 2.5 * GIB);
  };

  test.each<[string, Partial<PlanRequest>, number]>([
    ['0.11.0', {}, 12288 * 12.5 * 4 * 4096 * 2], ['0.12.0', {}, 12288 * 12.5 * 4 * 4096 * 2], ['0.13.0', {}, 0], ['0.11.0', { noMedia: ['video'] }, 0],
  ])('of a video of Qwen3-VL on %s %j', (version, more, bytes) => {
    expect(kept(QWEN_VL, { version, ...more })).toBe(bytes);
  });

  test.each<[string, string, number]>([
    ['google/gemma-3-27b-it', '0.11.2', 32 * 8192 * 5376 * 2], ['google/gemma-3-27b-it', '0.12.0', 0], ['google/gemma-3-27b-it', '0.10.2', 0],
    ['mistralai/Mistral-Small-3.2-24B-Instruct-2506', '0.11.2', 2 * 8192 * 5120 * 2],
  ])('of pictures of %s on %s', (name, version, bytes) => {
    expect(kept(knownArchitecture(name), { version })).toBe(bytes);
  });
});

describe('the newer runner', () => {
  const needed = (name: string, more: Partial<PlanRequest>) => (
    (planOf(name, { utilization: 0.995, maxModelLen: 4096, maxBatchedTokens: 8192, ...more }).tight?.needed ?? 0) / GIB
  );
  const [atStart, graphs] = [0.4, 1.5];

  test.each<[string, string, boolean]>([
    ['Qwen/Qwen3-8B', '0.22.0', true], ['meta-llama/Llama-3.1-8B', '0.22.0', false], ['meta-llama/Llama-3.1-8B', '0.24.0', true],
    ['google/gemma-2-2b-it', '0.24.0', false], ['google/gemma-2-2b-it', '0.25.0', true], ['Qwen/Qwen3-30B-A3B', '0.28.0', false], ['Qwen/Qwen3-8B', '0.29.0', false],
  ])('captures graphs of %s on %s without taking them off its share: %s', (name, version, isBeside) => {
    const once = { version, maxSequences: 1 };
    expect(needed(name, once)).toBeCloseTo(isBeside ? atStart + graphs : Math.max(atStart, 0.6), 1); // 0.6: what it was seen to take
    expect(needed(name, { ...once, eager: true })).toBeLessThan(0.7);
  });

  test('warms its sampler with scores of all sequences, which it has not profiled', () => {
    const vocabulary = 262_144;
    const of = (more: Partial<PlanRequest>) => needed('google/gemma-3-1b-it', { version: '0.32.0', ...more });
    const plan = planOf('google/gemma-3-1b-it', { version: '0.32.0', maxModelLen: 4096, maxBatchedTokens: 8192, maxSequences: 4096 });
    const { bytes, uncertainty } = rowOf(plan, 'activations');
    const tables = (of({ maxSequences: 8192, version: '0.21.0' }) - of({ maxSequences: 4096, version: '0.21.0' }));
    expect(tables).toBeLessThan(0.1);
    expect(of({ maxSequences: 4096 })).toBeGreaterThan((20 * 4096 * vocabulary - Math.max(0, bytes - uncertainty)) / GIB);
    expect(of({ maxSequences: 4096, version: '0.21.0' })).toBeLessThan(2);
    expect(of({ maxSequences: 8192, maxBatchedTokens: 2048 })).toBeLessThan(of({ maxSequences: 4096 })); // no more than have two tokens each
  });
});

describe('what vLLM has not profiled', () => {
  const B200 = { name: 'NVIDIA B200', bytes: 180 * GIB, resource: 'nvidia.com/gpu' };
  const RTX = { name: 'NVIDIA RTX PRO 6000', bytes: 96 * GIB, resource: 'nvidia.com/gpu' };
  const needed = (name: string, more: Partial<PlanRequest>) => (
    (planOf(name, { version: '0.32.0', utilization: 0.995, maxModelLen: 4096, maxSequences: 1, ...more }).tight?.needed ?? 0) / GIB
  );

  test('what layers with states compute of a batch of a prompt: 72 KiB of each token, of 48 heads', () => {
    const of = (maxBatchedTokens: number, count = 1) => needed('Qwen/Qwen3.5-27B', { maxBatchedTokens, count, maxSequences: 1 });
    expect(of(32768) - of(16384)).toBeCloseTo(16384 * 72 / 1024 ** 2, 2);
    expect(of(32768, 2) - of(16384, 2)).toBeCloseTo(16384 * 36 / 1024 ** 2, 2);
  });

  // 8192 tokens × 64 heads × 128 × 16 bytes
  test.each<[string, Partial<PlanRequest>, number]>([
    ['on Blackwell', { device: B200, maxBatchedTokens: 8192 }, 1], ['before 0.26', { device: B200, maxBatchedTokens: 8192, version: '0.25.1' }, 394 / 1024],
    ['of a part of the heads', { device: B200, maxBatchedTokens: 8192, count: 2 }, 0.5], ['of a short batch', { device: B200, maxBatchedTokens: 2048 }, 394 / 1024],
    ['of a draft as well', { device: B200, maxBatchedTokens: 8192, drafts: true, draftTokens: 1, maxSequences: 1 }, 2],
    ['of a cache of 8 bits', { device: RTX, maxBatchedTokens: 8192, cacheType: 'fp8' }, 1], ['none on Hopper', { cacheType: 'fp8', maxBatchedTokens: 8192 }, 0],
  ])('a workspace of FlashInfer, %s', (_case, more, gibibytes) => {
    const context = more.count === 2 ? 0.9 : 0.4;
    const graphs = more.version === undefined ? 0 : 1.5;
    expect(needed('Qwen/Qwen3-32B', { utilization: 0.999, ...more })).toBeCloseTo(Math.max(0.6, context + graphs + gibibytes), 1);
  });

  test.each<[string, number]>([['0.24.0', 0], ['0.25.1', 1], ['0.26.0', 1], ['0.27.1', 0]])('encoders of media, on %s: %d', (version, isBeside) => {
    const of = (more: Partial<PlanRequest>) => needed('google/gemma-3-12b-it', { version, maxBatchedTokens: 8192, ...more });
    const { bytes, uncertainty } = rowOf(planOf('google/gemma-3-12b-it', { version, maxBatchedTokens: 8192, maxSequences: 1, maxModelLen: 4096 }), 'the encoder');
    const profiled = rowOf(planOf('google/gemma-3-12b-it', { version, maxBatchedTokens: 8192, maxSequences: 1, maxModelLen: 4096 }), 'activations');
    const most = (bytes + uncertainty - Math.max(0, profiled.bytes - profiled.uncertainty)) / GIB;
    expect(of({}) - of({ noMedia: ['all'] })).toBeCloseTo(isBeside * most, 1);
  });

  test('workspaces for experts on Blackwell\'s servers, which leave room with the default share', () => {
    const of = (utilization: number) => planOf('DeepSeek-R1', {
      architecture: readArchitecture({ ...configuration('aiconfigurator nvidia/DeepSeek-V3.1-NVFP4').config as object }, 'R1', configuration('aiconfigurator nvidia/DeepSeek-V3.1-NVFP4')),
      device: B200,
      count: 4,
      utilization,
      maxModelLen: 8192,
      maxBatchedTokens: 8192,
    }).verdict;
    expect([of(0.95), of(0.9)]).toEqual(['probably-not', 'fits']);
  });

  test('tokens and positions that are pinned in the memory of the host', () => {
    const host = (name: string, version: string, maxSequences: number) => (
      planOf(name, { version, maxSequences, maxModelLen: 131_072, count: 2 }).hostBytes
    );
    const each = (name: string, version: string) => (host(name, version, 512) - host(name, version, 256)) / 2 / 256 / 131_072;
    expect([each('Qwen/Qwen3-32B', '0.32.0'), each('Qwen/Qwen3-32B', '0.20.0'), each('google/gemma-3-12b-it', '0.32.0')]).toEqual([4, 0, 16]);
  });
});

describe('a share that leaves too little beside it', () => {
  const LLAMA = 'meta-llama/Llama-3.1-8B';
  const A10 = { name: 'NVIDIA A10', bytes: 22.49 * GIB, resource: 'nvidia.com/gpu' };
  const request = (more: Partial<PlanRequest>): PlanRequest => (
    { architecture: knownArchitecture(LLAMA), engine: 'vllm', version: '0.24.0', device: A10, count: 1, utilization: 0.9, maxModelLen: 2048, ...more }
  );
  const derived = (more: Partial<PlanRequest>) => derivedArguments(request(more), ['share']);

  test('becomes the largest one, in hundredths, that leaves enough', () => {
    const { tight, verdict } = planMemory(request({}));
    expect([verdict, tight!.needed > tight!.left]).toEqual(['probably-not', true]);
    const { utilization = 0 } = derived({});
    expect(utilization).toBeLessThan(0.9);
    expect(planMemory(request({ utilization })).verdict).toBe('fits');
    expect(planMemory(request({ utilization: utilization + 0.01 })).verdict).toBe('probably-not');
  });

  test('stays where it leaves enough, where nothing fits in a smaller one, and where it is not vLLM', () => {
    expect([derived({ device: H100 }), derived({ architecture: knownArchitecture('Qwen/Qwen3-32B') }), derivedArguments(request({ version: '0.5.2', engine: 'sglang' }), ['type', 'split', 'context'])])
      .toEqual([{}, {}, expect.not.objectContaining({ utilization: expect.anything() })]);
  });
});

describe('which patches see which', () => {
  // 110 x 110 patches of each picture: five of 3080 tokens in a batch of 16384, two bytes of each pair
  test.each<[string, number, number]>([['0.28.0', 16384, 5], ['0.28.0', 2048, 1], ['0.29.0', 16384, 0], ['0.12.0', 2048, 1]])('on %s with %d tokens: of %d pictures', (version, maxBatchedTokens, pictures) => {
    const { bytes, uncertainty } = rowOf(planOf('mistralai/Mistral-Small-3.2-24B-Instruct-2506', { version, maxBatchedTokens }), 'the encoder');
    expect(bytes + uncertainty).toBeCloseTo(2.5 * GIB * Math.max(1, maxBatchedTokens / 8192) + 2 * (12100 * pictures) ** 2, -3);
  });
});

test('prompts that are read whole on a CPU, with latent attention and by the older engine', () => {
  const most = (name: string, version: string) => {
    const { bytes, uncertainty } = rowOf(planOf(name, { version, device: { name: 'the memory limit', bytes: 256 * GIB }, maxModelLen: 16384 }), 'activations');
    return bytes + uncertainty;
  };
  expect(most('deepseek-ai/DeepSeek-V2-Lite', '0.32.0')).toBeGreaterThan(1.6 * 14336 * 3 * 10944 * 2);
  expect(most('Qwen/Qwen3-4B', '0.8.5')).toBeGreaterThan(1.6 * 14336 * 3 * 9728 * 2);
  expect(most('Qwen/Qwen3-4B', '0.32.0')).toBeLessThan(1.6 * 14336 * 3 * 9728 * 2);
});

test('layers that draft are not known to be shared out by context parallelism', () => {
  const unknown = (more: Partial<PlanRequest>) => planOf('deepseek-ai/DeepSeek-V3', { count: 8, contextParallel: 8, ...more }).unknowns.filter(each => each.includes('context parallelism 8'));
  expect([unknown({}), unknown({ draft: 'own' })]).toEqual([[], [expect.stringContaining('layers that draft tokens')]]);
});

test('a layout of the cache in which blocks come first', () => {
  const said = (layout: string) => memoryFlags(new VllmEngine({ version: '0.32.0' }), [], { VLLM_KV_CACHE_LAYOUT: layout })!.beside;
  expect(['HND', 'LBNHC', 'BLHNC'].map(layout => said(layout).length)).toEqual([0, 0, 1]);
});

test('tokens of all sequences on the device, for which ngram_gpu looks there', () => {
  const said = (method: string) => memoryFlags(new VllmEngine({ version: '0.32.0' }), ['--speculative-config', JSON.stringify({ method, num_speculative_tokens: 3 })], {})!.beside;
  expect([said('ngram'), said('ngram_gpu')]).toEqual([[], [expect.stringContaining('ngram_gpu')]]);
});

describe('what vLLM divides', () => {
  test.each<[string, number, string | undefined, number]>([
    ['groups of 128 are halved for 192 channels', 4, undefined, 64], ['and twice for 96', 8, undefined, 32], ['and not for 384', 2, undefined, 128],
    ['and no more for 48', 16, 'leaves 48 channels of an expert', 32],
  ])('experts in AWQ: %s', (_case, count, refused, group) => {
    const plan = planOf('Qwen/Qwen3-30B-A3B', { architecture: knownArchitecture('Qwen/Qwen3-30B-A3B', 'awq'), count, tensorParallel: count });
    expect(plan.refusals.join()).toContain(refused ?? '');
    expect(plan.refusals.length).toBe(refused === undefined ? 0 : 1);
    const row = plan.rows.find(({ what }) => what === 'scales of halved groups');
    expect(row?.bytes ?? 0).toBeCloseTo(48 * 128 * 3 * 2048 * (768 / count) * 20 / 8 * (1 / group - 1 / 128), -1);
  });

  test('states without attention have no heads', () => {
    const mamba = readArchitecture({ model_type: 'mamba', hidden_size: 2560, num_hidden_layers: 64, intermediate_size: 5120, state_size: 16, conv_kernel: 4, time_step_rank: 160, vocab_size: 50280 }, 'mamba');
    expect(planOf('mamba', { architecture: mamba, count: 2 }).refusals).toEqual([]);
  });
});
