import { App, Chart, JsonPatch, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Findings, Framework, LlamaCppEngine, ModelArchitecture, ModelConstruct, ModelConstructProps, ModelSource, RuntimeProfile, ServingEngine, SglangEngine, TensorRtLlmEngine, VllmEngine } from '../../src';
import { planMemory } from '../../src/fit/memory-plan';
import { at, itemsAt, Json } from '../../src/ground/objects';

interface Case extends Partial<ModelConstructProps> {
  readonly of?: string;
  readonly on?: Accelerator;
  readonly count?: number;
}

function planned({ of = 'meta-llama/Llama-3.1-8B', on = Accelerator.NVIDIA_L4, count = 1, engine = new VllmEngine({ version: '0.32.0' }), ...more }: Case = {}): ModelConstruct {
  const chart = new Chart(new App(), 'chart');
  const compute = Compute.gpu(on, { count, cpu: Cpu.units(8), memory: Size.gibibytes(64) });
  return new ModelConstruct(chart, 'model', {
    version: '1.0.0', framework: Framework.HUGGINGFACE, source: ModelSource.pvc('weights'), architecture: ModelArchitecture.of(of), profile: new RuntimeProfile(chart, 'profile', { engine, compute }), ...more,
  });
}

const deployment = (model: ModelConstruct): Json => model.runtime.deployment.toJson() as Json;

function valueOf(model: ModelConstruct, flag: string): string | undefined {
  const [server] = itemsAt(deployment(model), 'spec', 'template', 'spec', 'containers');
  const args = itemsAt(server, 'args').map(String);
  return args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;
}

const HYBRID = 'Qwen/Qwen3.5-27B';
const GEMMA = 'google/gemma-3-4b-it';

const planOn = (name: string, more: object = {}) => planMemory({
  architecture: ModelArchitecture.of(GEMMA)._architecture, engine: 'vllm', version: '0.32.0', device: { name, bytes: 15 * 1024 ** 3, resource: 'nvidia.com/gpu' }, count: 1, ...more,
});

const vllm = (props: object): ServingEngine => new VllmEngine({ version: '0.32.0', ...props });

test('llama.cpp has all layers on the device where it is told at least those of the model, and the ends', () => {
  const verdictOf = (gpuLayers: number) => planned({ engine: new LlamaCppEngine({ version: 'b11434', modelFile: 'm.Q4_K_M.gguf', maxModelLen: 4096, gpuLayers }) }).footprint.verdict;
  expect([20, 32, 33, 99].map(verdictOf)).toEqual(['unknown', 'unknown', 'fits', 'fits']);
});

test('weights that old versions of vLLM quantize when all of them are loaded are not counted', () => {
  const verdictOf = (version: string) => planned({ on: Accelerator.NVIDIA_H100, engine: vllm({ version, quantization: 'fp8' }) }).footprint.verdict;
  expect([verdictOf('0.14.1'), verdictOf('0.15.0')]).toEqual(['unknown', 'fits']);
});

