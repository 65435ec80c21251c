import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';
import { JsonObject } from '../../src/ground/objects';

const GIB = 1024 ** 3;
const LLAMA = {
  model_type: 'llama', hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, torch_dtype: 'bfloat16',
};
const H100 = { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' };
const HOST = { name: 'the host', bytes: 24 * GIB };
const plan = (more: Partial<PlanRequest> = {}) => planMemory({ architecture: readArchitecture(LLAMA, 'it'), engine: 'vllm', version: '0.32.0', device: H100, count: 1, ...more });
const activations = (more: Partial<PlanRequest>) => plan(more).rows.find(({ what }) => what.startsWith('activations'))!.what;

describe('a cache of a size that the server is told', () => {
  test.each([
    ['that is surely left', 50, 'fits'], ['that may be left', 60, 'probably-not'], ['that is by no number left', 70, 'impossible'], ['larger than the device', 90, 'impossible'],
  ])('%s: %d GiB', (_case, gibibytes, verdict) => {
    expect(plan({ cacheBytes: gibibytes * GIB })).toMatchObject({ verdict, startsWithLess: false });
  });

  test('is never only a sequence that waits', () => {
    expect(plan({ cacheBytes: 90 * GIB, concurrency: 8 })).toMatchObject({ verdict: 'impossible', startsWithLess: false, advice: expect.stringMatching(/^at most 55\.\d GiB for the cache \(--kv-cache-memory-bytes\)/) });
  });

  test('on a CPU is taken when it is used, and may end the server then', () => {
    expect(plan({ device: HOST, cacheBytes: 2 * GIB, maxModelLen: 4096 }).verdict).toBe('fits');
    expect(plan({ device: HOST, cacheBytes: 12 * GIB, maxModelLen: 4096 })).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('told to keep 12 GiB for its cache'), advice: expect.stringContaining('kvCacheSize') });
  });
});

describe('prompts that are not read in parts', () => {
  test.each<[string, Partial<PlanRequest>, RegExp]>([
    ['vLLM computes all of the longest', { wholePrompts: true }, /^activations of 131072 tokens/],
    ['not less than it does else', { wholePrompts: true, maxModelLen: 1024 }, /^activations of 8192 tokens/],
    ['a batch that is said is computed, however short the context is', { maxBatchedTokens: 65536, maxModelLen: 16, maxSequences: 1 }, /^activations of 65536 tokens and 1 sequences/],
    ['one that is open is no larger than all sequences', { maxModelLen: 16, maxSequences: 1 }, /^activations of 16 tokens and 1 sequences/],
    ['a batch that is said is that', { wholePrompts: true, maxBatchedTokens: 4096 }, /^activations of 4096 tokens/],
    ['SGLang takes 16384 tokens at least', { wholePrompts: true, maxModelLen: 4096, engine: 'sglang', version: '0.5.23' }, /^activations of 16384 tokens/],
    ['SGLang computes all of the longest', { wholePrompts: true, engine: 'sglang', version: '0.5.23' }, /^activations of 131072 tokens/],
    ['in parts', {}, /^activations of 8192 tokens and 1024 sequences/],
    ['twice as many for throughput', { pace: 'throughput' }, /^activations of 16384 tokens and 2048 sequences/],
    ['as ever for latency', { pace: 'interactivity' }, /^activations of 8192 tokens and 1024 sequences/],
  ])('%s', (_case, more, says) => {
    expect(activations(more)).toMatch(says);
  });

  test('an encoder sees all of a text at once', () => {
    const encoder = readArchitecture({ model_type: 'bert', hidden_size: 1024, num_hidden_layers: 24, num_attention_heads: 16, intermediate_size: 4096, vocab_size: 30522, max_position_embeddings: 8192 }, 'it');
    expect(activations({ architecture: encoder, device: { ...H100, name: 'NVIDIA L4', bytes: 22 * GIB } })).toMatch(/^activations of 8192 tokens/);
  });
});

