import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DataType, Findings, LlamaCppEngine, LmdeployEngine, MlServerEngine, ModelSource, NimEngine, ServingEngine, SglangEngine,
  TextGenerationInferenceEngine, TorchServeEngine, TritonEngine, VllmEngine,
} from '../../src';
import { chartIn, plainModel } from '../fixtures';

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

/** What is found of the arguments on an engine, as `rule: what; fix`; nothing else is looked at. */
function found(engine: ServingEngine, args: string[] = []): string[] {
  const chart = chartIn();
  const framework = engine.frameworks[0];
  const source = ModelSource.pvc('weights', { path: engine.name === 'torchserve' ? 'net.mar' : undefined, size: Size.gibibytes(2) });
  plainModel(chart, 'model', { args, framework, source, profileProps: { engine, compute: GPU } });
  expect(Findings.of(chart).filter(({ rule }) => rule === 'engine-refuses')).toEqual([]);
  return Findings.of(chart).filter(({ rule }) => /^(arg|flag)-/.test(rule)).map(({ rule, what, fix }) => `${rule}: ${what}; ${fix}`);
}

const vllm = (version = '0.33.0', more = {}) => new VllmEngine({ version, ...more });
const sglang = (version = '0.5.23', more = {}) => new SglangEngine({ version, ...more });
const lmdeploy = (version = '0.18.0', more = {}) => new LmdeployEngine({ version, ...more });
const llama = (version = 'b11434', more = {}) => new LlamaCppEngine({ version, modelFile: 'tiny.gguf', ...more });
const torchserve = () => new TorchServeEngine({ version: '0.12.0' });

describe('a value in a message', () => {
  test.each([
    [vllm(), ['--allow-credentials', 'true'], /--allow-credentials takes no value, args has "true" for it/],
    [sglang(), ['--kt-max-deferred-experts-per-token', 'many'], /--kt-max-deferred-experts-per-token is "many", allowed is a whole number/],
  ])('%#: is shown where the name of its flag only ends like that of a credential', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(says)]);
  });

  test.each(['--api-key', '--our-token', '--kaggle-key', '--admin-pass'])('is not shown under %s', flag => {
    const text = found(new NimEngine({ version: '2.0.13' }), [flag, "'not-a-real-one'"]).join();
    expect(text).toMatch(/arg-in-quotes/);
    expect(text).not.toMatch(/not-a-real/);
  });
});

describe('a flag that stands alone', () => {
  test.each([
    [vllm(), ['--enable-prefix-caching', 'true'], /--enable-prefix-caching takes no value, args has "true" for it; give --enable-prefix-caching alone$/],
    [vllm(), ['--enforce-eager=True'], /--enforce-eager takes no value, args has "True" for it; give --enforce-eager alone$/],
    [vllm(), ['--enable-chunked-prefill=false'], /give --no-enable-chunked-prefill alone, or remove --enable-chunked-prefill from args$/],
    [vllm('0.8.5'), ['--tool-call-parser=hermes', '--enable-auto-tool-choice', 'yes'], /--enable-auto-tool-choice takes no value/],
    [vllm('0.11.2'), ['--disable-log-stats', '1'], /--disable-log-stats takes no value/],
    [vllm('0.14.1'), ['--no-enable-prefix-caching', 'false'], /give --enable-prefix-caching alone/],
    [vllm(), ['--async_scheduling', 'true'], /--async_scheduling takes no value/],
    [sglang(), ['--enable-torch-compile', 'true'], /--enable-torch-compile takes no value/],
    [sglang('0.5.4'), ['--disable-cuda-graph=false'], /args has "false" for it; remove --disable-cuda-graph from args$/],
    [lmdeploy(), ['--eager-mode=True'], /--eager-mode takes no value/],
    [llama(), ['--jinja', 'true'], /--jinja takes no value/],
    [llama(), ['--no-warmup', '1'], /--no-warmup takes no value/],
  ])('%#: is an error with a value', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(/^flag-value-unwanted: /)]);
    expect(found(engine, args)[0]).toMatch(says);
  });

  test.each([
    [vllm(), ['--enforce-eager']], [vllm(), ['--no-enable-chunked-prefill', '--enforce-eager']], [vllm(), ['--hf-token']], [sglang(), ['--enable-torch-compile']], [llama(), ['--jinja', '--no-warmup']],
  ])('%#: is fine alone', (engine, args) => {
    expect(found(engine, args)).toEqual([]);
  });
});

