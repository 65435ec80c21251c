import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, DataType, Framework, ModelLayout, ModelSource, SecretKey, TextGenerationInferenceEngine, TextGenerationInferenceEngineProps,
} from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const folder = ModelSource.s3('s3://models/llama/', { anonymous: true });
const engine = new TextGenerationInferenceEngine({ version: '3.3.7' });
const tgi = (props: Partial<TextGenerationInferenceEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new TextGenerationInferenceEngine({ version: '3.3.7', ...props }), source: hub, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });
const argsOf = (props: Partial<TextGenerationInferenceEngineProps> = {}, options: Partial<RenderOptions> = {}) => tgi(props, options).server.args!.join(' ');
const of = (accelerator: Accelerator, count = 1) => Compute.gpu(accelerator, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const INTEL = of(Accelerator.of({ name: 'Intel Max', resource: 'gpu.intel.com/xe' }));
const UNKNOWN = of(Accelerator.of({ name: 'X', resource: 'example.com/x' }));
const IMAGE = 'ghcr.io/huggingface/text-generation-inference';

beforeEach(() => jest.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

describe('a model on Text Generation Inference', () => {
  test('is rendered whole', () => {
    expect(tgi().objects).toMatchSnapshot();
  });

  test('is warned of, with the engine to move to', () => {
    const { findings } = tgi();
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['engine-unmaintained', 'pod-security-lowered']);
    expect(findings.find(({ rule }) => rule === 'engine-unmaintained')!.fix).toContain('move to VllmEngine');
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = tgi();
    expect(init).toEqual([]);
    expect(server.args!.slice(0, 4)).toEqual(['--model-id', 'acme/llama', '--revision', COMMIT]);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models', HUGGINGFACE_HUB_CACHE: '/mnt/models/hub', USAGE_STATS: 'off' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = tgi({}, { source: folder });
    expect(server.args!.slice(0, 2)).toEqual(['--model-id', '/mnt/models']);
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('is split over the accelerators of a replica, which talk through shared memory', () => {
    const { server, pod } = tgi({}, { compute: of(Accelerator.NVIDIA_L4, 4) });
    expect(server.args!.join(' ')).toContain('--num-shard 4');
    expect(pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '4Gi' } });
  });

  test('has a context of prompt and answer together', () => {
    expect(argsOf({ maxModelLen: 4096 })).toContain('--max-input-tokens 4095 --max-total-tokens 4096');
  });

  test('drains as long as it is told to, in versions that can be told', () => {
    const settings = { timing: { drain: Duration.seconds(120) } };
    expect(argsOf({ version: '3.2.2' }, { settings })).toContain('--graceful-termination-timeout 120');
    expect(argsOf({ version: '3.2.1' })).not.toContain('--graceful-termination-timeout');
    expect(() => tgi({ version: '3.2.1' }, { settings })).toThrow('Text Generation Inference 3.2.1 cuts requests off 90 s after SIGTERM, and the drain is 120 s; use 3.2.2 or newer');
    expect(tgi({}, { settings }).pod.terminationGracePeriodSeconds).toBe(15 + 120 + 15);
  });

  test('has the flags that are asked for', () => {
    const args = argsOf({ quantization: 'awq', kvCacheDtype: 'fp8_e5m2', gpuMemoryUtilization: 0.8, trustRemoteCode: true, maxConcurrentRequests: 64, jsonLogs: true, port: 9000 });
    expect(args).toContain('--hostname 0.0.0.0 --port 9000 --num-shard 1 --max-concurrent-requests 64 --quantize awq --kv-cache-dtype fp8_e5m2');
    expect(args).toContain('--trust-remote-code --json-output');
    expect(argsOf({ dtype: DataType.BFLOAT16 })).toContain('--dtype bfloat16');
    expect(argsOf({ dtype: DataType.BFLOAT16, quantization: 'bitsandbytes-nf4' })).toContain('--dtype bfloat16 --quantize bitsandbytes-nf4');
  });

  test.each([
    ['NVIDIA', GPU, 'CUDA_MEMORY_FRACTION'], ['AMD', AMD, 'CUDA_MEMORY_FRACTION'], ['Intel GPUs', INTEL, 'XPU_MEMORY_FRACTION'], ['Gaudi', of(Accelerator.INTEL_GAUDI2), 'HPU_MEMORY_FRACTION'],
  ])('takes a share of the memory of %s', (_, compute, variable) => {
    const shares = Object.entries(envOf(tgi({ gpuMemoryUtilization: 0.8 }, { compute }).server)).filter(([name]) => name.endsWith('_MEMORY_FRACTION'));
    expect(shares).toEqual([[variable, '0.8']]);
  });

  test('has the prefix cache as it is asked for', () => {
    expect(envOf(tgi().server)).not.toHaveProperty('PREFIX_CACHING');
    expect([true, false].map(prefixCaching => envOf(tgi({ prefixCaching }).server).PREFIX_CACHING)).toEqual(['1', '0']);
  });

  test('has adapters that are mounted, by the names that clients send', () => {
    const { server } = tgi({ loraAdapters: { sql: '/adapters/sql', chat: '/adapters/chat' } });
    expect(envOf(server)).toMatchObject({ LORA_ADAPTERS: 'sql=/adapters/sql,chat=/adapters/chat', PREFIX_CACHING: '0' });
    expect(envOf(tgi({ version: '2.3.1', loraAdapters: { sql: '/adapters/sql' } }).server)).not.toHaveProperty('PREFIX_CACHING');
  });

  test('takes its key from a Secret', () => {
    expect(envOf(tgi({ apiKey: SecretKey.of('tgi', 'key') }).server).API_KEY).toBe('tgi/key');
  });

  test('starts through the entry point of the image, but for Gaudi, whose does not pass SIGTERM on', () => {
    const gaudi = tgi({}, { compute: of(Accelerator.INTEL_GAUDI2, 2) }).server;
    expect(tgi().server.command).toBeUndefined();
    expect(gaudi.command).toEqual(['text-generation-launcher']);
    expect(envOf(gaudi).PT_HPU_ENABLE_LAZY_COLLECTIVES).toBe('1');
    expect(envOf(tgi({}, { compute: of(Accelerator.INTEL_GAUDI2) }).server)).not.toHaveProperty('PT_HPU_ENABLE_LAZY_COLLECTIVES');
  });

  test.each([
    ['NVIDIA', GPU, '3.3.7'], ['AMD', AMD, '3.3.7-rocm'], ['a CPU', CPU, '3.3.7-intel-cpu'], ['Gaudi', of(Accelerator.INTEL_GAUDI2), '3.3.7-gaudi'], ['Intel GPUs', INTEL, '3.3.7-intel-xpu'],
  ])('has an image for %s', (_, compute, tag) => {
    expect(engine.imageFor(compute)).toBe(`${IMAGE}:${tag}`);
  });

  test('has the version that the tag of an image of your own names', () => {
    const own = new TextGenerationInferenceEngine({ image: 'registry.example.com/tgi:3.3.5-own' });
    expect([own.version, own.imageFor(UNKNOWN)]).toEqual(['3.3.5', 'registry.example.com/tgi:3.3.5-own']);
  });

  test('is not known to run as another user than root', () => {
    expect([GPU, CPU, AMD].map(compute => engine._hardening(compute).runAsUser)).toEqual([undefined, undefined, undefined]);
  });

  test('is measured and called as its server says, by any name', () => {
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.knowsAliases]).toEqual(['/metrics', '/v1', true, true]);
    expect(engine.metrics).toMatchObject({ waiting: 'tgi_queue_size', running: 'tgi_batch_current_size', latency: 'tgi_request_duration' });
    expect([engine._facts.officialImages, engine._facts.scratchSize.toGibibytes()]).toEqual([[IMAGE], 10]);
    expect(tgi().server.startupProbe!.httpGet!.path).toBe('/health');
  });
});