test.each<[string, Partial<PlanRequest>, string]>([
  ['a batch that is said', { maxSequences: 512, maxBatchedTokens: 256 }, 'impossible'], ['one that is not', { maxSequences: 9000 }, 'probably-not'], ['one with room for each', { maxSequences: 256, maxBatchedTokens: 256 }, 'fits'],
  ['one for as many as there are', { maxBatchedTokens: 128 }, 'fits'],
])('vLLM has a token of each sequence in a batch, and refuses more of them: %s', (_case, more, verdict) => {
  expect(plan({ maxModelLen: 4096, ...more }).verdict).toBe(verdict);
});

test('a share that leaves too little beside it is to be lower, whatever the context', () => {
  expect(plan({ utilization: 1 })).toMatchObject({ verdict: 'probably-not', advice: 'a lower share (gpuMemoryUtilization of the engine)' });
});

describe('LongRoPE where nobody says a context', () => {
  const architecture = readArchitecture({
    ...LLAMA, model_type: 'phi3', max_position_embeddings: 131072, original_max_position_embeddings: 4096, rope_scaling: { type: 'longrope', long_factor: [1], short_factor: [1] },
  }, 'it');
  const asked = (engine: string, version: string, more: Partial<PlanRequest> = {}) => {
    const { maxModelLen, maxContext = 0, verdict } = plan({ architecture, engine, version, ...more });
    return [maxModelLen, maxContext > 100_000, verdict];
  };

  test('has the context before it was scaled on newer versions of vLLM, and all of it where it is said', () => {
    expect([asked('vllm', '0.11.0'), asked('vllm', '0.11.1'), asked('vllm', '0.32.0', { maxModelLen: 131_072 }), asked('sglang', '0.5.23')])
      .toEqual([[131_072, true, 'fits'], [4096, true, 'fits'], [131_072, true, 'fits'], [131_072, true, 'fits']]);
  });
});

describe('positions that a configuration scales', () => {
  const longest = (engine: string, version: string, max_position_embeddings: number, rope: JsonObject, kind = 'llama') => plan({
    architecture: readArchitecture({ ...LLAMA, model_type: kind, max_position_embeddings, rope_scaling: rope, head_dim: 128 }, 'it'), engine, version,
  }).maxModelLen;

  test.each<[string, number, JsonObject, number, number, number?, number?]>([
    ['YaRN of what it had before', 32768, { type: 'yarn', factor: 4, original_max_position_embeddings: 32768 }, 32768, 32768, 131072],
    ['YaRN that is multiplied already', 131072, { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 32768 }, 131072, 131072],
    ['YaRN without the length before', 32768, { rope_type: 'yarn', factor: 4 }, 32768, 32768, 131072, 131072],
    ['linear', 4096, { type: 'linear', factor: 8 }, 32768, 32768],
    ['dynamic', 4096, { rope_type: 'dynamic', factor: 2.5 }, 10240, 10240],
    ['Llama 3', 131072, { rope_type: 'llama3', factor: 8, original_max_position_embeddings: 8192 }, 131072, 131072],
    ['of no factor', 32768, { type: 'mrope', mrope_section: [16, 24, 24] }, 32768, 32768],
    ['said for each kind of layers', 32768, { full_attention: { rope_type: 'yarn', factor: 4 }, sliding_attention: { rope_type: 'default' } }, 32768, 32768, 131072],
    ['of no kind', 32768, { factor: 4 }, 32768, 32768],
  ])('%s', (_case, own, rope, onVllm, onSglang, onOlderVllm = onVllm, onOlderSglang = onSglang) => {
    expect([longest('vllm', '0.29.0', own, rope), longest('vllm', '0.30.0', own, rope)]).toEqual([onOlderVllm, onVllm]);
    expect([longest('sglang', '0.5.9', own, rope), longest('sglang', '0.5.10', own, rope)]).toEqual([onOlderSglang, onSglang]);
    expect(longest('llama-cpp', 'b11434', own, rope)).toBe(own);
  });

  test('are those of the configuration for a Gemma 3', () => {
    expect(longest('vllm', '0.32.0', 131072, { rope_type: 'linear', factor: 8 }, 'gemma3_text')).toBe(131072);
  });

  test('may be as long as that, and not longer', () => {
    const architecture = readArchitecture({ ...LLAMA, max_position_embeddings: 32768, rope_scaling: { type: 'yarn', factor: 4, original_max_position_embeddings: 32768 } }, 'it');
    expect([131072, 131073].map(maxModelLen => plan({ version: '0.29.0', architecture, maxModelLen }).verdict)).toEqual(['fits', 'probably-not']);
    expect([32768, 32769].map(maxModelLen => plan({ architecture, maxModelLen }).verdict)).toEqual(['fits', 'probably-not']);
  });
});

