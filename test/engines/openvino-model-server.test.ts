import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Framework, ModelLayout, ModelSource, ModelTask, OpenVinoModelServerEngine, OpenVinoModelServerEngineProps, SecretKey,
} from '../../src';
import { AMD, envOf, GPU, render, RenderOptions } from '../conformance/render';

const OPENVINO = Framework.of('openvino');
const INTEL = Accelerator.of({ name: 'Intel Flex 170', resource: 'gpu.intel.com/i915', memory: Size.gibibytes(16) });
const intel = (count: number) => Compute.gpu(INTEL, { count, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const NPU = Compute.gpu(Accelerator.of({ name: 'Intel NPU', resource: 'npu.intel.com/accel' }), { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const onnx = ModelSource.s3('s3://models/vision/resnet50-v2.onnx', { anonymous: true });
const ovms = (props: Partial<OpenVinoModelServerEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new OpenVinoModelServerEngine({ version: '2026.3', ...props }), framework: OPENVINO, ...options });
const generating = (props: Partial<OpenVinoModelServerEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  ovms({ task: ModelTask.GENERATE, ...props }, { framework: Framework.HUGGINGFACE, name: 'qwen', ...options });

describe('a model on OpenVINO Model Server', () => {
  test('is rendered whole', () => {
    expect(ovms({}, { source: onnx, framework: Framework.ONNX }).objects).toMatchSnapshot();
  });

  test('is told its ports, its name, its folder and its device', () => {
    const { server } = ovms({}, { servedName: 'resnet-v2' });
    expect(server.command).toEqual(['/ovms/bin/ovms']);
    expect(server.args).toEqual([
      '--port=9000', '--grpc_bind_address=0.0.0.0', '--rest_port=8000', '--rest_bind_address=0.0.0.0', '--model_name=resnet-v2',
      '--model_path=/mnt/models/resnet-v2', '--target_device=CPU', '--file_system_poll_wait_seconds=0', '--metrics_enable',
    ]);
  });

  test.each([
    [ModelLayout.FILES, '/mnt/models/resnet/1'],
    [ModelLayout.VERSIONED, '/mnt/models/resnet'],
    [ModelLayout.REPOSITORY, '/mnt/models'],
  ])('has the layout %s at %s', (layout, path) => {
    const { server } = ovms({}, { source: ModelSource.pvc('weights', { layout }) });
    expect(server.volumeMounts!.find(mount => mount.name === 'model-source')!.mountPath).toBe(path);
    expect(server.args).toContain('--model_path=/mnt/models/resnet');
  });

  test('may be a single file', () => {
    expect(ovms({}, { source: onnx }).init[0].args![2]).toBe('/mnt/models/resnet/1/model.onnx');
  });

  test('is ready when it is loaded', () => {
    const { server } = ovms({}, { servedName: 'resnet-v2' });
    expect(server.startupProbe!.httpGet).toEqual({ path: '/v2/models/resnet-v2/ready', port: 'http' });
    expect(server.readinessProbe!.httpGet!.path).toBe('/v2/models/resnet-v2/ready');
    expect(server.livenessProbe!.httpGet!.path).toBe('/v2/health/live');
  });

  test('finishes its requests before SIGTERM, after which nothing is known', () => {
    const { server, pod } = ovms();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 30);
    expect(pod.terminationGracePeriodSeconds).toBe(45 + 15);
  });

  test('runs on an accelerator of Intel, with the image that has its driver and a writable root', () => {
    const { server } = ovms({}, { compute: intel(1) });
    expect(server.image).toBe('docker.io/openvino/model_server:2026.3-gpu');
    expect(server.args).toContain('--target_device=GPU');
    expect(server.securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('runs on an NPU of Intel, whose driver is in the same image', () => {
    const { server } = ovms({}, { compute: NPU });
    expect(server.image).toBe('docker.io/openvino/model_server:2026.3-gpu');
    expect(server.args).toContain('--target_device=NPU');
  });

  test('runs on several when it is said how', () => {
    expect(ovms({ targetDevice: 'HETERO:GPU.0,GPU.1' }, { compute: intel(2) }).server.args).toContain('--target_device=HETERO:GPU.0,GPU.1');
  });

  test('runs as the image\'s own user with a read-only root on a CPU, and a home in the scratch volume', () => {
    const { server, pod } = ovms();
    expect(pod.securityContext.runAsUser).toBe(5000);
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(envOf(server)).toEqual({ HOME: '/tmp/home', XDG_CACHE_HOME: '/tmp/cache' });
  });

  test('has the image of its version, or yours, whose tag says the version', () => {
    expect(ovms({ version: '2025.2.1' }).server.image).toBe('docker.io/openvino/model_server:2025.2.1');
    expect(ovms({ image: 'example.com/ovms:2025.2.1-py', targetDevice: 'CPU' }, { compute: AMD }).server.image).toBe('example.com/ovms:2025.2.1-py');
    expect(new OpenVinoModelServerEngine({ image: 'example.com/ovms:2025.2.1-py' }).version).toBe('2025.2.1');
  });

  test('listens where it is told to', () => {
    const { server } = ovms({ port: 9100, grpcPort: 9101 });
    expect(server.args).toEqual(expect.arrayContaining(['--port=9101', '--rest_port=9100']));
    expect(server.ports!.map(port => port.containerPort)).toEqual([9100, 9101]);
  });

  test('says what can be read of it', () => {
    const engine = new OpenVinoModelServerEngine({ version: '2026.3' });
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.officialImages]).toEqual(['/metrics', '/v2', false, ['docker.io/openvino/model_server']]);
    expect(engine.metrics).toMatchObject({ running: 'ovms_current_requests', latency: 'ovms_request_time_us' });
    expect(engine.frameworks.map(({ name }) => name)).toEqual(['openvino', 'onnx', 'tensorflow']);
  });

  test('takes flags that are not derived', () => {
    expect(ovms({}, { settings: { args: ['--nireq=8', '--plugin_config={"NUM_STREAMS":"4"}'] } }).server.args!.slice(-2)).toEqual(['--nireq=8', '--plugin_config={"NUM_STREAMS":"4"}']);
  });
});

describe('a language model on OpenVINO Model Server', () => {
  test.each([
    [ModelTask.GENERATE, 'text_generation'],
    [ModelTask.EMBED, 'embeddings'],
    [ModelTask.RERANK, 'rerank'],
  ])('is served for the task %s, called %s, from its folder', (task, word) => {
    const { server } = generating({ task });
    expect(server.args!.join(' ')).toMatch(new RegExp(` --task=${word}$`));
    expect(server.args).toContain('--model_path=/mnt/models');
  });

  test('is downloaded from the hub, because the server takes no revision', () => {
    const source = ModelSource.huggingFace('OpenVINO/Qwen3-0.6B-int4-ov', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9' });
    expect(generating({}, { source }).init).toHaveLength(1);
  });

  test('has flags for what is said', () => {
    const { server } = generating({
      maxConcurrentRequests: 64, kvCacheSize: Size.gibibytes(4), kvCacheDtype: 'u8', prefixCaching: false, toolCallParser: 'hermes3', reasoningParser: 'qwen3',
    });
    expect(server.args!.join(' ')).toContain(
      '--task=text_generation --max_num_seqs=64 --cache_size=4 --kv_cache_precision=u8 --enable_prefix_caching=false --tool_parser=hermes3 --reasoning_parser=qwen3',
    );
  });

  test('has the key of a Secret', () => {
    expect(envOf(generating({ apiKey: SecretKey.of('api', 'key') }).server).API_KEY).toBe('api/key');
  });

  test('has an API like that of OpenAI, and metrics of its own', () => {
    const engine = new OpenVinoModelServerEngine({ version: '2026.2', task: ModelTask.GENERATE });
    expect([engine.apiPath, engine.openAiCompatible]).toEqual(['/v3', true]);
    expect(engine.metrics).toMatchObject({ running: 'ovms_current_graphs', latency: 'ovms_graph_processing_time_us' });
    expect(engine.frameworks.map(({ name }) => name)).toEqual(['openvino', 'huggingface']);
  });
});

describe('OpenVINO Model Server refuses', () => {
  test.each(['--port=1', '--rest_port=1', '--model_path=/x', '--config_path=/x', '--source_model=x', '--target_device=GPU', '--task=rerank'])('the flag %s, which is derived', flag => {
    expect(() => ovms({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('a file of several, alone', () => {
    const source = ModelSource.https('https://files.example.com/model.xml');
    expect(() => ovms({}, { source })).toThrow('OpenVINO Model Server loads a folder with an .xml and a .bin, or alone .onnx, .pb and .tflite, and the source is the single file "model.xml", half of an OpenVINO model; give the folder');
  });

  test('a language model that is a single file', () => {
    const source = ModelSource.https('https://files.example.com/model.safetensors');
    expect(() => generating({}, { source })).toThrow('OpenVINO Model Server loads a folder with config.json');
  });

  test('layouts that a language model does not have', () => {
    expect(() => generating({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) })).toThrow('OpenVINO Model Server loads a folder of model files');
  });

  test.each([undefined, ModelTask.GENERATE])('a name that cannot be a part of a path, with the task %s', task => {
    expect(() => ovms({ task }, { servedName: 'acme/resnet' })).toThrow('OpenVINO Model Server serves a model under the name of its folder, and "acme/resnet" cannot be one');
  });

  test('several accelerators without a word on how they share the work', () => {
    expect(() => ovms({}, { compute: intel(2) })).toThrow('takes one accelerator unless targetDevice says how several share the work, got 2');
  });

  test.each([AMD, GPU])('accelerators that no official image serves', compute => {
    expect(() => ovms({ targetDevice: 'CPU' }, { compute })).toThrow(/no official image of OpenVINO Model Server 2026\.3 for .* is known \(gpu\.intel\.com: any version; CPU: any version; npu\.intel\.com: from 2025\.0\); give image/);
    expect(() => ovms({ version: '2024.5' }, { compute: NPU })).toThrow('no official image of OpenVINO Model Server 2024.5 for Intel NPU');
  });

  test.each([undefined, 'example.com/ovms:2025.2.1'])('an accelerator that is no device of Intel, with the image %s', image => {
    expect(() => ovms({ image }, { compute: AMD })).toThrow(
      'OpenVINO Model Server runs on gpu.intel.com and npu.intel.com, and the replica has AMD MI300X (amd.com/gpu); take one of these, or give an image for it and its targetDevice',
    );
  });

  test('a device that neither the replica nor its image has', () => {
    expect(() => ovms({ targetDevice: 'GPU' })).toThrow('targetDevice is GPU, and the replica has no accelerator, so that its image has no driver for one; use Compute.gpu');
    expect(ovms({ targetDevice: 'GPU', image: 'example.com/ovms:2025.2.1-gpu' }).server.args).toContain('--target_device=GPU');
    expect(ovms({ targetDevice: 'AUTO:GPU,CPU' }).server.args).toContain('--target_device=AUTO:GPU,CPU');
  });

  test('a KV cache that fills the memory of the container', () => {
    const compute = Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(8) });
    expect(() => generating({ kvCacheSize: Size.gibibytes(8) }, { compute })).toThrow('kvCacheSize is 8 GiB, which leaves nothing of the container\'s memory to the model');
    expect(generating({ kvCacheSize: Size.gibibytes(7) }, { compute }).server.args).toContain('--cache_size=7');
  });

  test('a KV cache that is no whole number of GiB', () => {
    expect(() => new OpenVinoModelServerEngine({ version: '2026.3', task: ModelTask.GENERATE, kvCacheSize: Size.mebibytes(1536) })).toThrow(
      'invalid kvCacheSize of OpenVinoModelServerEngine: got "1.5 GiB", allowed is whole GiB from 1 on; use for example Size.gibibytes(8), or leave it out',
    );
  });

  test('a framework that it cannot load', () => {
    expect(() => ovms({}, { framework: Framework.PYTORCH })).toThrow(/framework-engine-mismatch/);
    expect(() => ovms({}, { framework: Framework.HUGGINGFACE })).toThrow(/framework-engine-mismatch/);
  });

  test('a task in versions that could not serve it from a folder that is read-only', () => {
    expect(() => generating({ version: '2026.1' })).toThrow('invalid version of OpenVinoModelServerEngine: got "2026.1", allowed is 2026.2 and newer with task');
    expect(generating({ version: '2026.2' }).server.args).toContain('--task=text_generation');
  });

  test.each<Partial<OpenVinoModelServerEngineProps>>([
    { version: 'latest' }, { version: undefined }, { version: '2021.4' }, { image: 'A B' }, { port: 9000 }, { grpcPort: 0 }, { targetDevice: 'two words' },
    { apiKey: SecretKey.of('api', 'key') }, { task: ModelTask.CLASSIFY }, { maxConcurrentRequests: 8 }, { task: ModelTask.EMBED, kvCacheSize: Size.gibibytes(1) },
    { prefixCaching: false }, { task: ModelTask.GENERATE, maxConcurrentRequests: 0 }, { task: ModelTask.GENERATE, kvCacheSize: Size.gibibytes(0) }, { task: ModelTask.GENERATE, toolCallParser: '' },
  ])('%j', props => {
    expect(() => new OpenVinoModelServerEngine({ version: '2026.3', ...props })).toThrow(/^invalid /);
  });
});