describe('Text Generation Inference refuses', () => {
  test.each(['--model-id=x', '--num_shard=2', '--max-input-length=1', '-p=1', '-g=1', '--api-key=x', '--quantize=awq'])('the flag %s, which is stated elsewhere', flag => {
    expect(() => tgi({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each([['s3://models/net.pt', 'loads a folder with config.json'], ['s3://models/net.gguf', 'loads a folder with config.json, weights and tokenizer, and the source is the single file "net.gguf", a GGUF model; give the folder, with a slash at its end, or take LlamaCppEngine']])('the single file %s', (uri, message) => {
    expect(() => tgi({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(`engine-refuses: Text Generation Inference ${message}`);
  });

  test('one file of a repository', () => {
    const source = ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'x.gguf' });
    expect(() => tgi({}, { source })).toThrow('Text Generation Inference loads a whole repository from the hub');
  });

  test('the layout of a repository', () => {
    expect(() => tgi({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }) })).toThrow(/loads a folder of model files, not the layout/);
  });

  test('adapters on the hub, which it would call by another name', () => {
    expect(() => tgi({ loraAdapters: { sql: 'acme/sql' } })).toThrow('the adapter sql in loraAdapters is acme/sql on the hub, and Text Generation Inference gives adapters from the hub no other name');
    expect(() => tgi({ loraAdapters: { sql: 'acme/sql' } }, { source: folder })).toThrow('the server does not ask the hub');
  });

  test.each(['/adapters/sql@v2', '/adapters/a,b', '/adapters/a=b'])('an adapter at %s, which it would take apart', path => {
    expect(() => tgi({ loraAdapters: { sql: path } })).toThrow(`the adapter sql in loraAdapters is at "${path}", and Text Generation Inference takes a path apart`);
  });

  test('accelerators, and a CPU, without an official image', () => {
    expect(() => engine.imageFor(UNKNOWN)).toThrow('no official image of Text Generation Inference 3.3.7 for X is known');
    const image = (version: string, compute: Compute) => new TextGenerationInferenceEngine({ version }).imageFor(compute);
    expect(() => image('2.3.1', CPU)).toThrow('for a CPU is known');
    expect(() => image('2.3.1', INTEL)).toThrow('gpu.intel.com: from 2.4.0');
    expect(() => image('3.2.0', of(Accelerator.INTEL_GAUDI2))).toThrow('habana.ai: from 3.2.1); give image');
    expect(image('2.4.0', CPU)).toBe(`${IMAGE}:2.4.0-intel-cpu`);
  });

  test('what an older version does not know', () => {
    const older = (version: string, props: Partial<TextGenerationInferenceEngineProps>) => () =>
      new TextGenerationInferenceEngine({ version, ...props });
    expect(older('2.2.0', { apiKey: SecretKey.of('tgi', 'key') })).toThrow('invalid apiKey of TextGenerationInferenceEngine: got "it with Text Generation Inference 2.2.0", allowed is Text Generation Inference 2.3.0 or newer');
    expect(older('2.2.0', { loraAdapters: { sql: '/adapters/sql' } })).toThrow('invalid loraAdapters of TextGenerationInferenceEngine: got "it with Text Generation Inference 2.2.0", allowed is Text Generation Inference 2.3.0 or newer');
    expect(older('1.4.5', { maxModelLen: 4096 })).toThrow('invalid maxModelLen of TextGenerationInferenceEngine: got "it with Text Generation Inference 1.4.5", allowed is Text Generation Inference 2.0.0 or newer');
    expect(older('2.4.0', { quantization: 'compressed-tensors' })).toThrow('invalid quantization "compressed-tensors" of TextGenerationInferenceEngine: got "it with Text Generation Inference 2.4.0", allowed is Text Generation Inference 2.4.1 or newer');
    expect(older('2.3.1', { kvCacheDtype: 'fp8_e5m2' })).toThrow('invalid kvCacheDtype of TextGenerationInferenceEngine: got "it with Text Generation Inference 2.3.1", allowed is Text Generation Inference 2.4.0 or newer');
    expect(older('2.3.1', { prefixCaching: true })).toThrow('invalid prefixCaching of TextGenerationInferenceEngine: got "it with Text Generation Inference 2.3.1", allowed is Text Generation Inference 2.4.0 or newer');
    expect(older('2.4.0', { apiKey: SecretKey.of('tgi', 'key'), kvCacheDtype: 'fp8_e5m2', prefixCaching: true })).not.toThrow();
  });

  test('a share of the memory where there is none to share, or no way to say it', () => {
    expect(() => tgi({ gpuMemoryUtilization: 0.8 }, { compute: CPU })).toThrow('gpuMemoryUtilization is 0.8, and the replica has no accelerator; leave it out, or use Compute.gpu');
    expect(() => tgi({ version: '3.2.3', gpuMemoryUtilization: 0.8 }, { compute: of(Accelerator.INTEL_GAUDI2) })).toThrow('invalid gpuMemoryUtilization with Gaudi of TextGenerationInferenceEngine: got "it with Text Generation Inference 3.2.3", allowed is Text Generation Inference 3.3.0 or newer');
  });

  test('a word that its launcher does not know', () => {
    expect(() => new TextGenerationInferenceEngine({ version: '3.3.7', dtype: DataType.AUTO })).toThrow(
      'invalid dtype of TextGenerationInferenceEngine: got "auto", allowed is DataType.BFLOAT16, DataType.FLOAT16; leave it out for the default of Text Generation Inference',
    );
  });

  test.each<Partial<TextGenerationInferenceEngineProps>>([
    { quantization: 'awq_marlin' }, { kvCacheDtype: 'fp8' }, { prefixCaching: true, loraAdapters: { sql: '/adapters/sql' } },
    { version: 'v3.3.7' }, { version: undefined }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { maxModelLen: 1 }, { gpuMemoryUtilization: 1.1 }, { dtype: DataType.FLOAT16, quantization: 'awq' },
  ])('%j', props => {
    expect(() => new TextGenerationInferenceEngine({ version: '3.3.7', ...props })).toThrow(/^invalid /);
  });
});