describe('positions by several names', () => {
  const { max_position_embeddings: _none, ...UNSAID } = LLAMA;
  const longest = (names: JsonObject) => ([['vllm', '0.8.5'], ['vllm', '0.32.0'], ['sglang', '0.5.23'], ['llama-cpp', 'b11434']] as const)
    .map(([engine, version]) => plan({ architecture: readArchitecture({ ...UNSAID, ...names }, 'it'), engine, version }).maxModelLen);

  test.each<[string, JsonObject, number[]]>([
    ['Command R', { max_position_embeddings: 8192, model_max_length: 131072 }, [131072, 131072, 131072, 131072]],
    ['Baichuan 2, which says no other', { model_max_length: 4096 }, [4096, 4096, 4096, 4096]],
    ['a shorter one of vLLM', { max_position_embeddings: 131072, max_sequence_length: 4096 }, [4096, 4096, 4096, 131072]],
    ['Qwen 1', { max_position_embeddings: 32768, seq_length: 8192 }, [8192, 8192, 8192, 32768]],
    ['one that SGLang does not look for', { max_position_embeddings: 8192, max_seq_length: 512 }, [512, 512, 8192, 8192]],
    ['the same with a scale', { max_position_embeddings: 8192, seq_len: 4096, rope_scaling: { type: 'linear', factor: 2 } }, [8192, 8192, 16384, 8192]],
    ['none', {}, [2048, 2048, 2048, 2048]],
  ])('are taken as each server does: %s', (_case, names, expected) => {
    expect(longest(names)).toEqual(expected);
  });
});

test('TensorRT-LLM shortens any context to its cache, and ends where there is none', () => {
  const trt = (bytes: number, more: Partial<PlanRequest> = {}) => plan({ engine: 'tensorrt-llm', version: '1.2.1', device: { ...H100, bytes: bytes * GIB }, ...more });
  expect([trt(24), trt(24, { maxModelLen: 131072 }), trt(15)]).toMatchObject([
    { verdict: 'impossible', startsWithLess: true }, { verdict: 'impossible', startsWithLess: true }, { verdict: 'impossible', startsWithLess: false },
  ]);
});

test('TensorRT-LLM takes 2048 sequences, and has scores of 256 where nobody asks for more', () => {
  const row = (more: Partial<PlanRequest>) => plan({ engine: 'tensorrt-llm', version: '1.2.1', ...more }).rows.find(({ what }) => what.startsWith('activations'))!;
  expect(row({}).what).toBe('activations of 8192 tokens and 2048 sequences');
  expect(row({ maxSequences: 512 }).bytes - row({}).bytes).toBe(256 * 128256 * 10);
  expect(row({ concurrency: 512 }).bytes).toBe(row({ maxSequences: 512 }).bytes);
});