describe('a flag that needs a value', () => {
  test.each([
    [vllm(), ['--max-num-batched-tokens'], /--max-num-batched-tokens stands in args without a value; give its value behind it, or remove it from args$/],
    [vllm(), ['--max-num-batched-tokens', '--enforce-eager'], /--max-num-batched-tokens stands in args without a value/],
    [vllm('0.8.5'), ['--chat-template'], /--chat-template stands in args without a value/],
    [vllm(), ['--load-format', '--seed', '1'], /--load-format stands in args without a value/],
    [vllm(), ['--middleware'], /--middleware stands in args without a value/],
    [vllm(), ['--cudagraph-capture-sizes'], /give at least one value behind it/],
    [vllm(), ['--speculative-config.method'], /--speculative-config.method stands in args without a value/],
    [sglang(), ['--schedule-policy'], /give its value behind it: lpm, /],
    [lmdeploy(), ['--log-level'], /--log-level stands in args without a value/],
    [llama(), ['--batch-size'], /--batch-size stands in args without a value/],
    [llama(), ['--control-vector-layer-range', '1'], /--control-vector-layer-range stands in args with "1" alone; give its 2 values/],
    [torchserve(), ['--log-config'], /--log-config stands in args without a value/],
  ])('%#: is an error without', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(/^flag-value-missing: /)]);
    expect(found(engine, args)[0]).toMatch(says);
  });
});

describe('a word that belongs to no flag', () => {
  test.each([
    [vllm(), [''], /args begins with "", which belongs to no flag: the model and all else that vllm takes without one is derived/],
    [vllm(), ['foo'], /args begins with "foo"/],
    [vllm('0.8.5'), ['meta-llama/Llama-2-7b-hf'], /args begins with "meta-llama/],
    [vllm(), ['--seed', '1', 'foo'], /args has "foo" behind --seed, which takes one value/],
    [vllm(), ['--seed=1', '2'], /args has "2" behind --seed, which takes the value behind its = and no other/],
    [sglang(), ['serve'], /args begins with "serve"/],
    [lmdeploy(), ['', '--log-level', 'INFO'], /args begins with ""/],
    [llama(), ['model.gguf'], /args begins with "model.gguf"/],
    [llama(), ['--batch-size', '4', '5'], /args has "5" behind --batch-size/],
    [torchserve(), ['foo'], /args begins with "foo"/],
    [new TritonEngine({ version: '26.07' }), ['foo'], /args begins with "foo"/],
    [new TextGenerationInferenceEngine({ version: '3.3.7' }), ['', '--x'], /args begins with ""/],
    [new MlServerEngine({ version: '1.7.1' }), ['.'], /args begins with "."/],
  ])('%#: is an error', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(/^arg-belongs-to-no-flag: /)]);
    expect(found(engine, args)[0]).toMatch(says);
  });

  test('is a warning where nobody knows what the server does with it', () => {
    expect(found(new NimEngine({ version: '2.0.13' }), ['foo'])).toEqual([expect.stringMatching(/^flag-value-unverified: args begins with "foo"/)]);
  });

  test('is fine behind a flag that takes several', () => {
    expect(found(vllm(), ['--lora-target-modules', 'q_proj', 'k_proj'])).toEqual([]);
    expect(found(vllm(), ['--middleware', 'one.two', '--middleware', 'three'])).toEqual([]);
    expect(found(llama(), ['--control-vector-layer-range', '1', '2'])).toEqual([]);
  });
});

