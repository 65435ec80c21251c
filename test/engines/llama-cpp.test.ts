import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, LlamaCppEngine, LlamaCppEngineProps, ModelLayout, ModelSource, ModelTask, SecretKey } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const gguf = ModelSource.s3('s3://models/tiny.gguf', { anonymous: true, size: Size.gibibytes(4) });
const engine = new LlamaCppEngine({ version: 'b11434' });
const llama = (props: Partial<LlamaCppEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new LlamaCppEngine({ version: 'b11434', ...props }), source: gguf, framework: Framework.PYTORCH, name: 'tiny', ...options });
const argsOf = (props: Partial<LlamaCppEngineProps> = {}, options: Partial<RenderOptions> = {}) => llama(props, options).server.args!.join(' ');

describe('a model on llama.cpp', () => {
  test('is rendered whole', () => {
    expect(llama({}, { compute: GPU }).objects).toMatchSnapshot();
  });

  test('is the file that the source names', () => {
    expect(argsOf()).toContain('--model /mnt/models/tiny.gguf --alias tiny');
  });

  test('is one file of a repository on the hub, which an init container downloads', () => {
    // WHEN
    const source = ModelSource.huggingFace('acme/tiny-GGUF', { revision: COMMIT, file: 'Q4/tiny.gguf' });
    const { server, init } = llama({}, { source });

    // THEN
    expect(server.args!.slice(0, 2)).toEqual(['--model', '/mnt/models/Q4/tiny.gguf']);
    expect(envOf(init[0]).STORAGE_ALLOW_PATTERNS).toBe('["Q4/tiny.gguf"]');
  });

  test('is the file that the engine names, in the folder of a source that names none', () => {
    expect(argsOf({ modelFile: 'q4/tiny.gguf' }, { source: ModelSource.pvc('weights', { path: 'models/' }) })).toContain('--model /mnt/models/q4/tiny.gguf');
    expect(argsOf({ modelFile: 'other.gguf' })).toContain('--model /mnt/models/tiny.gguf');
  });

  test('has its requests finished before SIGTERM, after which they stall', () => {
    const { server, pod } = llama({}, { settings: { timing: { drain: Duration.seconds(60) } } });
    expect(engine._facts.drainsAfterSigterm).toBe(false);
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 60);
    expect(pod.terminationGracePeriodSeconds).toBe(15 + 60 + 15);
  });

  test('is put on the accelerators, all of it or some layers', () => {
    expect(argsOf({}, { compute: GPU })).toContain('--n-gpu-layers 999');
    expect(argsOf({ gpuLayers: 20 }, { compute: GPU })).toContain('--n-gpu-layers 20');
    expect(argsOf({}, { compute: GPU })).not.toContain('--threads');
  });

  test.each([
    [Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }), 4],
    [Compute.cpu({ cpu: Cpu.units(2), cpuLimit: Cpu.units(6), memory: Size.gibibytes(8) }), 6],
    [Compute.cpu({ cpu: Cpu.millis(2500), memory: Size.gibibytes(8) }), 2],
    [Compute.cpu({ cpu: Cpu.millis(500), memory: Size.gibibytes(8) }), 1],
  ])('has as many threads as cores, and not as the node has', (compute, threads) => {
    expect(argsOf({}, { compute })).toContain(`--threads ${threads}`);
  });

  test('has a context for each request, because the server divides it', () => {
    expect(argsOf({ maxModelLen: 4096 })).toContain('--ctx-size 4096 --parallel 1 --threads');
    expect(argsOf({ maxModelLen: 4096, maxConcurrentRequests: 8 })).toContain('--ctx-size 32768 --parallel 8');
    expect(argsOf({ maxConcurrentRequests: 8 })).not.toContain('--ctx-size');
  });

  test('keeps prompts in a part of its memory, and not in 8 GiB of it', () => {
    expect(envOf(llama().server).LLAMA_ARG_CACHE_RAM).toBe('2048');
    expect(envOf(llama({ promptCacheMemory: Size.mebibytes(512) }).server).LLAMA_ARG_CACHE_RAM).toBe('512');
    expect(envOf(llama({}, { compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(64) }) }).server).LLAMA_ARG_CACHE_RAM).toBe('8192');
  });

  test('has the flags that are asked for', () => {
    const args = argsOf({ kvCacheDtype: 'q8_0', prefixCaching: false, reasoningParser: 'deepseek', jsonLogs: true, port: 9000 });
    expect(args).toContain('--port 9000 --metrics');
    expect(args).toContain('--cache-type-k q8_0 --cache-type-v q8_0 --no-cache-prompt --reasoning-format deepseek --log-jsonl');
    expect(argsOf({ prefixCaching: true })).toContain('--cache-prompt');
  });

  test.each([[ModelTask.GENERATE, ''], [ModelTask.EMBED, '--embeddings'], [ModelTask.RERANK, '--reranking']])('is served for the task %s by the flag "%s"', (task, flag) => {
    expect(llama({ task }).server.args!.filter(arg => /embeddings|reranking/.test(arg)).join()).toBe(flag);
  });

  test('takes its key from a Secret', () => {
    expect(envOf(llama({ apiKey: SecretKey.of('llama', 'key') }).server).LLAMA_API_KEY).toBe('llama/key');
  });

  test('may be called by several names in builds that know them', () => {
    expect(new LlamaCppEngine({ version: 'b8508' })._facts.knowsAliases).toBe(true);
    expect(new LlamaCppEngine({ version: 'b8507' })._facts.knowsAliases).toBe(false);
    const { server } = render({ engine, source: gguf, settings: {}, name: 'tiny' });
    expect(server.args!.slice(2, 4)).toEqual(['--alias', 'tiny']);
    expect(engine.bind({
      servedName: 'tiny', servedAliases: ['small'], model: { path: '/m.gguf', hub: false }, cachePath: '/tmp', scratchPath: '/tmp', compute: CPU, drainSeconds: 0, startupSeconds: 600,
    }).args!.slice(0, 4)).toEqual(['--model', '/m.gguf', '--alias', 'tiny,small']);
  });

  test('has an image for each kind of accelerator', () => {
    const intel = Compute.gpu(Accelerator.of({ name: 'Intel Max', resource: 'gpu.intel.com/xe' }), { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(engine.imageFor(CPU)).toBe('ghcr.io/ggml-org/llama.cpp:server-b11434');
    expect(engine.imageFor(GPU)).toBe('ghcr.io/ggml-org/llama.cpp:server-cuda-b11434');
    expect(engine.imageFor(AMD)).toBe('ghcr.io/ggml-org/llama.cpp:server-rocm-b11434');
    expect(engine.imageFor(intel)).toBe('ghcr.io/ggml-org/llama.cpp:server-intel-b11434');
  });

  test('has the build that the tag of an image of your own names', () => {
    const own = new LlamaCppEngine({ image: 'registry.example.com/llama.cpp:server-cuda13-b9931' });
    expect([own.version, own.imageFor(AMD)]).toEqual(['b9931', 'registry.example.com/llama.cpp:server-cuda13-b9931']);
  });

  test('runs without root on a CPU and NVIDIA accelerators, with a read-only root where that was seen', () => {
    expect(engine._hardening(CPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: true });
    expect(engine._hardening(GPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: false });
    expect(engine._hardening(AMD).runAsUser).toBeUndefined();
  });

  test('is measured, called and started as its server says', () => {
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine.version]).toEqual(['/metrics', '/v1', true, 'b11434']);
    expect(engine.metrics).toMatchObject({ waiting: 'llamacpp:requests_deferred', running: 'llamacpp:requests_processing' });
    expect([engine._facts.loadsFromHuggingFace, engine._facts.envPrefix, engine._facts.warmup.toMinutes(), engine._facts.officialImages]).toEqual([false, 'LLAMA', 2, ['ghcr.io/ggml-org/llama.cpp']]);
    expect(llama().server.startupProbe!.httpGet!.path).toBe('/health');
  });
});