describe('llama.cpp', () => {
  const file = (type: string): PlanRequest['architecture'] => readArchitecture(LLAMA, 'it', { saidQuantization: type });
  const L4 = { name: 'NVIDIA L4', bytes: 22.35 * GIB, resource: 'nvidia.com/gpu' };
  const llama = (more: Partial<PlanRequest>) => plan({ architecture: file('Q8_0'), engine: 'llama-cpp', version: 'b11434', device: L4, ...more });

  test('shortens a context that nobody says, and none that is said', () => {
    expect(llama({})).toMatchObject({ verdict: 'impossible', startsWithLess: true });
    expect(llama({ fullContext: true })).toMatchObject({ verdict: 'impossible', startsWithLess: false });
    expect(llama({ maxModelLen: 131072 })).toMatchObject({ verdict: 'impossible', startsWithLess: false });
    expect(llama({ version: 'b6000' })).toMatchObject({ verdict: 'impossible', startsWithLess: false });
  });

  test('does not shorten it below 4096 tokens, nor where the weights do not fit', () => {
    expect(llama({ architecture: file('F16'), device: { ...L4, bytes: 13.2 * GIB } })).toMatchObject({ verdict: 'impossible', startsWithLess: false });
  });

  test('has a plan for files in 16 and 32 bits', () => {
    expect(['F16', 'BF16', 'F32'].map(type => llama({ architecture: file(type), device: H100, maxModelLen: 4096 }).verdict)).toEqual(['fits', 'fits', 'fits']);
  });

  test('divides the context of the model among its slots', () => {
    expect(llama({ concurrency: 16, sharedBy: 16 })).toMatchObject({ maxModelLen: 8192, wantedBytes: 16 * GIB });
  });

  test('reads weights from their mapped file where there is no room to keep them', () => {
    const host = (gibibytes: number) => llama({ architecture: file('Q4_K_M'), device: { name: 'the host', bytes: gibibytes * GIB }, maxModelLen: 2048 });
    expect(host(16).verdict).toBe('fits');
    expect(host(6).reason).toContain('between');
    expect(host(4)).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('parts of their mapped file are read again for each token') });
    expect(host(0.2).verdict).toBe('impossible');
  });

  test('has room for the scores of every token of a batch', () => {
    const [few, many] = [512, 8192].map(maxBatchedTokens => llama({ maxBatchedTokens, maxModelLen: 8192 }).cacheBytes);
    expect(few - many).toBeGreaterThan((8192 - 512) * 128256 * 4);
  });
});

