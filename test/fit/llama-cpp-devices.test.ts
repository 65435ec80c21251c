import { LLAMA_CPP_LOGS, UNACCOUNTED } from './data/llama-cpp-logs';
import { within } from './within';
import { bytesOfSequence } from '../../src/fit/cache';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';

const [MIB, GIB] = [1024 ** 2, 1024 ** 3];
const L4 = { name: 'NVIDIA L4', bytes: 22.35 * GIB, resource: 'nvidia.com/gpu' };
const LLAMA = knownArchitecture('meta-llama/Llama-3.1-8B', 'Q4_K_M');
const ASKED = { architecture: LLAMA, engine: 'llama-cpp', version: 'b11434', device: L4, count: 1, maxModelLen: 4096 };

const planOf = (more: Partial<PlanRequest>) => planMemory({ ...ASKED, ...more });
const cases = LLAMA_CPP_LOGS.map(log => [`${log.model}, ${log.source}`, log] as const);

describe('what llama.cpp said of its buffers', () => {
  test.each(cases)('%s: lies within the plan', (_name, log) => {
    const { config, quantization, version, count, context, sequences = 1, flashAttention, weights, cache, states, compute } = log;
    const architecture = readArchitecture(config, 'it', { saidQuantization: quantization });
    const plan = planOf({ architecture, version, count, maxModelLen: context, concurrency: sequences, flashAttention });
    const [row] = plan.rows;
    const { layout } = plan;
    const options = { maxBatchedTokens: 512, contextParallel: 1 };
    const of = (isState: boolean) => ({ ...layout!, groups: layout!.groups.filter(group => group.isState === isState) });
    const bytesOf = (isState: boolean) => sequences * bytesOfSequence(of(isState), context, options);
    if (weights !== undefined) expect(row!.bytes / MIB).toEqual(within(0.02, weights));
    if (cache !== undefined) expect(bytesOf(false) / MIB).toBeCloseTo(cache, 0);
    if (states !== undefined) expect(bytesOf(true) / MIB).toBeCloseTo(states, 1);
    const computed = plan.rows.filter(({ what }) => /^(activations|scores|which tokens)/.test(what))
      .reduce((sum, { bytes, uncertainty }) => sum + bytes + uncertainty, 0);
    if (compute !== undefined) expect(computed / MIB).toBeGreaterThan(compute);
  });
});

test.each(UNACCOUNTED)('%s: what nothing explains on %s is not more than a context may take', (_source, name, gibibytes, mebibytes) => {
  const { bytes, uncertainty } = planOf({ device: { ...L4, name, bytes: gibibytes * GIB } }).rows.find(({ what }) => what.startsWith('CUDA context'))!;
  expect((bytes + uncertainty) / MIB).toBeGreaterThan(mebibytes);
});

describe('layers of llama.cpp on several devices', () => {
  // 33 layers with the head: 5, 4, 4, 4, 4, 4, 4, and 3 with the head
  test.each([[1, 32], [2, 17], [4, 9], [8, 5]])('are shared out with the head for one more: the first of %i has %i', (count, layers) => {
    expect(planOf({ count }).cacheBytesPerToken).toBe(layers * 2 * 8 * 128 * 2);
    expect(planOf({ count, engine: 'ollama', version: '0.32.15' }).cacheBytesPerToken).toBe(layers * 2 * 8 * 128 * 2);
  });

  test('are as even as can be on other servers', () => {
    const plan = planOf({ count: 8, engine: 'vllm', version: '0.32.0', pipelineParallel: 8, cacheType: 'bfloat16' });
    expect(plan.cacheBytesPerToken).toBe(4 * 2 * 8 * 128 * 2);
  });
});

describe('what llama.cpp keeps on the host', () => {
  const weights = (name: string, type: string, more: Partial<PlanRequest> = {}) => (
    planOf({ architecture: knownArchitecture(name, type), ...more }).rows[0]!.bytes / MIB
  );

  test('is the embedding: 281.81 MiB of a Llama 3.1 8B', () => {
    const host = { name: 'a host', bytes: 64 * GIB };
    const [all, onDevice] = [{ device: host }, {}].map(more => weights('meta-llama/Llama-3.1-8B', 'Q4_K_M', more));
    expect(all! - onDevice!).toBeCloseTo(281.81, 1);
  });

  test('and not one that is the head as well', () => {
    expect(weights('Qwen/Qwen3-4B', 'Q4_K_M')).toBe(weights('Qwen/Qwen3-4B', 'Q4_K_M', { device: { name: 'a host', bytes: 64 * GIB } }));
  });

  test('nor more than one of an encoder', () => {
    const encoder = readArchitecture({ model_type: 'bert', hidden_size: 1024, num_hidden_layers: 24, num_attention_heads: 16, intermediate_size: 4096, vocab_size: 30_522, max_position_embeddings: 512 }, 'it', { saidQuantization: 'F16' });
    const bytes = planOf({ architecture: encoder, maxModelLen: 512 }).rows[0]!.bytes / 2;
    expect(bytes / (24 * (4 * 1024 ** 2 + 2 * 1024 * 4096))).toEqual(within(0.01, 1));
  });
});

