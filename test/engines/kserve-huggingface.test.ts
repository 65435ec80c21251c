import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, DataType, Framework, KServeBackend,
  KServeHuggingFaceEngine, KServeHuggingFaceEngineProps, ModelLayout, ModelSource, SecretKey,
} from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/bert', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(1) });
const engine = new KServeHuggingFaceEngine({ version: '0.20.0' });
const kserve = (props: Partial<KServeHuggingFaceEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new KServeHuggingFaceEngine({ version: '0.20.0', ...props }), source: hub, framework: Framework.HUGGINGFACE, name: 'bert', ...options });
const argsOf = (props: Partial<KServeHuggingFaceEngineProps> = {}, options: Partial<RenderOptions> = {}) => kserve(props, options).server.args!.join(' ');

describe('a model on KServe\'s Hugging Face server', () => {
  test('is rendered whole', () => {
    expect(kserve({}, { compute: GPU }).objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = kserve();
    expect(init).toEqual([]);
    expect(server.args!.join(' ')).toContain(`--model_id=acme/bert --model_name=bert --http_port=8080 --enable_grpc=false --model_revision ${COMMIT} --tokenizer_revision ${COMMIT}`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models', VLLM_NO_USAGE_STATS: '1' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = kserve({}, { source: ModelSource.s3('s3://models/bert/', { anonymous: true }) });
    expect(server.args![0]).toBe('--model_dir=/mnt/models');
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('is downloaded at its revision when its code is executed, because the server would look at the code of the default branch', () => {
    const { server, init } = kserve({ trustRemoteCode: true });
    expect(init[0].args!.join(' ')).toContain(COMMIT);
    expect(server.args!.slice(0, 1)).toEqual(['--model_dir=/mnt/models']);
    expect(server.args).toContain('--trust_remote_code');
    expect(kserve({ trustRemoteCode: true, backend: KServeBackend.HUGGING_FACE }).init).toEqual([]);
  });

  test('is ready when the model is, because the server is while vLLM still loads', () => {
    const { server } = kserve({}, { servedName: 'bert-v2' });
    expect(server.startupProbe!.httpGet!.path).toBe('/v2/models/bert-v2/ready');
    expect(server.readinessProbe!.httpGet!.path).toBe('/v2/models/bert-v2/ready');
    expect(server.livenessProbe!.httpGet!.path).toBe('/v2/health/live');
  });

  test('is split by the server over the accelerators that it sees, which talk through shared memory', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    const { server, pod } = kserve({ backend: KServeBackend.VLLM }, { compute });
    expect(server.args!.join()).not.toContain('tensor');
    expect(pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '4Gi' } });
  });

  test('speaks gRPC when that is switched on', () => {
    const { server, objects } = kserve({ grpc: true, grpcPort: 9001, port: 9000 });
    expect(server.args!.join(' ')).toContain('--http_port=9000 --grpc_port=9001');
    expect(server.args!.join(' ')).not.toContain('--enable_grpc');
    expect(objects.filter(object => object.kind === 'Service')).toHaveLength(2);
    expect(kserve({ grpc: true }).server.ports!.map(port => port.containerPort)).toEqual([8080, 8081]);
  });

  test('has the flags that are asked for', () => {
    expect(argsOf({ maxModelLen: 512, dtype: DataType.FLOAT16, trustRemoteCode: true, backend: KServeBackend.HUGGING_FACE })).toContain('--backend huggingface --max_model_len 512 --dtype float16 --trust_remote_code');
    const args = argsOf({
      backend: KServeBackend.VLLM, trustRemoteCode: true, quantization: 'awq', maxConcurrentRequests: 8, kvCacheDtype: 'fp8', prefixCaching: true, toolCallParser: 'hermes', reasoningParser: 'deepseek_r1',
    });
    expect(args).toContain('--trust_remote_code --disable_log_requests --quantization awq --max-num-seqs 8 --kv-cache-dtype fp8 --enable-prefix-caching');
    expect(args).toContain('--enable-auto-tool-choice --tool-call-parser hermes --reasoning-parser deepseek_r1');
    expect(argsOf({ backend: KServeBackend.VLLM, prefixCaching: false })).toContain('--no-enable-prefix-caching');
  });

  test('keeps prompts out of the log, unless they are asked for', () => {
    expect(argsOf()).toContain('--disable_log_requests');
    expect(argsOf({ logPrompts: true })).not.toContain('--disable_log_requests');
  });

  test('has part of the memory for its cache on a CPU', () => {
    expect(envOf(kserve().server).VLLM_CPU_KVCACHE_SPACE).toBe('2');
    expect(envOf(kserve({}, { compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(5) }) }).server).VLLM_CPU_KVCACHE_SPACE).toBe('1');
    expect(envOf(kserve({}, { compute: GPU }).server)).not.toHaveProperty('VLLM_CPU_KVCACHE_SPACE');
  });

  test('has its requests finished before SIGTERM', () => {
    const { server } = kserve({}, { settings: { timing: { drain: Duration.seconds(60) } } });
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 60);
  });

  test('has an image for NVIDIA accelerators and one for a CPU, or one of your own', () => {
    expect([engine.imageFor(GPU), engine.imageFor(CPU)]).toEqual(['docker.io/kserve/huggingfaceserver:v0.20.0-gpu', 'docker.io/kserve/huggingfaceserver:v0.20.0']);
    const own = new KServeHuggingFaceEngine({ image: 'registry.example.com/huggingfaceserver:v0.19.0-rocm' });
    expect([own.version, own.imageFor(AMD)]).toEqual(['0.19.0', 'registry.example.com/huggingfaceserver:v0.19.0-rocm']);
  });

  test('runs as the user of the image, with a writable root', () => {
    expect(engine._hardening(GPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: false });
  });

  test('is measured by what runs the model', () => {
    const metrics = (version: string, backend?: KServeBackend) => new KServeHuggingFaceEngine({ version, backend }).metrics;
    expect(metrics('0.20.0')).toMatchObject({ latency: 'request_predict_seconds', requestTime: { kind: 'histogram', unit: 'seconds' } });
    expect(metrics('0.16.0', KServeBackend.VLLM)).toMatchObject({ waiting: 'vllm:num_requests_waiting', cacheUsage: 'vllm:kv_cache_usage_perc' });
    expect(metrics('0.15.2', KServeBackend.VLLM)).toMatchObject({ cacheUsage: 'vllm:gpu_cache_usage_perc' });
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.scratchSize.toGibibytes()]).toEqual(['/metrics', '/openai/v1', true, 10]);
    expect(engine._facts.officialImages).toEqual(['docker.io/kserve/huggingfaceserver']);
  });
});

