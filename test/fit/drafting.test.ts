import { VllmEngine } from '../../src';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';
import { memoryFlags } from '../../src/render/footprint-flags';

/* Tokens that are drafted, and layers with states or chunks: what servers keep for them. */

const PLAIN = { model_type: 'llama', hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, torch_dtype: 'bfloat16' };
const STATES = readArchitecture({ ...PLAIN, model_type: 'qwen3_next', num_experts: 8, num_experts_per_tok: 2, moe_intermediate_size: 512, shared_expert_intermediate_size: 512, decoder_sparse_step: 1, linear_num_value_heads: 32 }, 'it');
const CHUNKS = readArchitecture({
  ...PLAIN, model_type: 'llama4_text', attention_chunk_size: 8192, intermediate_size_mlp: 14336, num_local_experts: 4, num_experts_per_tok: 1, interleave_moe_layer_step: 1,
}, 'it');
const plan = (more: Partial<PlanRequest>) => planMemory({
  architecture: STATES, engine: 'vllm', version: '0.32.0', device: { name: 'NVIDIA H100', bytes: 80 * 1024 ** 3, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 32768, ...more,
});

test('vLLM has a block of state more in each sequence for each token that is drafted', () => {
  const blocks = [undefined, 1, 3].map(draftTokens => plan({ drafts: draftTokens !== undefined, draftTokens }).layout!.blocksPerState);
  expect(blocks).toEqual([2, 3, 5]);
  const own = { architecture: { ...STATES, draftLayers: [STATES.layers[0]] }, draft: 'own' as const };
  expect([own, { ...own, draftTokens: 2 }].map(more => plan(more).layout!.blocksPerState)).toEqual([3, 4]);
});

test.each<[string, Partial<PlanRequest>, string]>([
  ['vLLM that is not told how many', { drafts: true }, 'num_speculative_tokens'],
  ['SGLang, whatever it is told', { drafts: true, draftTokens: 4, engine: 'sglang', version: '0.5.23' }, 'sglang keeps of the states'],
])('the states of drafted tokens are not known of %s', (_case, more, says) => {
  expect(plan(more)).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(says) });
});

test('a model without states needs none', () => {
  const architecture = readArchitecture(PLAIN, 'it');
  expect([{ drafts: true }, { drafts: true, engine: 'sglang', version: '0.5.23' }].map(more => plan({ architecture, ...more }).verdict)).toEqual(['fits', 'fits']);
});

test('vLLM profiles with twice as many scores where tokens are drafted', () => {
  const architecture = readArchitecture(PLAIN, 'it');
  const [plain, drafts] = [false, true].map(one => plan({ architecture, drafts: one }).rows.find(({ what }) => what.startsWith('activations'))!.bytes);
  expect(drafts - plain).toBe(1024 * 128256 * 10);
});

test('vLLM needs room beside its share for scores of all drafted tokens, which it does not profile', () => {
  const architecture = readArchitecture(PLAIN, 'it');
  const asked = { architecture, drafts: true, maxModelLen: 4096, maxBatchedTokens: 16_384 };
  const verdict = (draftTokens: number, maxSequences: number) => plan({ ...asked, draftTokens, maxSequences }).verdict;
  expect([verdict(1, 1024), verdict(15, 1024), verdict(15, 64)]).toEqual(['fits', 'probably-not', 'fits']); // (16 - 2) × 1024 × 128256 × 8 bytes are 13.7 GiB
});

test('SGLang scores all drafted tokens of 48 requests, or of as many as it is told', () => {
  const activations = (more: Partial<PlanRequest>) => plan({ architecture: readArchitecture(PLAIN, 'it'), engine: 'sglang', version: '0.5.23', drafts: true, ...more }).rows.find(({ what }) => what.startsWith('activations'))!.bytes;
  expect(activations({ draftTokens: 64 }) - activations({ draftTokens: 8 })).toBe(48 * 56 * 128256 * 10);
  expect(activations({ draftTokens: 8, maxSequences: 96 }) - activations({ draftTokens: 8 })).toBe(48 * 8 * 128256 * 10);
});

test('vLLM keeps all tokens of chunks before 0.14.1, and where layers draft', () => {
  const wanted = (more: Partial<PlanRequest>) => plan({ architecture: CHUNKS, maxModelLen: 131072, ...more }).wantedBytes;
  const all = wanted({ version: '0.13.0' });
  expect(all).toBeGreaterThan(131072 * 32 * 8 * 256 * 2);
  expect(wanted({ draft: readArchitecture({ ...PLAIN, num_hidden_layers: 1 }, 'draft') })).toBeGreaterThan(all);
  expect(wanted({})).toBeLessThan(all / 2);
});

test.each([
  ['{"method":"mtp","num_speculative_tokens":3}', { drafting: 'own', draftTokens: 3, beside: [] }],
  ['{"method":"eagle3","model":"org/e","draft_tensor_parallel_size":1}', { drafting: 'model', beside: ['how much more memory a draft model takes that 1 of 4 ranks divide (draft_tensor_parallel_size) is not known'] }],
  ['{"method":"eagle3","model":"org/e","draft_tensor_parallel_size":4}', { drafting: 'model', beside: [] }],
  ['{"num_speculative_tokens":"3","method":"mtp"}', { drafting: 'own', draftTokens: undefined }],
])('--speculative-config %s', (config, says) => {
  const told = memoryFlags(new VllmEngine({ version: '0.32.0' }), ['--tensor-parallel-size', '4', '--speculative-config', config], {})!;
  expect({ draftTokens: undefined, ...told }).toMatchObject(says);
});

test('--spec-tokens says how many as well', () => {
  expect(memoryFlags(new VllmEngine({ version: '0.33.0' }), ['--spec-method', 'mtp', '--spec-tokens', '2'], {})).toMatchObject({ drafting: 'own', draftTokens: 2 });
});

test('SGLang shares out its memory as if layers that draft were as wide as those of the model', () => {
  const [architecture, draft] = ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.2-1B'].map(name => knownArchitecture(name));
  const perToken = (engine: string, version: string) => plan({ architecture, draft, engine, version, maxModelLen: 4096 }).cacheBytesPerToken;
  expect(perToken('sglang', '0.5.23')).toBe((32 + 16) * 8 * 128 * 2 * 2);
  expect(perToken('tensorrt-llm', '1.2.1')).toBe((32 * 128 + 16 * 64) * 8 * 2 * 2);
});
