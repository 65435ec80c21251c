import { within } from './within';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { parameters } from '../../src/fit/parameters';
import { PlanRequest } from '../../src/fit/plan-request';
import { typeProblem } from '../../src/fit/type-problems';
import { JsonObject } from '../../src/ground/objects';

/* Models that turn texts into vectors and scores, worked by hand from the sources of the servers. */

const GIB = 1024 ** 3;
const gpu = (name: string, gibibytes: number) => ({ name: `NVIDIA ${name}`, bytes: gibibytes * GIB, resource: 'nvidia.com/gpu' });
const [T4, L4, H100] = [gpu('T4', 15), gpu('L4', 22.35), gpu('H100', 80)];
const host = (gibibytes: number) => ({ name: 'the host', bytes: gibibytes * GIB });

const bert = (hidden: number, layers: number, heads: number, more: JsonObject = {}): JsonObject => ({
  model_type: 'bert', hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: heads, intermediate_size: 4 * hidden, vocab_size: 30_522, max_position_embeddings: 512, torch_dtype: 'float32', ...more,
});
const BGE_SMALL = bert(384, 12, 12);
const BGE_M3 = bert(1024, 24, 16, { model_type: 'xlm-roberta', vocab_size: 250_002, max_position_embeddings: 8194, type_vocab_size: 1 });
const NOMIC = bert(768, 12, 12, { model_type: 'nomic_bert', n_inner: 3072, intermediate_size: null, vocab_size: 30_528, max_position_embeddings: 8192, activation_function: 'swiglu' });
const QWEN2 = {
  model_type: 'qwen2', architectures: ['Qwen2ForCausalLM'], hidden_size: 3584, num_hidden_layers: 28, num_attention_heads: 28, num_key_value_heads: 4, intermediate_size: 18_944, vocab_size: 151_646, max_position_embeddings: 131_072, tie_word_embeddings: false, torch_dtype: 'float32',
};
const QWEN3 = { ...QWEN2, model_type: 'qwen3', hidden_size: 1024, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, intermediate_size: 3072, max_position_embeddings: 32_768, tie_word_embeddings: true, torch_dtype: 'bfloat16' };
const GEMMA = { ...QWEN3, model_type: 'gemma3_text', hidden_size: 768, num_hidden_layers: 24, num_attention_heads: 3, num_key_value_heads: 1, head_dim: 256, intermediate_size: 1152, max_position_embeddings: 2048, use_bidirectional_attention: true };

const plan = (config: JsonObject, engine: 'vllm' | 'text-embeddings-inference' | 'sglang', more: Partial<PlanRequest> = {}) => planMemory({
  architecture: readArchitecture(config, 'it'), engine, version: { 'vllm': '0.32.0', 'text-embeddings-inference': '1.9.3', 'sglang': '0.5.23' }[engine], device: L4, count: 1, ...more,
});
const tei = (config: JsonObject, more: Partial<PlanRequest> = {}) => plan(config, 'text-embeddings-inference', more);
const vllm = (config: JsonObject, more: Partial<PlanRequest> = {}) => plan(config, 'vllm', more);
const row = ({ rows }: ReturnType<typeof plan>, beginning: string) => rows.find(({ what }) => what.startsWith(beginning));

describe('the parameters of encoders', () => {
  const jina = { feed_forward_type: 'geglu', position_embedding_type: 'alibi', vocab_size: 30_528, max_position_embeddings: 8192 };
  test.each<[string, JsonObject, number]>([
    ['jina-embeddings-v2-base-en has gates, and no positions', bert(768, 12, 12, jina), 137.4e6],
    ['jina-embeddings-v3 brings adapters of five tasks', { ...BGE_M3, position_embedding_type: 'rotary', lora_adaptations: ['a', 'b', 'c', 'd', 'e'], lora_rank: 4 }, 572.3e6],
    ['nomic-embed-text-v1.5', NOMIC, 136.7e6],
    ['nomic-embed-text-v2-moe has experts in every other layer, and no gates', { ...NOMIC, vocab_size: 250_048, type_vocab_size: 1, activation_function: 'gelu', num_experts: 8, moe_every_n_layers: 2 }, 475.3e6],
    ['gte-modernbert-base', bert(768, 22, 12, { model_type: 'modernbert', intermediate_size: 1152, vocab_size: 50_368 }), 149e6],
    ['gte-multilingual-base', bert(768, 12, 12, { model_type: 'new', vocab_size: 250_048, type_vocab_size: 1 }), 305.4e6],
    ['bge-m3', BGE_M3, 567.8e6],
    ['all-MiniLM-L6-v2', bert(384, 6, 12, { }), 22.7e6],
  ])('%s', (_name, config, count) => {
    expect(parameters(readArchitecture(config, 'it'))).toEqual(within(0.005, count));
  });
});