describe('LMDeploy', () => {
  const lmdeploy = (bytes: number, more: Partial<PlanRequest> = {}) => plan({ engine: 'lmdeploy', version: '0.18.0', device: { ...H100, bytes: bytes * GIB }, ...more });

  test('shortens any context to its cache', () => {
    expect(lmdeploy(24, { maxModelLen: 131072 })).toMatchObject({ verdict: 'impossible', startsWithLess: true });
    expect(lmdeploy(14, { maxModelLen: 131072 })).toMatchObject({ verdict: 'impossible', startsWithLess: false });
  });

  test('takes its share before anything is computed, which has to have room in the rest', () => {
    const onPyTorch = { maxModelLen: 4096, onPyTorch: true };
    expect(lmdeploy(24, onPyTorch)).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('left beside it') });
    expect(lmdeploy(24, { ...onPyTorch, utilization: 0.2, maxBatchedTokens: 1024, maxSequences: 8, eager: true }).verdict).toBe('fits');
    expect(lmdeploy(80).verdict).toBe('fits');
  });

  test('captures graphs and keeps room for scores with its PyTorch engine alone, which it takes for what TurboMind does not run', () => {
    const rows = (more: Partial<PlanRequest> = {}) => lmdeploy(80, more).rows.map(({ what }) => what).filter(what => /graphs|scores/.test(what));
    expect(rows()).toEqual([]);
    for (const told of [{ onPyTorch: true }, { draft: 'own' as const }, { adapters: { count: 1, rank: 16 } }, { cacheType: 'fp8' }]) expect(rows(told)).toHaveLength(2);
    expect(rows({ architecture: readArchitecture({ ...LLAMA, head_dim: 96 }, 'it') })).toHaveLength(2);
    expect(rows({ architecture: readArchitecture({ ...LLAMA, model_type: 'cohere' }, 'it') })).toHaveLength(2);
  });

  test('takes as many sequences at once as the device is known for', () => {
    const sequences = (version: string) => ['NVIDIA H100', 'NVIDIA H200', 'NVIDIA GH200', 'NVIDIA A100', 'NVIDIA L4']
      .map(name => plan({ engine: 'lmdeploy', version, device: { ...H100, name } }).maxSequences);
    expect(sequences('0.18.0')).toEqual([1024, 1024, 1024, 384, 128]);
    expect(sequences('0.9.2')).toEqual([512, 128, 128, 256, 128]);
  });

  test('lets all others wait', () => {
    const on = (more: Partial<PlanRequest>) => lmdeploy(140, { maxModelLen: 256, concurrency: 200, device: { ...H100, name: 'NVIDIA L40S' }, ...more });
    expect(on({})).toMatchObject({ verdict: 'probably-not', reason: 'the server takes 128 sequences at once, and 200 are wanted: the others wait', takenAtOnce: 128 });
    expect(on({ maxSequences: 256 }).verdict).toBe('fits');
  });

  test.each<[string, string, Partial<PlanRequest>, boolean]>([
    ['a Mistral', '0.13.0', { architecture: readArchitecture({ ...LLAMA, model_type: 'mistral' }, 'it') }, true],
    ['a Mistral, no more', '0.14.0', { architecture: readArchitecture({ ...LLAMA, model_type: 'mistral' }, 'it') }, false],
    ['a Qwen 3, not yet', '0.7.3', { architecture: readArchitecture({ ...LLAMA, model_type: 'qwen3', head_dim: 128 }, 'it') }, false],
    ['a Qwen 3', '0.8.0', { architecture: readArchitecture({ ...LLAMA, model_type: 'qwen3', head_dim: 128 }, 'it') }, true],
    ['a small head, not yet', '0.6.2', { architecture: readArchitecture({ ...LLAMA, head_dim: 64 }, 'it') }, false],
    ['a small head', '0.6.3', { architecture: readArchitecture({ ...LLAMA, head_dim: 64 }, 'it') }, true],
  ])('runs with TurboMind what its version has: %s', (_case, version, more, isSure) => {
    expect(lmdeploy(80, { version, ...more }).rows.some(({ what }) => what === 'buffers of TurboMind')).toBe(isSure);
  });

  test('may run a model with a tower with either of its engines, since one has no LLaVA any more', () => {
    const architecture = readArchitecture({ model_type: 'llava', text_config: LLAMA, vision_config: { model_type: 'clip_vision_model', hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, num_attention_heads: 16, image_size: 336, patch_size: 14 } }, 'it');
    const has = (version: string) => lmdeploy(80, { architecture, version }).rows.some(({ what }) => what === 'buffers of TurboMind');
    expect(['0.13.0', '0.14.0'].map(has)).toEqual([true, false]);
  });

  test('makes the keys and values of a prompt flat, and has tables of all sequences, beside its share', () => {
    const row = (says: string, version: string, more: Partial<PlanRequest> = {}) => {
      const found = lmdeploy(80, { version, ...more }).rows.find(({ what }) => what === says);
      return found && [found.bytes - found.uncertainty, found.bytes, found.bytes + found.uncertainty].map(bytes => bytes / 1024 ** 2);
    };
    const [keys, tables] = ['keys and values of a prompt in 16 bits', 'tables of the tokens of all sequences'];
    expect(row(keys, '0.18.0')).toEqual([480, 512, 544]); // 8 heads x 256 x 2 bytes x 131072 tokens, and 8192 more
    expect(row(keys, '0.18.0', { count: 2, tensorParallel: 2, cacheType: '8' })![1]).toBe(256);
    expect(row(keys, '0.18.0', { onPyTorch: true })).toEqual([0, 272, 544]);
    expect([row(tables, '0.18.0'), row(tables, '0.9.2'), row(tables, '0.18.0', { onPyTorch: true })]).toEqual([[512, 512, 512], [1024, 1280, 1536], undefined]);
  });

  test.each<[string, number, Partial<PlanRequest>, string]>([
    ['heads with TurboMind', 3, {}, 'tensor parallelism 3 does not divide the 32 heads of it'],
    ['heads of keys and values with its PyTorch engine', 6, { onPyTorch: true }, 'tensor parallelism 6 and the 8 heads of keys and values of it do not divide each other'],
    ['more devices than there are', 16, {}, 'tensor parallelism 16, 1 stages and 1 copies need 16 devices, and there are 8'],
  ])('refuses ranks that do not divide: %s', (_case, tensorParallel, more, reason) => {
    expect(lmdeploy(80, { count: 8, tensorParallel, ...more })).toMatchObject({ verdict: 'impossible', reason });
  });

  test('pads channels, and shares out heads of queries unevenly with its PyTorch engine', () => {
    const odd = readArchitecture({ ...LLAMA, num_attention_heads: 28, num_key_value_heads: 4, intermediate_size: 14333, head_dim: 128 }, 'it');
    const on = (more: Partial<PlanRequest>) => lmdeploy(80, { architecture: odd, count: 8, maxModelLen: 4096, ...more }).refusals;
    expect(on({ tensorParallel: 4 })).toEqual([]);
    expect(on({ tensorParallel: 8, onPyTorch: true })).toEqual([]);
    expect(on({ tensorParallel: 8 })).toHaveLength(1);
  });

  test.each([
    ['a scale and a zero point of each head with INT8', ['8', 'int8', 'INT8'], 32 * 8 * (256 + 8)], ['the same with INT4', ['4', 'int4'], 32 * 8 * (128 + 8)],
    ['one for all with FP8', ['16', '17', 'fp8', 'fp8_e5m2'], 32 * 8 * 256], ['none', ['0', 'none', 'auto'], 32 * 8 * 512],
  ])('has in its cache %s', (_case, types, bytes) => {
    expect(types.map(cacheType => lmdeploy(80, { cacheType }).cacheBytesPerToken)).toEqual(types.map(() => bytes));
  });

  test('has room for the buffers of TurboMind where that may run the model', () => {
    const small = (model_type: string) => readArchitecture({ ...LLAMA, model_type, vocab_size: 32000 }, 'it');
    const most = (modelType: string, more: Partial<PlanRequest> = {}) => lmdeploy(80, { architecture: small(modelType), ...more }).rows.find(({ what }) => what.startsWith('scores'))!.uncertainty / GIB;
    expect(most('internlm3')).toBe(2);
    for (const sure of [most('internlm3', { onPyTorch: true }), most('mistral')]) expect(sure).toBeCloseTo(2 * (8192 + 2048) * 32000 / GIB);
  });

  test('has the embedding and the head whole on each rank with its PyTorch engine', () => {
    const row = (more: Partial<PlanRequest>) => lmdeploy(80, { count: 4, ...more }).rows.find(({ what }) => what.startsWith('the embedding'));
    const { bytes, uncertainty } = row({ onPyTorch: true })!;
    expect(bytes + uncertainty).toBe(2 * 128256 * 4096 * 2 * 3 / 4);
    expect(bytes - uncertainty).toBe(0);
    expect([row({}), row({ onPyTorch: true, count: 1 }), row({ engine: 'sglang', version: '0.5.23' })]).toEqual([undefined, undefined, undefined]);
  });

  test('computes in what its PyTorch engine keeps free for scores', () => {
    const gemma = readArchitecture({ ...LLAMA, model_type: 'gemma2', hidden_size: 3584, num_hidden_layers: 42, num_attention_heads: 16, head_dim: 256, vocab_size: 256000, max_position_embeddings: 8192 }, 'it');
    const on = (gibibytes: number, more: Partial<PlanRequest> = {}) => lmdeploy(gibibytes, { architecture: gemma, onPyTorch: true, device: { ...H100, name: 'NVIDIA L40S', bytes: gibibytes * GIB }, ...more });
    expect(on(24, { maxModelLen: 256 })).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('left beside it') }); // fewer than 16 blocks may be left
    expect(on(30).verdict).toBe('fits');
    expect(on(30, { onPyTorch: false, architecture: { ...gemma, modelType: 'internlm3' } })).toMatchObject({ verdict: 'probably-not', reason: expect.stringContaining('left beside it') });
  });

  test('is not known to pack turbo_quant', () => {
    expect(lmdeploy(80, { cacheType: '42' }).reason).toBe('the size of a cache of the type "42" is not known');
    expect(lmdeploy(80, { cacheType: '16' }).rows.map(({ what }) => what)).toContain('scores of a prefill, with the PyTorch engine');
  });

  test('kept more room for scores before 0.9.2', () => {
    const room = (version: string) => lmdeploy(80, { version, onPyTorch: true }).rows.find(({ what }) => what.startsWith('scores'))!.uncertainty;
    expect(room('0.9.1')).toBe(7 * 8192 * 128256);
    expect(room('0.9.2')).toBe(2 * (8192 + 1024) * 128256);
  });
});

