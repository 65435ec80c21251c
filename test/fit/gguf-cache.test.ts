import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';
import { typeProblem } from '../../src/fit/type-problems';

const LLAMA = knownArchitecture('meta-llama/Llama-3.1-8B', 'Q4_K_M');
const GEMMA2 = readArchitecture({ model_type: 'gemma2', hidden_size: 2304, num_hidden_layers: 26, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256, intermediate_size: 9216, vocab_size: 256_000, max_position_embeddings: 8192 }, 'it', { saidQuantization: 'Q4_K_M' });
const ODD = readArchitecture({ model_type: 'phi', hidden_size: 2560, num_hidden_layers: 32, num_attention_heads: 32, intermediate_size: 10_240, vocab_size: 51_200, max_position_embeddings: 2048 }, 'it', { saidQuantization: 'Q4_K_M' });
const ASKED = { device: { name: 'NVIDIA L4', bytes: 22.35 * 1024 ** 3, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 4096 };

const bytesOf = (more: Partial<PlanRequest>) => planMemory({ architecture: LLAMA, engine: 'ollama', version: '0.24.0', cacheType: 'q8_0', ...ASKED, ...more }).cacheBytesPerToken / (32 * 8 * 256) * 8;

describe('the type of the cache that Ollama really takes', () => {
  test.each<[string, Partial<PlanRequest>, number]>([
    ['quantized with flash attention', { flashAttention: true }, 8.5], ['16 bits without', { flashAttention: false }, 16], ['as it is said from 0.30.0 on', { version: '0.32.15', flashAttention: false }, 8.5],
    ['16 bits in place of a type that it does not know', { cacheType: 'q5_1', flashAttention: true }, 16], ['a type that llama.cpp knows from then on', { cacheType: 'q5_1', version: '0.32.15' }, 6], ['16 bits as they are said', { cacheType: 'f16' }, 16],
  ])('%s', (_case, more, bits) => {
    expect(bytesOf(more)).toBe(bits);
  });

  test('is 16 bits of a model that it does not compute with flash attention', () => {
    const [said, none] = ['q8_0', undefined].map(cacheType => planMemory({ architecture: GEMMA2, engine: 'ollama', version: '0.24.0', flashAttention: true, cacheType, ...ASKED }).wantedBytes);
    expect(said).toBe(none);
  });
});

describe('types of the cache that llama.cpp refuses', () => {
  const problem = (more: Partial<PlanRequest>) => typeProblem({ architecture: LLAMA, engine: 'llama-cpp', version: 'b11434', ...ASKED, ...more }, 'refused');

  test.each<[string, Partial<PlanRequest>, RegExp]>([
    ['quantized values without flash attention', { valueType: 'q8_0', flashAttention: false }, /the type of values in the cache is q8_0, and llama\.cpp b11434 takes quantized ones with flash attention alone \(--flash-attn\)/],
    ['the same before llama.cpp chose it', { valueType: 'q8_0', version: 'b5000' }, /llama\.cpp b5000 takes/],
    ['heads that are no whole multiple of a block', { architecture: ODD, keyType: 'q8_0' }, /the type of the cache is q8_0, with one scale for 32 numbers, which do not divide the 80 of a head of it/],
  ])('%s', (_case, more, says) => {
    expect(problem(more)).toMatch(says);
  });

  test.each<[string, Partial<PlanRequest>]>([
    ['it turns flash attention on for them', { valueType: 'q8_0' }], ['it is told to', { valueType: 'q8_0', version: 'b5000', flashAttention: true }], ['quantized keys need none', { keyType: 'q8_0', flashAttention: false }],
    ['types of 16 bits need none', { keyType: 'f16', valueType: 'bf16', flashAttention: false }], ['a whole block', { keyType: 'q8_0', valueType: 'q4_0' }], ['of another server', { engine: 'vllm', version: '0.32.0', valueType: 'q8_0', flashAttention: false }],
  ])('and not where %s', (_case, more) => {
    expect(problem(more)).toBeUndefined();
  });
});

describe('scores of a batch, where there is no flash attention', () => {
  const scores = (more: Partial<PlanRequest>) => (
    planMemory({ architecture: LLAMA, engine: 'llama-cpp', version: 'b11434', ...ASKED, maxModelLen: 8192, ...more }).rows.find(({ what }) => what.startsWith('scores'))
  );
  const one = 512 * 8192 * 32 * 4; // tokens of a batch × tokens of the context × heads × bytes: 512 of 560 MiB that older builds log for a Llama 3 8B

  test.each<[string, Partial<PlanRequest>, number | undefined]>([
    ['llama.cpp has it by itself now', {}, undefined], ['and had not', { version: 'b5000' }, one], ['unless it was told to', { version: 'b5000', flashAttention: true }, undefined], ['or is told not to', { flashAttention: false }, one],
    ['all sequences count', { version: 'b5000', concurrency: 4 }, 4 * one], ['Ollama may lack it', { engine: 'ollama', version: '0.12.0', flashAttention: false }, one / 2], ['not where it is told', { engine: 'ollama', version: '0.12.0', flashAttention: true }, undefined],
    ['nor from 0.30.0 on', { engine: 'ollama', version: '0.32.15', flashAttention: false }, undefined], ['no other server has them', { engine: 'vllm', version: '0.32.0' }, undefined],
  ])('%s', (_case, more, bytes) => {
    expect(scores(more)?.bytes).toBe(bytes);
  });

  test('an encoder has those of a batch, at the most', () => {
    const encoder = readArchitecture({ model_type: 'bert', hidden_size: 384, num_hidden_layers: 12, num_attention_heads: 12, intermediate_size: 1536, vocab_size: 30_522, max_position_embeddings: 512 }, 'it', { saidQuantization: 'F16' });
    const found = scores({ architecture: encoder, maxModelLen: 512 })!;
    expect(found.bytes + found.uncertainty).toBe(512 * 512 * 12 * 4);
  });
});

describe('kernels of flash attention on devices', () => {
  const HEADS = { model_type: 'llama', num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 10_240, vocab_size: 32_000, max_position_embeddings: 8192 };
  const sized = (head: number) => readArchitecture({ ...HEADS, hidden_size: 32 * head, head_dim: head }, 'it', { saidQuantization: 'Q4_K_M' });
  const planOf = (more: Partial<PlanRequest>) => planMemory({ architecture: LLAMA, engine: 'llama-cpp', version: 'b11434', ...ASKED, maxModelLen: 8192, ...more });
  const most = (more: Partial<PlanRequest>, what: string) => {
    const found = planOf(more).rows.find(row => row.what.startsWith(what));
    return found && found.bytes + found.uncertainty;
  };
  const scores = 1.3 * 512 * 8192 * 32 * 4;

  test.each<[string, Partial<PlanRequest>, number | undefined]>([
    ['there is none for heads of 120', { architecture: sized(120) }, scores], ['nor for those of 160', { architecture: sized(160) }, scores], ['there is one for those of 80', { architecture: sized(80) }, undefined],
    ['a host needs none', { architecture: sized(120), device: { name: 'a host', bytes: 64 * 1024 ** 3 } }, undefined], ['and has them where it is told to', { architecture: sized(120), flashAttention: true }, undefined],
    ['older builds lack it for bf16', { cacheType: 'bf16', version: 'b7000' }, scores], ['newer ones do not', { cacheType: 'bf16' }, undefined], ['they lack it for two types', { keyType: 'q8_0', cacheType: 'f16', version: 'b9000' }, scores],
    ['Ollama may lack it as well', { engine: 'ollama', version: '0.32.15', architecture: sized(120), flashAttention: false }, scores / 1.3],
  ])('%s', (_case, more, bytes) => {
    expect(most(more, 'scores')).toBe(bytes);
  });

  test.each<[string, Partial<PlanRequest>, boolean]>([
    ['a type that devices have no kernel for', { cacheType: 'iq4_nl' }, false], ['one that older builds have none for', { cacheType: 'q5_1', version: 'b9000' }, false], ['the same in newer ones', { cacheType: 'q5_1' }, true],
    ['one that all have', { cacheType: 'q8_0', version: 'b9000' }, true], ['heads without a kernel', { architecture: sized(160), cacheType: 'q8_0' }, false], ['what is told to be on', { cacheType: 'iq4_nl', flashAttention: true }, true],
    ['what newer versions of Ollama hand on', { engine: 'ollama', version: '0.32.15', cacheType: 'q4_1' }, false],
  ])('quantized values need one: %s', (_case, more, isKnown) => {
    const { verdict, reason } = planOf(more);
    if (isKnown) {
      expect(verdict).toBe('fits');
    } else {
      expect([verdict, reason]).toEqual(['unknown', expect.stringMatching(/starts is not known: quantized values in the cache need flash attention, for which it may have no kernel on NVIDIA L4/)]);
    }
  });

  test.each<[string, Partial<PlanRequest>, number | undefined]>([
    ['f16', { cacheType: 'f16' }, undefined], ['none', {}, undefined], ['bf16', { cacheType: 'bf16' }, 2 * 2048 * 8192], ['quantized keys alone', { cacheType: 'f16', keyType: 'q8_0' }, 2 * 2048 * 8192],
  ])('keys and values of a layer are copied from other types than f16: %s', (_case, more, bytes) => {
    expect(most(more, 'keys and values of a layer')).toBe(bytes);
  });
});