describe('Text Embeddings Inference', () => {
  test.each<[string, JsonObject, Partial<PlanRequest>, string]>([
    ['float32 on a CPU', BGE_SMALL, { device: host(8) }, 'float32'], ['float16 on a GPU', BGE_SMALL, {}, 'float16'], ['what it is told', BGE_SMALL, { dataType: 'float32' }, 'float32'],
    ['float32 for Gemma 3 everywhere', GEMMA, {}, 'float32'],
  ])('loads weights in %s', (_case, config, more, type) => {
    expect(tei(config, more).rows[0].source).toContain(`in ${type}`);
  });

  test('is one small program on a CPU', () => {
    expect(tei(BGE_SMALL, { device: host(2) }).verdict).toBe('fits');
    expect(tei(BGE_SMALL, { device: host(0.1) }).verdict).toBe('impossible');
  });

  test('has no scores in memory with flash attention, and else those of the longest texts that a batch has room for', () => {
    expect(row(tei(BGE_M3), 'scores')).toBeUndefined();
    const onT4 = row(tei(BGE_M3, { device: T4 }), 'scores')!;
    expect(onT4.bytes).toBe(16_384 * 8194 * 16 * 2); // tokens × tokens of a text × heads × bytes; the mask and the norm have the same once more each
    expect(onT4.uncertainty).toBe(2 * onT4.bytes);
    expect(tei(BGE_M3, { device: T4 })).toMatchObject({ verdict: 'probably-not', advice: 'a smaller batch (maxBatchTokens of the engine)' });
    expect(tei(BGE_M3, { device: T4, maxBatchedTokens: 2048 }).verdict).toBe('fits');
    expect(row(tei(BGE_M3, { device: T4, flashAttention: true }), 'scores')).toBeUndefined();
    expect(row(tei(BGE_SMALL, { device: T4, flashAttention: true }), 'scores')).toBeDefined(); // it may be a JinaBERT
    expect(row(tei(BGE_M3, { dataType: 'float32' }), 'scores')!.bytes).toBe(16_384 * 8194 * 16 * 4);
    expect(row(tei(BGE_SMALL, { device: host(8) }), 'scores')!.bytes).toBe(8 * 512 * 512 * 12 * 4); // eight texts at once, each in 32 bits
  });

  test('has a weight of each word for each token with SPLADE', () => {
    expect(row(tei(BGE_M3, { pooling: 'splade' }), 'a weight')!.bytes).toBe(16_384 * 250_002 * 2);
    expect(row(tei(BGE_M3, { pooling: 'cls' }), 'a weight')).toBeUndefined();
  });

  test('loads no head of a model that generates', () => {
    expect(tei(QWEN2, { device: H100 }).rows[0].bytes).toBe(2 * (parameters(readArchitecture(QWEN2, 'it')) - 151_646 * 3584));
  });

  test.each<[string, JsonObject, Partial<PlanRequest>, RegExp]>([
    ['models that need flash attention on a CPU', QWEN2, { device: host(64) }, /serves models of the type "qwen2" on a CPU is not known/],
    ['those on a T4', QWEN2, { device: T4 }, /on NVIDIA T4 is not known: its image for Turing has flash attention off/],
  ])('may not serve %s', (_case, config, more, says) => {
    expect(tei(config, more)).toMatchObject({ verdict: 'unknown', reason: expect.stringMatching(says) as string });
  });

  test.each<[string, JsonObject, string, string | undefined]>([
    ['Gemma 3 in 16 bits', GEMMA, 'float16', 'dtype is float16, and text-embeddings-inference computes models of the type gemma3_text in float32 alone'],
    ['Qwen 2 in 32 bits', QWEN2, 'float32', 'dtype is float32, and text-embeddings-inference computes models of the type qwen2 with flash attention alone, in float16'],
    ['nothing else', QWEN3, 'float32', undefined], ['nothing else', GEMMA, 'float32', undefined], ['nothing else', QWEN2, 'float16', undefined],
  ])('refuses %s', (_case, config, dataType, says) => {
    expect(typeProblem({ architecture: readArchitecture(config, 'it'), engine: 'text-embeddings-inference', version: '1.9.3', device: L4, count: 1, dataType }, 'refused')).toBe(says);
  });
});

