import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, DataType, EmbeddingPooling, Framework, ModelLayout, ModelSource, SecretKey, TextEmbeddingsInferenceEngine,
  TextEmbeddingsInferenceEngineProps,
} from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/bge', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(1) });
const engine = new TextEmbeddingsInferenceEngine({ version: '1.9.3' });
const tei = (props: Partial<TextEmbeddingsInferenceEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new TextEmbeddingsInferenceEngine({ version: '1.9.3', ...props }), source: hub, framework: Framework.HUGGINGFACE, name: 'bge', ...options });
const argsOf = (props: Partial<TextEmbeddingsInferenceEngineProps> = {}, options: Partial<RenderOptions> = {}) => tei(props, options).server.args!.join(' ');
const of = (accelerator: Accelerator, count = 1) => Compute.gpu(accelerator, { count, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const named = (name: string, resource = 'nvidia.com/gpu') => of(Accelerator.of({ name, resource }));
const IMAGE = 'ghcr.io/huggingface/text-embeddings-inference';

describe('a model on Text Embeddings Inference', () => {
  test('is rendered whole', () => {
    expect(tei().objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = tei();
    expect(init).toEqual([]);
    expect(server.args!.slice(0, 6)).toEqual(['--model-id', 'acme/bge', '--revision', COMMIT, '--served-model-name', 'bge']);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models', HUGGINGFACE_HUB_CACHE: '/mnt/models/hub' });
    expect(envOf(server)).not.toHaveProperty('HF_HUB_OFFLINE');
  });

  test.each([
    ['1.8.0', true, ['--auto-truncate']], ['1.8.0', false, []], ['1.9.3', true, []], ['1.9.3', false, ['--auto-truncate=false']], ['1.9.3', undefined, []],
  ])('of %s with autoTruncate %s is told %j', (version, autoTruncate, expected) => {
    expect(tei({ version, autoTruncate }).server.args!.filter(word => word.startsWith('--auto-truncate'))).toEqual(expected);
  });

  test('cannot refuse longer texts in versions that always cut them off', () => {
    expect(() => tei({ version: '1.9.1', autoTruncate: false })).toThrow('use 1.9.2 or newer, or leave it out');
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = tei({}, { source: ModelSource.s3('s3://models/bge/', { anonymous: true }) });
    expect(server.args!.slice(0, 2)).toEqual(['--model-id', '/mnt/models']);
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HUGGINGFACE_HUB_CACHE: '/tmp/hub' });
  });

  test('is downloaded before the start of versions that knew neither the token nor a mirror of the hub', () => {
    const { server, init } = tei({ version: '1.6.0' });
    expect(init).toHaveLength(1);
    expect(server.args!.slice(0, 2)).toEqual(['--model-id', '/mnt/models']);
    expect(tei({ version: '1.6.1' }).init).toEqual([]);
  });

  test('is told its name in versions that can be', () => {
    expect(argsOf({ version: '1.9.0' })).toContain('--served-model-name bge');
    expect(argsOf({ version: '1.8.3' })).not.toContain('--served-model-name');
  });

  test.each([
    [Accelerator.NVIDIA_T4, 'turing-1.9.3'],
    [Accelerator.NVIDIA_A100_40GB, '1.9.3'],
    [Accelerator.NVIDIA_A100_80GB, '1.9.3'],
    [Accelerator.NVIDIA_A10G, '86-1.9.3'],
    [Accelerator.NVIDIA_L4, '89-1.9.3'],
    [Accelerator.NVIDIA_L40S, '89-1.9.3'],
    [Accelerator.NVIDIA_H100, 'hopper-1.9.3'],
    [Accelerator.NVIDIA_H100.mig('1g.10gb'), 'hopper-1.9.3'],
    [Accelerator.NVIDIA_H200, 'hopper-1.9.3'],
    [Accelerator.NVIDIA_B200, '100-1.9.3'],
    [Accelerator.NVIDIA_GPU, 'cuda-1.9.3'],
    [Accelerator.INTEL_GAUDI2, 'hpu-1.9.3'],
    [Accelerator.of({ name: 'Intel Max', resource: 'gpu.intel.com/xe' }), 'xpu-ipex-1.9.3'],
  ])('has an image for the generation of $name', (accelerator, tag) => {
    expect(engine.imageFor(of(accelerator))).toBe(`${IMAGE}:${tag}`);
  });

  test('has an image for a CPU, or one of your own', () => {
    expect(engine.imageFor(CPU)).toBe(`${IMAGE}:cpu-1.9.3`);
    const own = new TextEmbeddingsInferenceEngine({ image: 'registry.example.com/tei:1.9.1-own' });
    expect([own.version, own.imageFor(AMD)]).toEqual(['1.9.1', 'registry.example.com/tei:1.9.1-own']);
  });

  test('starts the server itself on a CPU, and through the entry point that prepares CUDA with accelerators', () => {
    expect(tei().server.command).toEqual(['text-embeddings-router']);
    expect(tei({}, { compute: GPU }).server.command).toBeUndefined();
  });

  test('has the flags that are asked for', () => {
    expect(argsOf({ dtype: DataType.FLOAT16, pooling: EmbeddingPooling.CLS, maxConcurrentRequests: 64, maxBatchTokens: 8192, port: 9000 })).toContain(
      '--hostname 0.0.0.0 --port 9000 --dtype float16 --pooling cls --max-concurrent-requests 64 --max-batch-tokens 8192 --json-output',
    );
    expect(argsOf({ jsonLogs: false })).not.toContain('--json-output');
    expect(argsOf({ dtype: DataType.BFLOAT16 }, { compute: of(Accelerator.INTEL_GAUDI2) })).toContain('--dtype bfloat16');
    expect(argsOf({ pooling: EmbeddingPooling.LAST_TOKEN }, { framework: Framework.ONNX })).toContain('--pooling last-token');
  });

  test('takes its key from a Secret', () => {
    expect(envOf(tei({ apiKey: SecretKey.of('tei', 'key') }).server).API_KEY).toBe('tei/key');
  });

  test('finishes what it has after SIGTERM', () => {
    const { server, pod } = tei({}, { settings: { timing: { drain: Duration.seconds(60) } } });
    expect([server.lifecycle!.preStop.sleep.seconds, pod.terminationGracePeriodSeconds]).toEqual([15, 15 + 60 + 15]);
  });

  test('is hardened as far as each image is known to work with it', () => {
    expect(engine._hardening(CPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: true });
    expect(engine._hardening(of(Accelerator.INTEL_GAUDI2))).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: false });
    expect(engine._hardening(GPU).runAsUser).toBeUndefined();
  });

  test('has shared memory for a backend that is a process of its own', () => {
    expect(engine.sharedMemory(of(Accelerator.INTEL_GAUDI2))?.toGibibytes()).toBe(1);
    expect([engine.sharedMemory(CPU), engine.sharedMemory(GPU)]).toEqual([undefined, undefined]);
  });

  test('is measured and called as its server says', () => {
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.knowsAliases]).toEqual(['/metrics', '/v1', true, false]);
    expect(engine.metrics).toMatchObject({ waiting: 'te_queue_size', latency: 'te_request_duration', rejected: { matching: { err: 'overloaded' } } });
    expect([engine._facts.repeatableFlags, engine._facts.officialImages]).toEqual([['--cors-allow-origin'], [IMAGE]]);
    expect(tei().server.readinessProbe!.httpGet!.path).toBe('/health');
  });
});