describe('arguments that are left open', () => {
  test('get the longest context that surely fits, where all of it does not', () => {
    expect(valueOf(planned(), '--max-model-len')).toBe('6400');
    expect(valueOf(planned({ on: Accelerator.NVIDIA_H200 }), '--max-model-len')).toBeUndefined();
    expect(valueOf(planned({ engine: new SglangEngine({ version: '0.5.21' }) }), '--context-length')).toMatch(/^\d+$/);
  });

  test('get a smaller share, where that of the server leaves too little beside it, unless it is said', () => {
    const older = (props: object = {}) => planned({ of: 'Qwen/Qwen3-4B', engine: vllm({ version: '0.24.0', maxModelLen: 2048, ...props }) });
    expect(valueOf(older(), '--gpu-memory-utilization')).toBe('0.87');
    expect(older().footprint.verdict).toBe('fits');
    const said = older({ gpuMemoryUtilization: 0.9 });
    expect(valueOf(said, '--gpu-memory-utilization')).toBe('0.9');
    expect(Findings.of(said).map(({ rule }) => rule)).toContain('model-may-not-fit');
    const open = planned({ of: 'Qwen/Qwen3-4B', engine: vllm({ version: '0.24.0', maxModelLen: 2048 }), footprint: { deriveArguments: false } });
    expect(valueOf(open, '--gpu-memory-utilization')).toBe('0.9');
    expect(valueOf(planned({ engine: vllm({ version: '0.24.0' }), args: ['--gpu-memory-utilization=0.91'] }), '--gpu-memory-utilization')).not.toBe('0.87');
  });

  test('get a context that may fit, with a warning, where none surely does', () => {
    for (const more of [
      { of: 'meta-llama/Llama-3.1-8B', on: Accelerator.NVIDIA_H100.mig('2g.20gb') },
      { of: 'deepseek-ai/DeepSeek-V3', on: Accelerator.NVIDIA_H20, count: 8 },
    ]) {
      const model = planned(more);
      expect(Number(valueOf(model, '--max-model-len'))).toBeGreaterThanOrEqual(256);
      expect(Findings.of(model).map(({ rule }) => rule)).not.toContain('model-cannot-fit');
      if (model.footprint.verdict === 'probably-not') expect(Findings.of(model).map(({ rule }) => rule)).toContain('model-may-not-fit');
    }
  });

  test('are no error where the server shortens an open context by itself', () => {
    const open = planned({ engine: new SglangEngine({ version: '0.5.21' }), footprint: { deriveArguments: false } });
    expect(open.footprint.verdict).toBe('impossible');
    expect(Findings.of(open).map(({ rule }) => rule)).toContain('model-may-not-fit');
    expect(Findings.of(open).map(({ rule }) => rule)).not.toContain('model-cannot-fit');
  });

  test('get fewer ranks and more stages, where the devices do not divide the heads', () => {
    const model = planned({ of: 'Qwen/Qwen2.5-7B-Instruct', count: 8 });
    expect([valueOf(model, '--tensor-parallel-size'), valueOf(model, '--pipeline-parallel-size')]).toEqual(['4', '2']);
  });

  test('get 16 bits that the device has', () => {
    expect(valueOf(planned({ of: 'Qwen/Qwen3-1.7B', on: Accelerator.NVIDIA_T4 }), '--dtype')).toBe('float16');
    expect(valueOf(planned({ of: 'Qwen/Qwen3-1.7B' }), '--dtype')).toBeUndefined();
  });

  test('get 32 bits where the device has no bfloat16, and vLLM refuses the model in float16', () => {
    expect(valueOf(planned({ of: GEMMA, on: Accelerator.NVIDIA_T4, count: 4 }), '--dtype')).toBe('float32');
    expect(valueOf(planned({ of: GEMMA, on: Accelerator.NVIDIA_T4, count: 4, engine: new SglangEngine({ version: '0.5.21' }) }), '--dtype')).toBe('float16');
    const [weights, half] = ['float32', 'float16'].map(dataType => planOn('NVIDIA T4', { dataType }));
    expect(planOn('NVIDIA T4').rows[0].bytes).toBe(weights.rows[0].bytes);
    expect(weights.cacheBytesPerToken).toBe(2 * half.cacheBytesPerToken);
  });

  test('get no more sequences than surely have a block of state', () => {
    const model = planned({ of: HYBRID, on: Accelerator.NVIDIA_H100, engine: vllm({ maxModelLen: 32768 }) });
    expect(Number(valueOf(model, '--max-num-seqs'))).toBeGreaterThan(0);
    expect(Number(valueOf(model, '--max-num-seqs'))).toBeLessThan(1024);
    expect(model.footprint.verdict).toBe('fits');
    for (const more of [{ maxConcurrentRequests: 1024, maxModelLen: 32768 }, { maxConcurrentRequests: 64, maxModelLen: 32768 }]) {
      const said = planned({ of: HYBRID, on: Accelerator.NVIDIA_H100, engine: vllm(more) });
      expect([valueOf(said, '--max-num-seqs'), said.footprint.verdict]).toEqual([String(more.maxConcurrentRequests), more.maxConcurrentRequests === 64 ? 'fits' : 'probably-not']);
    }
    expect(valueOf(planned({ of: 'Qwen/Qwen3-8B', on: Accelerator.NVIDIA_H100 }), '--max-num-seqs')).toBeUndefined();
  });

  test('get the planned cache where that is wanted', () => {
    const model = planned({ of: 'Qwen/Qwen3-1.7B', footprint: { fixedCache: true } });
    expect(Number(valueOf(model, '--kv-cache-memory-bytes'))).toBeGreaterThan(4 * 1024 ** 3);
  });

  test.each([
    ['the engine', { engine: vllm({ maxModelLen: 4096 }) }, '4096'],
    ['args', { args: ['--max-model-len=8192'] }, undefined],
    ['deriveArguments', { footprint: { deriveArguments: false } }, undefined],
    ['a model without an architecture', { architecture: undefined }, undefined],
  ])('stay as they are said by %s', (_case, more, value) => {
    expect(valueOf(planned(more), '--max-model-len')).toBe(value);
  });

  test.each([0, -1, 1.5, 1e9])('fail on %s sequences at once', concurrency => {
    expect(() => planned({ footprint: { concurrency } })).toThrow(/footprint\.concurrency.*a whole number from 1/);
  });

  test('fail with a fixed cache that the server cannot be told', () => {
    const model = planned({ engine: vllm({ version: '0.10.0' }), footprint: { fixedCache: true } });
    expect(() => deployment(model)).toThrow(/fixedCache is for vLLM from 0\.11\.0 on.*got vllm 0\.10\.0/);
  });
});

