import { Duration } from 'cdk8s';
import { Framework, ModelLayout, ModelSource, ServiceAccountRef, TritonEngine } from '../../src';
import { AMD, envOf, GPU, render } from '../conformance/render';

const engine = new TritonEngine({ version: '26.07' });
const onnx = ModelSource.s3('s3://models/vision/resnet50-v2.onnx');
const WITH_IDENTITY = { pod: { serviceAccount: ServiceAccountRef.of('reader') } };

describe('a model on Triton', () => {
  test('is rendered whole', () => {
    expect(render({ engine, source: onnx, settings: WITH_IDENTITY }).objects).toMatchSnapshot();
  });

  test('is ready when the model is, because the server can be ready without one', () => {
    const { server } = render({ engine, servedName: 'resnet-v2' });
    expect(server.startupProbe!.httpGet).toEqual({ path: '/v2/models/resnet-v2/ready', port: 'http' });
    expect(server.readinessProbe!.httpGet!.path).toBe('/v2/models/resnet-v2/ready');
    expect(server.livenessProbe!.httpGet!.path).toBe('/v2/health/live');
  });

  test('lands as model.onnx below its name and a version, whatever the object is called', () => {
    // WHEN
    const { server, init } = render({ engine, source: onnx, settings: WITH_IDENTITY });

    // THEN
    expect(init[0].args).toEqual(['copyto', 'source:models/vision/resnet50-v2.onnx', '/mnt/models/resnet/1/model.onnx']);
    expect(server.args![0]).toBe('--model-repository=/mnt/models');
  });

  test.each([
    [ModelLayout.FILES, '/mnt/models/models/1'],
    [ModelLayout.VERSIONED, '/mnt/models/models'],
    [ModelLayout.REPOSITORY, '/mnt/models'],
  ])('has the layout %s at %s, and the repository stays the root', (layout, path) => {
    // GIVEN a name that is also that of the mount
    const { server } = render({ engine, name: 'models', source: ModelSource.pvc('weights', { layout }) });

    // THEN
    expect(server.volumeMounts!.find(mount => mount.name === 'model-source')!.mountPath).toBe(path);
    expect(server.args![0]).toBe('--model-repository=/mnt/models');
  });

  test('exits when the drain is over', () => {
    const { server, pod } = render({ engine, settings: { timing: { drain: Duration.seconds(90) } } });
    expect(server.args).toContain('--exit-timeout-secs=90');
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(15 + 90 + 10);
  });

  test('speaks no gRPC when that is switched off', () => {
    const { server, objects } = render({ engine: new TritonEngine({ version: '26.07', grpc: false }) });
    expect(server.args).toContain('--allow-grpc=false');
    expect(server.args!.join()).not.toContain('--grpc-port');
    expect(objects.filter(object => object.kind === 'Service')).toHaveLength(1);
  });

  test('listens where it is told to', () => {
    const { server } = render({ engine: new TritonEngine({ version: '26.07', port: 9000, grpcPort: 9001, metricsPort: 9002 }) });
    expect(server.args).toEqual(expect.arrayContaining(['--http-port=9000', '--grpc-port=9001', '--metrics-port=9002']));
    expect(server.ports!.map(port => port.containerPort)).toEqual([9000, 9001, 9002]);
  });

  test('has shared memory, and a home that it can write to', () => {
    const { server, pod } = render({ engine });
    expect(pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } });
    expect(envOf(server).HOME).toBe('/tmp/home');
  });

  test('has a read-only root on a CPU, where that was seen to work, and starts the server itself', () => {
    const { server } = render({ engine });
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(server.command).toEqual(['tritonserver']);
  });

  test('starts through the entry point that prepares CUDA with accelerators, and keeps a writable root', () => {
    const { server } = render({ engine, compute: GPU });
    expect(server.securityContext.readOnlyRootFilesystem).toBe(false);
    expect(server.command).toEqual(['/opt/nvidia/nvidia_entrypoint.sh', 'tritonserver']);
    expect(server.image).toBe('nvcr.io/nvidia/tritonserver:26.07-py3');
  });

  test('is measured on a port of its own, and called below /v2', () => {
    expect([engine.metricsPath, engine.apiPath, engine.version, engine.ports.metrics]).toEqual(['/metrics', '/v2', '26.07', 8002]);
    expect(engine.openAiCompatible).toBe(false);
  });

  test('says how busy it is by names that its release has', () => {
    expect(engine.metrics).toMatchObject({ waiting: 'nv_inference_pending_request_count', latency: 'nv_inference_request_duration_us', modelLabel: 'model' });
    expect(new TritonEngine({ version: '23.08' }).metrics!.waiting).toBeUndefined();
    expect(new TritonEngine({ version: '23.09' }).metrics!.waiting).toBe('nv_inference_pending_request_count');
  });

  test('takes its release from the tag of an image of your own', () => {
    expect(new TritonEngine({ image: 'registry.example.com/tritonserver:26.07-py3-min' }).version).toBe('26.07');
    expect(engine._facts.officialImages).toEqual(['nvcr.io/nvidia/tritonserver']);
  });

  test('runs on the accelerator of an image of your own', () => {
    const own = new TritonEngine({ version: '26.07', image: 'registry.example.com/triton-rocm:26.07' });
    expect(render({ engine: own, compute: AMD }).server.image).toBe('registry.example.com/triton-rocm:26.07');
  });

  test('takes flags that are not derived, also several times', () => {
    const args = ['--log-verbose=1', '--backend-config=onnxruntime,a=1', '--backend-config=onnxruntime,b=2'];
    expect(render({ engine, settings: { args } }).server.args).toEqual(expect.arrayContaining(args));
  });

  test('loads a file that keeps its name when Triton knows it', () => {
    const { init } = render({ engine, source: ModelSource.s3('s3://models/run.py', { fileName: 'model.py' }), settings: WITH_IDENTITY });
    expect(init[0].args![2]).toBe('/mnt/models/resnet/1/model.py');
  });
});