describe('a value of another kind', () => {
  test.each([
    [vllm(), ['--seed', 'one'], /--seed is "one", allowed is a whole number; give --seed an allowed value, or remove it from args/],
    [vllm(), ['--max-num-batched-tokens', '8 k'], /allowed is a whole number, or one with k, m, g, t/],
    [vllm('0.8.5'), ['--swap-space', '4Gi'], /--swap-space is "4Gi", allowed is a number/],
    [vllm(), ['--kv-transfer-config', '{kv_role: both}'], /allowed is a JSON object/],
    [vllm(), ['--override-generation-config', 'temperature=0'], /allowed is JSON/],
    [vllm(), ['--attention-config', '3'], /--attention-config is "3", allowed is a JSON object/],
    [vllm(), ['--cudagraph-capture-sizes', '1', 'x'], /--cudagraph-capture-sizes is "x"/],
    [vllm(), ["--limit-mm-per-prompt='{\"image\":2}'"], /leave the quotation marks out, as no shell removes them: "\{\\"image\\":2\}"/],
    [vllm(), ['--load-format-typo'], /^flag-unknown/],
    [vllm(), ['--data-parallel-size', '"2"'], /leave the quotation marks out, as no shell removes them: "2"/],
    [vllm(), ['--tokenizer-mode-x=1'], /^flag-unknown/],
    [sglang(), ['--max-total-tokens', '4K'], /Ki, Mi, Gi, Ti/],
    [sglang('0.5.9'), ['--schedule-conservativeness', 'high'], /allowed is a number/],
    [lmdeploy(), ['--cache-block-seq-len', '64.5'], /allowed is a whole number/],
    [llama(), ['--batch-size', 'all'], /allowed is a whole number/],
  ])('%#: is an error', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    [vllm(), ['--seed', '-1']], [vllm(), ['--max-num-batched-tokens', '8k']], [vllm(), ['--kv-cache-memory-bytes=25.6k']], [vllm(), ['--swa-bounded-replay']],
    [vllm(), ['--max-num-batched-tokens', '$(TOKENS)']], [vllm(), ['--kv-transfer-config', '{"kv_role": "both", "size": 80m, "x": NaN}']],
    [vllm('0.8.5'), ['--limit-mm-per-prompt', 'image=2,video=1']], [vllm(), ['--chat-template', '{{ "x" }}']], [vllm(), ['-O3']], [vllm(), ['-O', '3']],
    [vllm(), ['--speculative-config.method', 'ngram', '--speculative-config.num_speculative_tokens', '3']],
    [sglang(), ['--max-total-tokens', '4Ki']], [llama(), ['--temp', '-1']], [llama(), ['--ctx_size', '4096']],
  ])('%#: is fine when it is of the kind', (engine, args) => {
    expect(found(engine, args).filter(line => !/^arg-(contradicts|given)/.test(line))).toEqual([]);
  });
});