describe('vLLM', () => {
  test('captures graphs of encoders, and takes no share where there is no cache', () => {
    expect(row(vllm(BGE_M3), 'CUDA graphs')).toBeDefined();
    expect(row(vllm(BGE_M3, { eager: true }), 'CUDA graphs')).toBeUndefined();
    expect(vllm(BGE_M3, { device: H100, utilization: 0.02 }).verdict).toBe('fits');
    expect(vllm(BGE_M3, { device: gpu('L4', 2) }).verdict).not.toBe('fits');
  });

  test('keeps a cache of a decoder that makes vectors, and none of one whose tokens see those behind them', () => {
    expect(vllm(QWEN3, { mayReadWhole: true }).wantedBytes).toBeGreaterThan(3 * GIB); // 32768 tokens of 112 KiB
    expect(vllm({ ...QWEN2, is_causal: false }, { device: H100 })).toMatchObject({ wantedBytes: 0, cacheBytesPerToken: 0 });
    expect(vllm(GEMMA)).toMatchObject({ wantedBytes: 0 });
    expect(plan({ ...QWEN2, is_causal: false }, 'sglang', { device: H100 }).wantedBytes).toBeGreaterThan(0);
  });

  test.each<[string, JsonObject, Partial<PlanRequest>, RegExp]>([
    ['all of a text whose tokens see all others', { ...QWEN2, is_causal: false }, {}, /^activations of 131072 tokens/],
    ['all of it for the mean of its tokens', QWEN3, { wholePrompts: true }, /^activations of 32768 tokens/],
    ['parts of it for the last token', QWEN3, {}, /^activations of 2048 tokens/],
    ['32768 tokens at once in its older engine', BGE_M3, { version: '0.10.0' }, /^activations of 32768 tokens/],
    ['8194 tokens of one text now', BGE_M3, {}, /^activations of 8194 tokens/],
  ])('reads %s', (_case, config, more, says) => {
    expect(row(vllm(config, more), 'activations')!.what).toMatch(says);
  });

  test('may read all of a text where nobody says how its tokens become one vector', () => {
    const [said, open] = [vllm(QWEN3), vllm(QWEN3, { mayReadWhole: true })].map(each => row(each, 'activations')!);
    const whole = row(vllm(QWEN3, { wholePrompts: true }), 'activations')!;
    expect(open.bytes).toBe(said.bytes);
    expect(open.bytes + open.uncertainty).toBeGreaterThanOrEqual(whole.bytes);
  });

  test('refuses a batch that has no room for a text that it reads whole', () => {
    const small = { maxBatchedTokens: 2048 };
    expect(vllm(BGE_M3, { ...small, maxModelLen: 8192 })).toMatchObject({ verdict: 'impossible', advice: 'a batch of at least 8192 tokens (maxNumBatchedTokens of the engine)' });
    expect(vllm(BGE_M3, small).verdict).toBe('probably-not'); // a file of the model may say that its texts are shorter
    expect(vllm(BGE_M3, { ...small, maxModelLen: 2048 }).verdict).toBe('fits');
    expect(vllm(QWEN3, { ...small, maxModelLen: 8192 }).verdict).toBe('fits');
  });

  test('SGLang reads a text of an encoder whole as well, and 16384 tokens at once', () => {
    expect(row(plan(BGE_SMALL, 'sglang'), 'activations')!.what).toMatch(/^activations of 16384 tokens/);
    expect(row(plan({ ...QWEN2, is_causal: false }, 'sglang', { device: H100 }), 'activations')!.what).toMatch(/^activations of 131072 tokens/);
  });

  test('computes in 32 bits with twice the memory', () => {
    const [half, float] = ['float16', 'float32'].map(dataType => row(vllm(BGE_M3, { dataType }), 'activations')!.bytes);
    expect(float).toBe(2 * half);
  });
});

test('Text Embeddings Inference refuses a Llama whose positions are scaled by rope_scaling', () => {
  const llama = { ...QWEN3, model_type: 'llama_bidirec' };
  const scale = { factor: 8, rope_type: 'llama3', high_freq_factor: 4, low_freq_factor: 1, original_max_position_embeddings: 8192 };
  const verdicts = [{}, { rope_scaling: scale }, { rope_parameters: { ...scale, rope_theta: 500_000 } }].map(more => plan({ ...llama, ...more }, 'text-embeddings-inference', { device: H100 }).verdict);
  expect(verdicts).toEqual(['fits', 'unknown', 'fits']);
});