describe('Triton refuses', () => {
  test.each(['--model-store=/x', '--model-repository=/x', '--http-port=1', '--exit-timeout-secs=1', '--allow-metrics=false'])('the flag %s, which is derived', flag => {
    expect(() => render({ engine, settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each([
    ['s3://models/net.pt', 'model.pt'],
    ['s3://models/net.safetensors', 'net.safetensors'],
  ])('the lone file %s, and says what would work', (uri, file) => {
    const source = ModelSource.s3(uri, { anonymous: true });
    expect(() => render({ engine, source })).toThrow(`engine-refuses: Triton loads no lone file "${file}": without a config.pbtxt it knows model.onnx, model.plan, model.py; give the source fileName`);
  });

  test('a name that cannot be a folder', () => {
    expect(() => render({ engine, servedName: 'acme/resnet' })).toThrow('Triton serves a model under the name of its folder, and "acme/resnet" cannot be one');
  });

  test('a framework that it has no backend for, and names the engine that has', () => {
    expect(() => render({ engine, framework: Framework.TENSORFLOW })).toThrow(/framework-engine-mismatch[^]*use TensorFlowServingEngine/);
  });

  test('accelerators that no official image serves', () => {
    expect(() => render({ engine, compute: AMD })).toThrow('no official image of Triton 26.07 for AMD MI300X is known (nvidia.com: any version; CPU: any version); give image');
  });

  test.each(['2.71.0', '26.13', '26', 'latest'])('the version %s', version => {
    expect(() => new TritonEngine({ version })).toThrow(`invalid version of TritonEngine: got ${JSON.stringify(version)}, allowed is a monthly release, YY.MM`);
  });

  test('the release that was published without its ONNX backend, unless the image is your own', () => {
    expect(() => new TritonEngine({ version: '24.02' })).toThrow(/24\.03 or newer/);
    expect(new TritonEngine({ version: '24.02', image: 'registry.example.com/triton:24.02' }).imageFor(GPU)).toBe('registry.example.com/triton:24.02');
  });

  test('an image that names no release', () => {
    expect(() => new TritonEngine({ image: 'registry.example.com/triton:main' })).toThrow('invalid version of TritonEngine: got "none"');
    expect(() => new TritonEngine({})).toThrow(/^invalid version of TritonEngine/);
  });

  test.each([{ image: 'Triton Server' }, { port: 0 }, { grpcPort: 8000 }, { metricsPort: 8001 }, { metricsPort: 70000 }])('%j', props => {
    expect(() => new TritonEngine({ version: '26.07', ...props })).toThrow(/^invalid /);
  });

});