describe('llama.cpp refuses', () => {
  test('a folder without the name of a file, and says where it can stand', () => {
    expect(() => llama({}, { source: ModelSource.pvc('weights') })).toThrow(/engine-refuses: llama\.cpp loads one GGUF file, and the source is a folder; name the file: file of ModelSource\.huggingFace/);
  });

  test('a file that is no GGUF', () => {
    expect(() => llama({}, { source: ModelSource.s3('s3://models/net.safetensors', { anonymous: true }) })).toThrow('llama.cpp loads a GGUF file, and the source is the single file "net.safetensors", weights without their config; convert the model');
  });

  test('the layout of a repository', () => {
    expect(() => llama({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }) })).toThrow(/engine-refuses: llama.cpp loads a folder of model files, not the layout/);
  });

  test.each(['-m=/x.gguf', '--ctx-size=1', '-a=x', '--api-key=x', '--hf-repo=a/b', '-t=7'])('the flag %s, which is stated elsewhere', flag => {
    expect(() => llama({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('layers for accelerators that are not there', () => {
    expect(() => llama({ gpuLayers: 10 })).toThrow('gpuLayers is 10, and the replica has no accelerator; leave it out, or use Compute.gpu');
  });

  test('accelerators without an official image', () => {
    const gaudi = Compute.gpu(Accelerator.INTEL_GAUDI2, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(() => engine.imageFor(gaudi)).toThrow('no official image of llama.cpp b11434 for Intel Gaudi 2 is known');
    expect(() => new LlamaCppEngine({ version: 'b11433' }).imageFor(AMD)).toThrow('amd.com: from b11434); give image');
  });

  test.each([
    { version: '9931' }, { version: 'b1' }, { version: undefined }, { version: undefined, image: 'example.com/llama:latest' }, { image: 'A' }, { port: 0 }, { promptCacheMemory: Size.kibibytes(1500) }, { modelFile: '../x.gguf' },
    { modelFile: 'x.bin' }, { maxModelLen: 0 }, { maxConcurrentRequests: 0.5 }, { gpuLayers: 0 }, { kvCacheDtype: 'q8 0' }, { task: ModelTask.CLASSIFY },
  ])('%j', props => {
    expect(() => new LlamaCppEngine({ version: 'b11434', ...props })).toThrow(/^invalid /);
  });
});