describe('a context that does not fit', () => {
  test.each<[string, Partial<PlanRequest>, boolean]>([
    ['ends vLLM', {}, false],
    ['is shortened by vLLM where it is told to', { fitsContext: true }, true],
    ['ends older vLLM, which is not told so', { fitsContext: true, version: '0.13.0' }, false],
    ['is no bar to SGLang, which refuses longer requests', { engine: 'sglang', version: '0.5.23', maxModelLen: 131072 }, true],
  ])('%s', (_case, more, startsWithLess) => {
    expect(plan({ device: { ...H100, bytes: 24 * GIB }, ...more })).toMatchObject({ verdict: 'impossible', startsWithLess });
  });
});

test('vLLM has room for the scores of as many sequences as it is told to take', () => {
  const [few, many] = [1024, 4096].map(maxSequences => plan({ maxSequences }).cacheBytes);
  expect(few - many).toBeGreaterThan(3072 * 128256 * 10);
});

test('llama.cpp has windows of four slots, where nobody says how many', () => {
  const windows = readArchitecture({ ...LLAMA, model_type: 'mistral', sliding_window: 1024 }, 'it', { saidQuantization: 'Q8_0' });
  const wanted = (more: Partial<PlanRequest>) => plan({ architecture: windows, engine: 'llama-cpp', version: 'b11434', ...more }).wantedBytes;
  expect(wanted({})).toBe(4 * wanted({ sharedBy: 1 }));
  expect(wanted({ concurrency: 2 })).toBe(wanted({}));
  expect(wanted({ version: 'b6000' })).toBe(wanted({ sharedBy: 1 }));
});