describe('the plan of a model', () => {
  test('stands on the Deployment in one line, unless that is not wanted', () => {
    const key = 'registry.matrixinfer.ai/memory-plan';
    expect(at(deployment(planned()), 'metadata', 'annotations', key)).toMatch(/^fits; of 22\.35 GiB weights 14\.96, cache 0\.81 to 5\.23 GiB; at most context 6624/);
    expect(at(deployment(planned({ footprint: { annotation: false } })), 'metadata', 'annotations')).toBeUndefined();
    expect(at(deployment(planned({ architecture: undefined })), 'metadata', 'annotations')).toBeUndefined();
  });

  test('can be read', () => {
    const { footprint } = planned();
    expect([footprint.verdict, footprint.maxContext, footprint.maxConcurrency]).toEqual(['fits', 6624, 1]);
    expect(footprint.cacheSize.toMebibytes({ rounding: 1 })).toBe(831);
    expect(footprint.hostMemory.toMebibytes()).toBe(4 * 1024 + 7); // 256 sequences of 6400 tokens, four bytes each
    expect(footprint.explain()).toContain('left for the cache, at least');
    expect(footprint.reason).toContain('1 × 6400 tokens take 0.8 GiB');
  });

  test('fails to be read without an architecture, and where the memory is not known', () => {
    expect(() => planned({ architecture: undefined }).footprint).toThrow(/chart\/model\/Runtime has no footprint: its architecture is not given/);
    expect(() => planned({ on: Accelerator.NVIDIA_GPU }).footprint).toThrow(/the memory of NVIDIA GPU is not known; take an accelerator with a name/);
  });

  test('follows arguments of users and patches', () => {
    expect(planned({ args: ['--kv-cache-dtype=fp8'] }).footprint.maxContext).toBe(13280);
    const patched = planned({ engine: vllm({ maxModelLen: 4096 }) });
    patched.runtime.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/args/-', '--gpu-memory-utilization=0.95'));
    expect(patched.footprint.maxContext!).toBeGreaterThan(6624);
  });

  test('has all of a tower on each rank where the server is told so', () => {
    const weights = (args: string[]) => Number(/ {2}weights +([\d.]+)/.exec(planned({ of: 'Qwen/Qwen3-VL-8B-Instruct', on: Accelerator.NVIDIA_L4, count: 4, args }).footprint.explain())![1]);
    expect(weights(['--mm-encoder-tp-mode=data']) - weights([])).toBeGreaterThan(0.5);
  });

  test('says how large the volume of the weights is', () => {
    const source = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: 'main' });
    expect(JSON.stringify(deployment(planned({ source })))).toContain('"sizeLimit":"18Gi"');
  });

  test('is of a file with a type on llama.cpp', () => {
    const engine = new LlamaCppEngine({ version: 'b11434', maxModelLen: 16384, maxConcurrentRequests: 4 });
    const architecture = ModelArchitecture.from({
      layers: 36, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, headSize: 128, intermediateSize: 12288, vocabularySize: 151936, maxContext: 40960, quantization: 'Q4_K_M',
    });
    const { footprint } = planned({ engine, architecture, source: ModelSource.https('https://example.com/model.gguf', { size: Size.gibibytes(5) }), framework: Framework.PYTORCH });
    expect([footprint.verdict, footprint.reason]).toEqual(['fits', expect.stringContaining('4 × 16384 tokens take 9 GiB') as string]);
  });
});