describe('a value outside a closed list', () => {
  test.each([
    [vllm(), ['--data-parallel-backend-x'], /^flag-unknown/],
    [vllm(), ['--scheduling-policy', 'lifo'], /--scheduling-policy is "lifo", allowed is fcfs, priority/],
    [vllm('0.8.5'), ['--load-format', 'safetensor'], /--load-format is "safetensor", allowed is auto, pt, safetensors/],
    [vllm('0.8.5'), ['--reasoning-parser', 'qwen3'], /allowed is deepseek_r1, granite/],
    [vllm(), ['--mm-encoder-tp-mode', 'both'], /allowed is data, weights/],
    [vllm(), ['--max-lora-rank', '12'], /--max-lora-rank is "12", allowed is 1, 8, 16/],
    [sglang(), ['--schedule-policy', 'best'], /allowed is lpm, /],
    [sglang('0.5.4'), ['--attention-backend', 'fa5'], /--attention-backend is "fa5"/],
    [lmdeploy(), ['--role', 'Prefil'], /allowed is Hybrid, Prefill, Decode/],
    [llama(), ['--split-mode', 'rows'], /allowed is none, layer, row, tensor/],
    [llama(), ['-sm', 'rows'], /-sm is "rows"/],
  ])('%#: is an error that lists what is allowed', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(says)]);
  });

  test('may be of a plugin, where the server loads one', () => {
    const own = ['--enable-auto-tool-choice', '--tool-call-parser', 'mine'];
    expect(found(vllm(), own)).toEqual([expect.stringMatching(/^flag-value-refused: --tool-call-parser is "mine", allowed is .*hermes/)]);
    expect(found(vllm(), ['--tool-parser-plugin', '/opt/mine.py', ...own])).toEqual([]);
    expect(found(vllm(), ['--reasoning-parser-plugin=/opt/mine.py', '--reasoning-parser=mine'])).toEqual([]);
  });

  test('is not looked up by the server, where nothing asks for it', () => {
    expect(found(vllm(), ['--tool-call-parser', 'mine'])).toEqual([]);
    expect(found(vllm(), ['--reasoning-parser', 'none'])).toEqual([]);
  });

  test.each([
    [vllm(), ['--kv-transfer-config', '{"kv_connector": "X", "kv_role": "kv_all"}'], /--kv-transfer-config.kv_role is "kv_all", allowed is kv_producer, /],
    [vllm(), ['--kv-transfer-config.kv_role', 'kv_all'], /--kv-transfer-config.kv_role is "kv_all"/],
    [vllm('0.14.1'), ['--speculative-config', '{"method": "ngrams", "num_speculative_tokens": 2}'], /--speculative-config.method is "ngrams", allowed is ngram, /],
    [vllm('0.14.1'), ['--structured-outputs-config.backend=outline'], /--structured-outputs-config.backend is "outline", allowed is auto, xgrammar/],
  ])('%#: is found below a JSON flag too', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(says)]);
  });
});

describe('a property whose word the server does not know', () => {
  test.each([
    [vllm('0.33.0', { quantization: 'awqq' }), /quantization of the engine is "awqq", allowed is .*awq/],
    [vllm('0.8.5', { quantization: 'gptq-marlin' }), /quantization of the engine is "gptq-marlin", allowed is .*gptq_marlin/],
    [vllm('0.14.1', { kvCacheDtype: 'int8' }), /kvCacheDtype of the engine is "int8", allowed is auto/],
    [vllm('0.33.0', { toolCallParser: 'hermess' }), /toolCallParser of the engine is "hermess", allowed is .*hermes/],
    [vllm('0.33.0', { reasoningParser: 'deepseek-r1' }), /reasoningParser of the engine is "deepseek-r1", allowed is .*deepseek_r1/],
    [vllm('0.33.0', { loraAdapters: { a: '/lora' }, maxLoraRank: 12 }), /maxLoraRank of the engine is "12", allowed is 1, 8, 16/],
    [vllm('0.33.0', { structuredOutputBackend: 'outline' }), /structuredOutputBackend of the engine is "outline", allowed is auto, xgrammar/],
    [vllm('0.33.0', { speculativeDecoding: { method: 'ngrams', tokens: 2 } }), /speculativeDecoding.method of the engine is "ngrams", allowed is ngram/],
    [sglang('0.5.23', { quantization: 'awqq' }), /quantization of the engine is "awqq"/],
    [sglang('0.5.9', { structuredOutputBackend: 'guidance' }), /structuredOutputBackend of the engine is "guidance", allowed is xgrammar, outlines, llguidance, none/],
    [sglang('0.5.9', { toolCallParser: 'hermess' }), /toolCallParser of the engine is "hermess"/],
    [lmdeploy('0.18.0', { dtype: DataType.FLOAT32 }), /dtype of the engine is "float32", allowed is auto, float16, bfloat16/],
    [llama('b11434', { kvCacheDtype: 'fp8' }), /kvCacheDtype of the engine is "fp8", allowed is f32, f16/],
  ])('%#: is an error that names it', (engine, says) => {
    expect(found(engine)[0]).toMatch(/^flag-value-refused: /);
    expect(found(engine)[0]).toMatch(says);
  });

  test.each([
    [vllm('0.33.0', { dtype: DataType.FLOAT16, quantization: 'fp8', kvCacheDtype: 'fp8', toolCallParser: 'hermes', reasoningParser: 'deepseek_r1', structuredOutputBackend: 'xgrammar', maxModelLen: 4096 })],
    [vllm('0.8.5', { dtype: DataType.FLOAT16, quantization: 'awq', kvCacheDtype: 'fp8', toolCallParser: 'hermes', reasoningParser: 'deepseek_r1', structuredOutputBackend: 'xgrammar' })],
    [sglang('0.5.23', { dtype: DataType.BFLOAT16, quantization: 'awq', kvCacheDtype: 'fp8_e5m2', toolCallParser: 'qwen25', reasoningParser: 'deepseek-r1', structuredOutputBackend: 'xgrammar' })],
    [lmdeploy('0.18.0', { dtype: DataType.FLOAT16, quantization: 'awq', kvCacheDtype: '8' })],
    [llama('b11434', { kvCacheDtype: 'q8_0' })],
  ])('%#: is fine with words that it knows', engine => {
    expect(found(engine)).toEqual([]);
  });
});