describe('KServe\'s Hugging Face server refuses', () => {
  test.each(['--model_id=x', '--model-name=x', '--http-port=1', '--max_length=5', '-q=awq', '--tensor-parallel-size=2', '--backend=vllm', '-tp=2', '-pp=2', '--data_parallel_size=2'])('the flag %s, which is stated elsewhere', flag => {
    expect(() => kserve({}, { compute: GPU, settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each([['s3://models/net.onnx', 'loads a folder with config.json'], ['s3://models/net.gguf', 'loads a folder with config.json, weights and tokenizer, and the source is the single file "net.gguf", a GGUF model; give the folder, with a slash at its end, or take LlamaCppEngine']])('the single file %s', (uri, message) => {
    expect(() => kserve({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(`engine-refuses: KServe's Hugging Face server ${message}`);
  });

  test('one file of a repository', () => {
    expect(() => kserve({}, { source: ModelSource.huggingFace('acme/bert', { revision: COMMIT, file: 'model.safetensors' }) })).toThrow('loads a whole repository from the hub');
  });

  test('the layout of a repository', () => {
    expect(() => kserve({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }) })).toThrow(/loads a folder of model files, not the layout/);
  });

  test('a name that cannot be a part of a path', () => {
    expect(() => kserve({}, { servedName: 'acme/bert' })).toThrow('serves a model below its name in a path, and "acme/bert" cannot be one');
  });

  test('accelerators and versions without an official image', () => {
    expect(() => engine.imageFor(AMD)).toThrow('no official image of KServe\'s Hugging Face server 0.20.0 for AMD MI300X is known');
    expect(() => new KServeHuggingFaceEngine({ version: '0.14.0' }).imageFor(CPU)).toThrow('CPU: from 0.15.0; nvidia.com: from 0.15.0');
    expect(() => new KServeHuggingFaceEngine({ version: '0.14.0' }).imageFor(GPU)).toThrow('for NVIDIA L4 is known');
  });

  test('a parser of reasoning before 0.16', () => {
    expect(() => new KServeHuggingFaceEngine({ version: '0.15.2', backend: KServeBackend.VLLM, reasoningParser: 'deepseek_r1' })).toThrow('invalid reasoningParser of KServeHuggingFaceEngine: got "it with KServe\'s Hugging Face server 0.15.2", allowed is KServe\'s Hugging Face server 0.16.0 or newer');
  });

  test.each([{ quantization: 'awq' }, { maxConcurrentRequests: 8 }, { kvCacheDtype: 'fp8', backend: KServeBackend.AUTO }, { prefixCaching: false }, { toolCallParser: 'hermes', backend: KServeBackend.HUGGING_FACE }])('%j, which only vLLM would use', props => {
    expect(() => new KServeHuggingFaceEngine({ version: '0.20.0', ...props })).toThrow(/^invalid .* of KServeHuggingFaceEngine: .*with KServeBackend.VLLM/);
  });

  test.each([{ version: 'v0.20.0' }, { version: undefined }, { image: 'A' }, { port: 0 }, { grpcPort: 9000 }, { grpc: true, grpcPort: 8080 }, { backend: 'sglang' as KServeBackend }, { dtype: 'fp8' as DataType }, { maxModelLen: 0 }])('%j', props => {
    expect(() => new KServeHuggingFaceEngine({ version: '0.20.0', ...props })).toThrow(/^invalid /);
  });
});