const draft = ModelArchitecture.from({
  name: 'a head that drafts', layers: 1, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 128256, maxContext: 2048,
});
const eagle = { speculativeDecoding: { method: 'eagle3', tokens: 3, model: '/mnt/head' } };
const H200 = { on: Accelerator.NVIDIA_H200 };
const sglang = (props: object): ServingEngine => new SglangEngine({ version: '0.5.21', ...props });
const adapter = { loraAdapters: { one: '/mnt/adapter' } };

test('a GGUF file has the type that its name says', () => {
  const engine = new LlamaCppEngine({ version: 'b11434', maxModelLen: 8192 });
  const of = (file: string, name: string) => planned({ engine, of: name, source: ModelSource.https(`https://example.com/${file}`, { size: Size.gibibytes(5) }), framework: Framework.PYTORCH }).footprint;
  expect(of('llama-8b-Q4_K_M.gguf', 'meta-llama/Llama-3.1-8B').explain()).toMatch(/weights +4\.31 +±/);
  expect(of('llama-70b.Q2_K.gguf', 'meta-llama/Llama-3.1-70B').verdict).toBe('impossible');
  expect(of('llama-70b.gguf', 'meta-llama/Llama-3.1-70B')).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('of which type the GGUF file is') as string });
});

describe('a GGUF file on a server that loads other files as well', () => {
  const of = (engine: ServingEngine, path: string, more: object = {}) => planned({
    engine, of: 'meta-llama/Llama-3.1-8B', source: ModelSource.pvc('weights', { path }), ...more,
  }).footprint;
  const old = () => new VllmEngine({ version: '0.20.0', maxModelLen: 4096 });

  test.each([['vLLM', old()], ['SGLang', sglang({ version: '0.5.20', maxModelLen: 4096 })]])('%s reads its type from its name', (_name, engine) => {
    expect(of(engine, 'llama-8b-Q4_K_M.gguf').explain()).toMatch(/weights +4\.58 +±/);
    expect(of(engine, 'llama-8b.gguf')).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('of which type the GGUF file is') as string });
    expect(of(engine, 'llama-8b-Q4_K_M').explain()).toMatch(/weights +14\.96 +±/); // a folder of that name has any weights
  });

  test('or does not know it, where a flag asks for such a file', () => {
    for (const args of [['--load-format', 'gguf'], ['--quantization=gguf']]) {
      for (const engine of [sglang({ maxModelLen: 4096 }), old()]) expect(of(engine, 'llama-8b', { args }).verdict).toBe('unknown');
    }
    expect(of(old(), 'llama-8b', { args: ['--load-format', 'safetensors'] }).verdict).toBe('fits');
  });
});