describe('keys and values of all heads, and an index', () => {
  const latent = {
    hidden_size: 2560,
    intermediate_size: 6400,
    num_hidden_layers: 62,
    num_attention_heads: 40,
    num_key_value_heads: 40,
    q_lora_rank: 768,
    kv_lora_rank: 256,
    qk_nope_head_dim: 64,
    qk_rope_head_dim: 32,
    vocab_size: 73_448,
    max_position_embeddings: 32_768,
  };

  // 62 layers × 40 heads × (96 + 64) numbers × 2 bytes × 32768 tokens: 24 GiB, where latent vectors are one
  test('llama.cpp keeps them of MiniCPM3: the verdict is unknown', () => {
    const plan = planOf({ architecture: readArchitecture({ model_type: 'minicpm3', ...latent }, 'it', { saidQuantization: 'Q4_K_M' }), maxModelLen: 32_768 });
    expect([plan.verdict, plan.reason]).toEqual(['unknown', expect.stringMatching(/what llama-cpp b11434 keeps for latent attention of models of the type "minicpm3" is not known/)]);
  });

  test('keys of an index have the type of the cache, and what it computes is not known', () => {
    const plan = planOf({ architecture: knownArchitecture('deepseek-ai/DeepSeek-V3.2', 'Q4_K_M'), count: 16, device: { ...L4, name: 'NVIDIA H100', bytes: 80 * GIB } });
    expect([plan.verdict, plan.reason]).toEqual(['unknown', 'what llama-cpp b11434 takes to choose tokens by an index is not known']);
    expect(plan.layout!.groups.reduce((sum, { layers, pageBytes }) => sum + layers * pageBytes, 0) / 256).toBe(4 * (512 + 64 + 128) * 2);
  });
});

describe('what newer builds leave free', () => {
  const free = (more: Partial<PlanRequest>) => planOf({ maxModelLen: undefined, ...more }).rows.find(({ what }) => what.startsWith('left free'));

  test.each<[string, Partial<PlanRequest>, boolean]>([
    ['of each device, where nobody says the context', {}, true], ['not where somebody does', { maxModelLen: 4096 }, false], ['nor with all of it', { fullContext: true }, false], ['nor in older builds', { version: 'b7000' }, false],
    ['Ollama always does', { engine: 'ollama', version: '0.32.15', maxModelLen: 4096 }, true], ['and did not', { engine: 'ollama', version: '0.24.0' }, false], ['on a host there is none', { device: { name: 'a host', bytes: 64 * GIB } }, false],
  ])('%s', (_case, more, isLeft) => {
    expect(free(more) !== undefined).toBe(isLeft);
  });
});

describe('layers that draft', () => {
  test('are shared out as others are, although they are not loaded', () => {
    const layer = LLAMA.layers[0]!;
    const some = (length: number) => Array.from({ length }, () => layer);
    const architecture = { ...LLAMA, layers: some(31) };
    const perToken = (draft: number) => planOf({ architecture: { ...architecture, draftLayers: some(draft) }, count: 4 }).cacheBytesPerToken;
    expect([perToken(0), perToken(1)]).toEqual([8, 9].map(layers => layers * 2 * 8 * 128 * 2));
  });
});

describe('a matrix in 16 bits', () => {
  const matrix = (more: Partial<PlanRequest>) => planOf(more).rows.find(({ what }) => what.startsWith('a matrix'));

  test.each([['NVIDIA V100', 'nvidia.com/gpu'], ['AMD Instinct MI250X', 'amd.com/gpu']])('is counted on %s', (name, resource) => {
    const { bytes, uncertainty } = matrix({ device: { ...L4, name, resource } })!;
    expect(bytes + uncertainty).toBe(2 * 4096 * 14_336);
  });

  test.each<[string, Partial<PlanRequest>]>([['another device', {}], ['another server', { engine: 'vllm', version: '0.32.0', device: { ...L4, name: 'NVIDIA V100' } }]])('is not on %s', (_case, more) => {
    expect(matrix(more)).toBeUndefined();
  });
});

describe('prompts that llama.cpp keeps on a host', () => {
  const HOST = { name: 'the memory limit', bytes: 12 * GIB };
  const kept = (more: Partial<PlanRequest>) => planOf({ device: HOST, maxModelLen: 32_768, ...more }).rows.find(({ what }) => what.startsWith('prompts'));
  const most = (more: Partial<PlanRequest>) => kept(more)!.bytes + kept(more)!.uncertainty;

  test('are as many as it is told to keep', () => {
    expect(most({ hostBytes: 3 * GIB })).toBe(3 * GIB);
    expect([0, 3 * GIB].map(hostBytes => planOf({ device: HOST, maxModelLen: 32_768, hostBytes }).verdict)).toEqual(['fits', 'probably-not']);
  });

  // 29 layers × 4 heads × 512 numbers × 2 bytes × 1024 tokens, each 8192 tokens and three more; in older builds 32 of them
  test('have checkpoints of windows', () => {
    const architecture = knownArchitecture('google/gemma-3-4b-it', 'Q4_K_M');
    const each = 29 * 4 * 512 * 2 * 1024;
    expect(most({ architecture })).toBe(7 * each);
    expect(most({ architecture, version: 'b9000' })).toBe(32 * each);
    expect(most({ architecture, concurrency: 2 })).toBe(14 * each);
  });

  test('and of states', () => {
    const qwen = LLAMA_CPP_LOGS.find(({ model }) => model === 'Qwen 3.5 9B')!;
    expect(most({ architecture: readArchitecture(qwen.config, 'it', { saidQuantization: 'Q4_K_M' }) }) / MIB).toBeCloseTo(7 * 50.25, 1);
  });

  test('are not counted with devices, where the host has room of its own', () => {
    expect(kept({ device: L4, hostBytes: 3 * GIB })).toBeUndefined();
    expect(kept({})).toBeUndefined();
  });
});
