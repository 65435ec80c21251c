import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, ModelLayout, ModelSource, NimEngine, NimEngineProps, SecretKey } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const hub = ModelSource.huggingFace('acme/llama', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', size: Size.gibibytes(13) });
const pvc = ModelSource.pvc('weights');
const ONE_MODEL = 'nvcr.io/nim/meta/llama-3.1-8b-instruct:2.0.10';
const nim = (props: Partial<NimEngineProps> = {}, options: Partial<RenderOptions> = {}) => render({
  engine: new NimEngine({ version: '2.0.13', ...props }),
  source: pvc,
  compute: GPU,
  framework: Framework.PYTORCH,
  name: 'llama',
  settings: { pod: { imagePullSecrets: ['ngc'] } },
  ...options,
});
const environment = (props: Partial<NimEngineProps>, options: Partial<RenderOptions> = {}) => envOf(nim(props, options).server);

describe('a model on NIM', () => {
  test('is rendered whole', () => {
    expect(nim().objects).toMatchSnapshot();
  });

  test('is a folder that was there before it starts, wherever the files come from', () => {
    const { server, init } = nim({}, { source: hub });
    expect(init).toHaveLength(1);
    expect(envOf(server)).toMatchObject({ NIM_MODEL_PATH: '/mnt/models', NIM_SERVED_MODEL_NAME: 'llama', HF_HUB_OFFLINE: '1', NIM_CACHE_PATH: '/tmp' });
  });

  test('is passed by another variable, and without arguments, before 2.0', () => {
    const { server } = nim({ version: '1.15.5' });
    expect(server.image).toBe('nvcr.io/nim/nvidia/llm-nim:1.15.5');
    expect(envOf(server)).toMatchObject({ NIM_MODEL_NAME: '/mnt/models', NIM_SERVER_PORT: '8000', NIM_HTTP_API_PORT: '8000' });
    expect(envOf(server)).not.toHaveProperty('NIM_MODEL_PATH');
    expect([server.command, server.args]).toEqual([undefined, undefined]);
  });

  test('is started by the image, and takes flags of the server inside', () => {
    const { server } = nim({ trustRemoteCode: true }, { settings: { args: ['--enable-prefix-caching'] } });
    expect(server.command).toBeUndefined();
    expect(server.args).toEqual(['nim-serve', '--trust-remote-code', '--enable-prefix-caching']);
    expect(server.image).toBe('nvcr.io/nim/nvidia/model-free-nim:2.0.13');
  });

  test('has vLLM inside from 2.1 on, or SGLang, which has flags and metrics of its own', () => {
    expect(new NimEngine({ version: '2.1.5' }).imageFor(GPU)).toBe('nvcr.io/nim/nvidia/vllm-model-free-nim:2.1.5');
    const props = { version: undefined, image: 'registry.example.com/nim/nvidia/sglang-model-free-nim:2.1.5', maxModelLen: 8192 };
    const { server } = nim(props);
    expect(server.args).toEqual(['nim-serve', '--context-length', '8192']);
    expect(envOf(server)).not.toHaveProperty('NIM_MAX_MODEL_LEN');
    expect(new NimEngine(props).metrics).toMatchObject({
      waiting: 'sglang:num_queue_reqs', running: 'sglang:num_running_reqs', cacheUsage: 'sglang:token_usage', latency: 'sglang:e2e_request_latency_seconds',
    });
  });

  test('executes code of the model only when that is asked for', () => {
    expect(environment({ version: '1.15.5', trustRemoteCode: true }).NIM_FORCE_TRUST_REMOTE_CODE).toBe('1');
    expect(environment({ version: '1.15.5' })).not.toHaveProperty('NIM_FORCE_TRUST_REMOTE_CODE');
    expect(nim().server.args).toEqual(['nim-serve']);
  });

  test('may be the cache of an image for one model', () => {
    const { server } = nim({ version: undefined, image: ONE_MODEL, sourceIsCache: true });
    expect(server.image).toBe(ONE_MODEL);
    expect(envOf(server).NIM_CACHE_PATH).toBe('/mnt/models');
    expect(envOf(server)).not.toHaveProperty('NIM_MODEL_PATH');
    expect(environment({ version: '1.8.6', image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.6', sourceIsCache: true })).not.toHaveProperty('NIM_MODEL_NAME');
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(environment({}, { compute })).toMatchObject({ NIM_TENSOR_PARALLEL_SIZE: '4' });
    expect(environment({}, { compute })).not.toHaveProperty('NIM_PIPELINE_PARALLEL_SIZE');
    expect(environment({ pipelineParallelSize: 2 }, { compute })).toMatchObject({ NIM_TENSOR_PARALLEL_SIZE: '2', NIM_PIPELINE_PARALLEL_SIZE: '2' });
    expect(nim({}, { compute }).pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('has the settings that are asked for', () => {
    expect(environment({ port: 9000, maxModelLen: 8192, jsonLogs: true, ngcApiKey: SecretKey.of('ngc', 'key') }))
      .toMatchObject({ NIM_SERVER_PORT: '9000', NIM_MAX_MODEL_LEN: '8192', NIM_JSONL_LOGGING: '1', NGC_API_KEY: 'ngc/key' });
    expect(environment({})).not.toHaveProperty('NGC_API_KEY');
    expect(environment({})).not.toHaveProperty('NIM_JSONL_LOGGING');
  });

  test('is asked at the paths that NIM has for it', () => {
    const { startupProbe, readinessProbe, livenessProbe } = nim().server;
    expect([startupProbe!.httpGet!.path, readinessProbe!.httpGet!.path, livenessProbe!.httpGet!.path]).toEqual(['/v1/health/ready', '/v1/health/ready', '/v1/health/live']);
    expect(startupProbe!.periodSeconds * startupProbe!.failureThreshold).toBeGreaterThanOrEqual(20 * 60);
  });

  test('has all its time to finish before SIGTERM, because nothing is known of it afterwards', () => {
    const { pod, server } = nim();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(45);
    expect(pod.terminationGracePeriodSeconds).toBe(60);
  });

  test('is measured by names that changed with 2.0, which the documentation says', () => {
    const metrics = (version: string) => new NimEngine({ version }).metrics;
    expect(metrics('1.15.5')).toMatchObject({ waiting: 'num_requests_waiting', cacheUsage: 'gpu_cache_usage_perc' });
    expect(metrics('2.0.0')).toMatchObject({ waiting: 'vllm:num_requests_waiting', cacheUsage: 'vllm:kv_cache_usage_perc' });
  });

  test('runs as the user of the image, is compatible with OpenAI, and tells nobody of its use', () => {
    const { pod, findings, server } = nim();
    expect(pod.securityContext.runAsUser).toBe(1000);
    expect(findings).toEqual([]);
    const engine = new NimEngine({ image: 'registry.example.com/model-free-nim:2.0.13' });
    expect([engine.openAiCompatible, engine.apiPath, engine.metricsPath, engine.version]).toEqual([true, '/v1', '/v1/metrics', '2.0.13']);
    expect(envOf(server)).toMatchObject({ NIM_TELEMETRY_MODE: '0', DO_NOT_TRACK: '1' });
  });
});

describe('NIM refuses', () => {
  test.each(['--tensor-parallel-size=2', '--tp-size=2', '--served-model-name=x', '--max-model-len=1', '--trust-remote-code', '--api-key=x'])('the flag %s, which is derived', flag => {
    expect(() => nim({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('a variable that is derived', () => {
    expect(() => nim({}, { settings: { env: { NIM_SERVER_PORT: '1' } } })).toThrow(/env-contradicts-derived/);
  });

  test.each(['s3://models/net.onnx', 's3://models/tiny.gguf'])('the single file %s', uri => {
    expect(() => nim({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(/engine-refuses: NIM loads/);
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => nim({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: NIM loads a folder of model files/);
  });

  test('a cache without the image that made it', () => {
    expect(() => new NimEngine({ version: '2.0.13', sourceIsCache: true })).toThrow('invalid sourceIsCache of NimEngine: got "true without image"');
  });

  test('versions without an image for any model, and accelerators of others', () => {
    expect(() => new NimEngine({ version: '1.10.0' }).imageFor(GPU)).toThrow('no official image of NIM 1.10.0 for NVIDIA L4 is known (nvidia.com: from 1.11.0, before 3.0.0); give image');
    expect(() => new NimEngine({ version: '3.0.0' }).imageFor(GPU)).toThrow('no official image of NIM 3.0.0 for NVIDIA L4 is known');
    expect(new NimEngine({ version: '1.11.0' }).imageFor(GPU)).toBe('nvcr.io/nim/nvidia/llm-nim:1.11.0');
    expect(() => new NimEngine({ version: '2.0.13' }).imageFor(CPU)).toThrow('NIM runs on NVIDIA accelerators only, got a CPU');
    expect(() => new NimEngine({ image: ONE_MODEL }).imageFor(AMD)).toThrow('NIM runs on NVIDIA accelerators only, got AMD MI300X');
  });

  test('stages that do not divide the accelerators', () => {
    expect(() => nim({ pipelineParallelSize: 2 })).toThrow('pipelineParallelSize 2 does not divide the only accelerator of a replica');
  });

  test.each([{ version: 'v2.0.13' }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { pipelineParallelSize: 0 }])('%j', props => {
    expect(() => new NimEngine({ version: '2.0.13', ...props })).toThrow(/^invalid /);
  });
});