describe('what is loaded beside a model', () => {
  test.each([
    ['a draft model of vLLM', { engine: vllm(eagle) }, /the model that drafts tokens is not counted: give its architecture as footprint\.draft/],
    ['a draft model of SGLang', { engine: sglang({ speculativeDecoding: { method: 'EAGLE', tokens: 3, model: '/mnt/head' } }) }, /the model that drafts tokens/],
    ['layers that the configuration does not say', { engine: vllm({ speculativeDecoding: { method: 'mtp', tokens: 1 } }) }, /its configuration does not say them/],
    ['adapters of a rank that is not said', { engine: sglang(adapter) }, /adapters are not counted/],
    ['what is not known to change', { args: ['--hf-overrides={}'] }, /what --hf-overrides changes of the memory is not known/],
    ['a variable', { args: ['--max-model-len=$(LENGTH)'], env: {} }, /what --max-model-len changes/],
  ])('is never said to fit where it is not counted: %s', (_case, more, says) => {
    const model = planned({ ...H200, ...more });
    expect([model.footprint.verdict, model.footprint.reason]).toEqual(['unknown', expect.stringMatching(says) as string]);
    expect(Findings.of(model).filter(({ rule }) => rule === 'memory-plan-unknown').map(({ what }) => what).join()).toMatch(says);
  });

  test('makes what cannot be no better', () => {
    const model = planned({ of: 'meta-llama/Llama-3.1-70B', engine: vllm(eagle) });
    expect(model.footprint.verdict).toBe('impossible');
    expect(Findings.of(model).map(({ rule }) => rule)).toContain('model-cannot-fit');
  });

  test.each([
    ['a model', vllm(eagle), { footprint: { draft } }, 'the draft model a head that drafts'],
    ['layers of the checkpoint', vllm({ speculativeDecoding: { method: 'mtp', tokens: 1 }, maxModelLen: 8192 }), { of: 'deepseek-ai/DeepSeek-V3', count: 8 }, 'layers that draft tokens'],
    ['adapters', vllm(adapter), {}, '1 adapters of rank 16'],
  ])('is counted: %s', (_case, engine, more, row) => {
    const beside = planned({ ...H200, ...more, engine }).footprint;
    const alone = planned({ ...H200, ...more, footprint: {}, engine: vllm({ maxModelLen: 8192 }) }).footprint;
    expect(beside.explain()).toContain(row);
    expect(beside.cacheSize.toKibibytes()).toBeLessThan(alone.cacheSize.toKibibytes());
  });

  test('keeps a cache of its own', () => {
    const bytes = (model: ModelConstruct) => Number(/(\d+) bytes of each further token/.exec(model.footprint.explain())?.[1]);
    const [alone, drafting] = [planned({ ...H200 }), planned({ ...H200, engine: vllm(eagle), footprint: { draft } })];
    expect(bytes(drafting) - bytes(alone)).toBe(2 * 8 * 128 * 2);
  });

  test('is nothing where tokens are drafted from the prompt', () => {
    const model = planned({ ...H200, engine: vllm({ speculativeDecoding: { method: 'ngram', tokens: 3 } }) });
    expect(model.footprint.verdict).toBe('fits');
  });

  test('fails where the server drafts with no model', () => {
    expect(() => deployment(planned({ ...H200, footprint: { draft } }))).toThrow(/footprint\.draft is given, and vllm drafts no tokens with a model/);
  });
});

describe('TensorRT-LLM', () => {
  const trt = (props: object = {}) => ({ ...H200, engine: new TensorRtLlmEngine({ version: '1.2.1', ...props }) });

  test('is planned by its flags and its file', () => {
    const [whole, half] = [planned(trt({ maxModelLen: 8192 })), planned(trt({ maxModelLen: 8192, freeGpuMemoryFraction: 0.4 }))];
    expect([whole.footprint.verdict, half.footprint.verdict]).toEqual(['fits', 'fits']);
    expect(half.footprint.cacheSize.toKibibytes() / whole.footprint.cacheSize.toKibibytes()).toBeCloseTo(0.4 / 0.9, 2);
    const small = planned(trt({ maxModelLen: 8192, kvCacheDtype: 'fp8' }));
    expect(small.footprint.explain()).toContain('65536 bytes of each further token');
    expect(planned({ of: 'meta-llama/Llama-3.1-70B', ...trt(), on: Accelerator.NVIDIA_L4 }).footprint.verdict).toBe('impossible');
  });

  test.each([
    ['speculative_config:\n  decoding_type: Eagle', /what speculative_config of config loads/],
    ['moe_config:\n  backend: CUTLASS', /what moe_config\.backend of config changes/],
  ])('is not known with %j in its file', (config, says) => {
    expect(planned(trt({ config })).footprint.reason).toMatch(says);
  });
});