describe('quotation marks that no shell removes', () => {
  test.each([
    [vllm(), ["--chat-template='/mnt/t.jinja'"], /"'\/mnt\/t.jinja'" for --chat-template, with its quotation marks; leave them out: "\/mnt\/t.jinja"/],
    [vllm(), ['--tokenizer', '"some/tokenizer"'], /leave them out: "some\/tokenizer"/],
    [sglang(), ['--file-storage-path="/tmp/x"'], /leave them out/],
    [new TritonEngine({ version: '26.07' }), ["--log-format='default'"], /leave them out: "default"/],
    [new TextGenerationInferenceEngine({ version: '3.3.7' }), ['--tokenizer-config-path', '"x.json"'], /leave them out: "x.json"/],
  ])('%#: are a warning where the value may be any text', (engine, args, says) => {
    expect(found(engine, args)).toEqual([expect.stringMatching(/^arg-in-quotes: /)]);
    expect(found(engine, args)[0]).toMatch(says);
  });
});

describe('a server that takes no value in the same word', () => {
  test.each([[['--batch-size=4']], [['-b4']], [['--top_k=1']]])('is told in an error, as with %j', args => {
    expect(found(llama(), args)).toEqual([expect.stringMatching(/^flag-unknown: ".*" is no flag: the server takes no value in the same word; give each word by itself: "-/)]);
  });
});

describe('what is wrong with a value', () => {
  test('is a warning for an image that is not the official one, and for a version that the data does not have', () => {
    expect(found(vllm('0.33.0', { image: 'registry.example.com/fork:0.33.0' }), ['--enforce-eager=1', '--seed=x', '--max-num-batched-tokens']).map(line => line.split(':')[0]))
      .toEqual(['flag-value-unverified', 'flag-value-unverified', 'flag-value-unverified']);
    expect(found(vllm('0.99.0'), ['--seed', 'x'])).toEqual([expect.stringMatching(/^flag-value-unverified: --seed is "x".*; acknowledge the finding when the image takes it$/)]);
  });

  test('never shows what may be a credential', () => {
    expect(found(llama(), ['--api-key', 'hunter2hunter2', 'hunter3hunter3']).filter(line => line.startsWith('arg-belongs')).join()).not.toMatch(/hunter3/);
    expect(found(llama(), ['--api-key=hunter2hunter2']).filter(line => line.startsWith('flag-')).join()).not.toMatch(/hunter2/);
  });
});