test('Text Embeddings Inference listens on the port that its image has, where it runs as root', () => {
  const { server, findings } = render({ engine: new TextEmbeddingsInferenceEngine({ version: '1.9.3', port: 80 }), compute: GPU });
  expect(server.ports).toEqual([expect.objectContaining({ name: 'http', containerPort: 80 })]);
  expect(findings.map(({ rule }) => rule)).not.toContain('port-needs-root');
});

describe('Text Embeddings Inference refuses', () => {
  test.each(['--model-id=x', '--served_model_name=x', '-p=1', '--api-key=x', '--hf-token=x', '--json-output=false'])('the flag %s, which is stated elsewhere', flag => {
    expect(() => tei({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each([['s3://models/net.onnx', 'loads a folder with config.json'], ['s3://models/net.gguf', 'loads a folder with config.json, weights and tokenizer, and the source is the single file "net.gguf"']])('the single file %s', (uri, message) => {
    expect(() => tei({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(`engine-refuses: Text Embeddings Inference ${message}`);
  });

  test('one file of a repository', () => {
    const source = ModelSource.huggingFace('acme/bge', { revision: COMMIT, file: 'model.safetensors' });
    expect(() => tei({}, { source })).toThrow('Text Embeddings Inference loads a whole repository from the hub, and the source names the file "model.safetensors" of acme/bge; leave file out');
  });

  test('the layout of a repository', () => {
    expect(() => tei({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) })).toThrow(/loads a folder of model files, not the layout/);
  });

  test('more accelerators than it uses', () => {
    expect(() => tei({}, { compute: of(Accelerator.NVIDIA_L4, 2) })).toThrow('Text Embeddings Inference uses one accelerator, and the replica has 2; use one for each replica');
  });

  test('a type that the program for the compute does not know', () => {
    expect(() => tei({ dtype: DataType.BFLOAT16 })).toThrow('knows bfloat16 on Gaudi and Intel GPUs only, and the replica has none; use DataType.FLOAT16 or DataType.FLOAT32');
    expect(() => tei({ dtype: DataType.BFLOAT16 }, { compute: GPU })).toThrow('and the replica has NVIDIA L4');
  });

  test('ONNX weights with an accelerator, or in another type than float32', () => {
    expect(() => tei({}, { framework: Framework.ONNX, compute: GPU })).toThrow('runs ONNX weights on a CPU only, and the replica has NVIDIA L4; use Compute.cpu, or safetensors');
    expect(() => tei({ dtype: DataType.FLOAT16 }, { framework: Framework.ONNX })).toThrow('runs ONNX weights as float32 only, got DataType.FLOAT16; leave dtype out');
  });

  test('a key in versions that would ask the probes for it', () => {
    const keyed = (version: string) => () => new TextEmbeddingsInferenceEngine({ version, apiKey: SecretKey.of('tei', 'key') });
    expect(keyed('1.5.0')).toThrow('invalid apiKey of TextEmbeddingsInferenceEngine: got "it with Text Embeddings Inference 1.5.0", allowed is Text Embeddings Inference 1.5.1 or newer');
    expect(keyed('1.5.1')).not.toThrow();
  });

  test('a word that it does not know', () => {
    expect(() => new TextEmbeddingsInferenceEngine({ version: '1.9.3', pooling: 'max' as EmbeddingPooling })).toThrow(
      'EmbeddingPooling.CLS',
    );
  });

  test.each(['NVIDIA GH200', 'NVIDIA GB200', 'NVIDIA GB10'])('%s, whose ARM CPU the images are not for', name => {
    expect(() => engine.imageFor(named(name))).toThrow(`no official image of Text Embeddings Inference 1.9.3 for ${name} is known`);
  });

  test('accelerators without an official image', () => {
    expect(() => engine.imageFor(AMD)).toThrow('no official image of Text Embeddings Inference 1.9.3 for AMD MI300X is known');
    expect(() => new TextEmbeddingsInferenceEngine({ version: '1.8.3' }).imageFor(of(Accelerator.NVIDIA_B200))).toThrow('B200: from 1.9.0');
    expect(() => new TextEmbeddingsInferenceEngine({ version: '1.6.0' }).imageFor(named('Gaudi', 'habana.ai/gaudi'))).toThrow('from 1.6.1); give image');
  });

  test.each([{ version: 'latest' }, { version: undefined }, { image: 'A' }, { port: 0 }, { pooling: '' as EmbeddingPooling }, { maxBatchTokens: 0 }, { maxConcurrentRequests: 0 }, { dtype: DataType.AUTO }])('%j', props => {
    expect(() => new TextEmbeddingsInferenceEngine({ version: '1.9.3', ...props })).toThrow(/^invalid /);
  });
});

test.each([['cpu-1.9', '1.9'], ['121-1.9.4', '1.9.4'], ['turing-1.9.3', '1.9.3'], ['hopper-1.9.4-grpc', '1.9.4'], ['86-1.9@sha256:' + 'a'.repeat(64), '1.9'], ['1.8.0', '1.8.0']])(
  'the tag %s of its image names the version %s', (tag, version) => {
    const image = `ghcr.io/huggingface/text-embeddings-inference:${tag}`;
    expect(new TextEmbeddingsInferenceEngine({ image }).version).toBe(version);
  });
