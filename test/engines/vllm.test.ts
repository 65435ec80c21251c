import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, ModelLayout, ModelSource, SecretKey, VllmEngine, VllmEngineProps } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const engine = new VllmEngine({ version: '0.32.0' });
const vllm = (props: Partial<VllmEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new VllmEngine({ version: '0.32.0', ...props }), source: hub, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });

describe('a model on vLLM', () => {
  test('is rendered whole', () => {
    expect(vllm().objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = vllm();
    expect(init).toEqual([]);
    expect(server.args!.slice(0, 1)).toEqual(['acme/llama']);
    expect(server.args!.join(' ')).toContain(`--revision ${COMMIT} --tokenizer-revision ${COMMIT}`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = vllm({}, { source: ModelSource.s3('s3://models/llama/', { anonymous: true }) });
    expect(server.args![0]).toBe('/mnt/models');
    expect(server.args).not.toContain('--revision');
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('may be a single GGUF file', () => {
    expect(vllm({}, { source: ModelSource.https('https://files.example.com/tiny.gguf') }).server.args![0]).toBe('/mnt/models/tiny.gguf');
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(vllm({}, { compute }).server.args!.join(' ')).toContain('--tensor-parallel-size 4');
    const staged = vllm({ pipelineParallelSize: 2 }, { compute });
    expect(staged.server.args!.join(' ')).toContain('--tensor-parallel-size 2 --pipeline-parallel-size 2');
    expect(staged.pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('drains only in versions that can', () => {
    expect(vllm({}, { settings: { timing: { drain: Duration.seconds(60) } } }).server.args!.join(' ')).toContain('--shutdown-timeout 60');
    expect(vllm({ version: '0.17.1' }).server.args).not.toContain('--shutdown-timeout');
  });

  test('has the flags that are asked for', () => {
    const { server } = vllm({ maxModelLen: 8192, dtype: 'bfloat16', quantization: 'awq', trustRemoteCode: true, port: 9000, gpuMemoryUtilization: 0.8 });
    expect(server.args!.join(' ')).toContain('--gpu-memory-utilization 0.8 --max-model-len 8192 --dtype bfloat16 --quantization awq');
    expect(server.args!.join(' ')).toContain(`--trust-remote-code --code-revision ${COMMIT}`);
    expect(server.args!.join(' ')).toContain('--port 9000');
  });

  test('takes its key from a Secret', () => {
    expect(envOf(vllm({ apiKey: SecretKey.of('vllm', 'key') }).server).VLLM_API_KEY).toBe('vllm/key');
  });

  test('may be called by several names, and is known to be compatible with OpenAI', () => {
    expect(engine.knowsAliases).toBe(true);
    expect([engine.openAiCompatible, engine.apiPath, engine.metricsPath, engine.version]).toEqual([true, '/v1', '/metrics', '0.32.0']);
  });

  test('waits for an engine that takes more than ten minutes to start', () => {
    expect(envOf(vllm().server)).not.toHaveProperty('VLLM_ENGINE_READY_TIMEOUT_S');
    expect(envOf(vllm({}, { settings: { timing: { startup: Duration.minutes(30) } } }).server).VLLM_ENGINE_READY_TIMEOUT_S).toBe('1800');
  });

  test('has a read-only root and part of the memory for its cache on a CPU', () => {
    const { server } = vllm({}, { compute: CPU, source: ModelSource.pvc('weights') });
    expect(server.image).toBe('vllm/vllm-openai-cpu:v0.32.0');
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(server.args).not.toContain('--gpu-memory-utilization');
    expect(envOf(server).VLLM_CPU_KVCACHE_SPACE).toBe('2');
    expect(envOf(vllm({ cpuKvCacheSpace: Size.gibibytes(5) }, { compute: CPU, source: ModelSource.pvc('weights') }).server).VLLM_CPU_KVCACHE_SPACE).toBe('5');
  });

  test('has an image for each kind of accelerator', () => {
    expect(vllm().server.image).toBe('vllm/vllm-openai:v0.32.0');
    expect(engine.imageFor(AMD)).toBe('vllm/vllm-openai-rocm:v0.32.0');
    expect(new VllmEngine({ version: '0.32.0', image: 'example.com/vllm:1' }).imageFor(AMD)).toBe('example.com/vllm:1');
  });
});

describe('a flag of vLLM', () => {
  test('may stand several times when it makes a list', () => {
    const args = ['--lora-modules', 'a=/a', '--lora-modules', 'b=/b'];
    expect(vllm({}, { settings: { args } }).server.args!.slice(-4)).toEqual(args);
    expect(() => vllm({}, { settings: { args: ['--seed', '1', '--seed', '2'] } })).toThrow(/arg-given-twice/);
  });
});

describe('vLLM refuses', () => {
  test.each(['-tp=2', '--tensor_parallel_size=2', '--revision=main', '--api-key=x', '--device-memory-utilization=0.5'])('the flag %s, which is derived', flag => {
    expect(() => vllm({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each(['s3://models/net.onnx', 's3://models/net.safetensors', 's3://models/net.pt'])('the single file %s, and says what would work', uri => {
    expect(() => vllm({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(/engine-refuses: vLLM loads a folder with config.json, weights and tokenizer/);
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => vllm({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: vllm loads a folder of model files, not the layout/);
  });

  test('stages that do not divide the accelerators', () => {
    expect(() => vllm({ pipelineParallelSize: 2 })).toThrow('pipelineParallelSize 2 does not divide the 1 accelerators of a replica');
  });

  test('versions and accelerators without an official image', () => {
    expect(() => new VllmEngine({ version: '0.16.0' }).imageFor(AMD)).toThrow('no official image of vLLM 0.16.0 for AMD MI300X is known');
    expect(() => new VllmEngine({ version: '0.18.0' }).imageFor(CPU)).toThrow('no official image of vLLM 0.18.0 for a CPU is known');
  });

  test.each([
    { version: 'v0.32.0' }, { image: 'A' }, { port: 80 }, { maxModelLen: 0 }, { maxModelLen: 1.5 }, { pipelineParallelSize: 0 }, { gpuMemoryUtilization: 0 }, { gpuMemoryUtilization: 1.1 },
  ])('%j', props => {
    expect(() => new VllmEngine({ version: '0.32.0', ...props })).toThrow(/^invalid /);
  });
});