describe('context parallelism of vLLM', () => {
  const said = (kvHeads: number, contextParallel: number, more: JsonObject = {}, tensorParallel: number = 8) => plan({ architecture: readArchitecture({ ...LLAMA, num_key_value_heads: kvHeads, ...more }, 'it'), count: 8, tensorParallel, contextParallel, maxModelLen: 8192 });
  const LATENT = { model_type: 'deepseek_v3', kv_lora_rank: 512, q_lora_rank: 1536, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128, moe_intermediate_size: 2048, n_routed_experts: 8, num_experts_per_tok: 2, first_k_dense_replace: 1 };

  test('shares out tokens among ranks that have the same heads, or a latent vector', () => {
    expect([said(4, 2).verdict, said(1, 8, { num_attention_heads: 32 }).verdict, said(32, 8, LATENT).verdict]).toEqual(['fits', 'fits', 'fits']);
  });

  test.each([
    [8, 2, 8, /needs 2 ranks for each of the 8 heads/], [4, 4, 8, /needs 4 ranks for each of the 4 heads/], [2, 3, 8, /does not divide tensor parallelism 8/],
  ])('%i heads of keys and values, and %i', (kvHeads, contextParallel, ranks, says) => {
    expect(said(kvHeads, contextParallel, {}, ranks)).toMatchObject({ verdict: 'impossible', reason: expect.stringMatching(says) });
  });
});
