import { Duration } from 'cdk8s';
import { Framework, MlServerEngine, MlServerEngineProps, ModelLayout, ModelSource } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const sklearn = Framework.of('sklearn');
const anonymous = { anonymous: true };
const mlserver = (props: Partial<MlServerEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new MlServerEngine({ version: '1.7.1', ...props }), framework: sklearn, name: 'iris', ...options });
const envOfServer = (props: Partial<MlServerEngineProps> = {}, options: Partial<RenderOptions> = {}) => envOf(mlserver(props, options).server);

describe('a model on MLServer', () => {
  test('is rendered whole', () => {
    expect(mlserver({}, { source: ModelSource.s3('s3://models/iris/model.joblib', anonymous) }).objects).toMatchSnapshot();
  });

  test.each([
    ['sklearn', 'mlserver_sklearn.SKLearnModel'],
    ['xgboost', 'mlserver_xgboost.XGBoostModel'],
    ['lightgbm', 'mlserver_lightgbm.LightGBMModel'],
    ['catboost', 'mlserver_catboost.CatboostModel'],
    ['mlflow', 'mlserver_mlflow.MLflowRuntime'],
  ])('of the framework %s is loaded by %s, and no folder is searched for settings', (framework, implementation) => {
    const { server } = mlserver({}, { framework: Framework.of(framework), servedName: 'iris-v2' });
    expect([...server.command!, ...server.args!]).toEqual(['mlserver', 'start', '/tmp/mlserver']);
    expect(envOf(server)).toMatchObject({ MLSERVER_MODEL_NAME: 'iris-v2', MLSERVER_MODEL_URI: '/mnt/models', MLSERVER_MODEL_IMPLEMENTATION: implementation });
    expect(envOf(server)).not.toHaveProperty('PYTHONPATH');
  });

  test('may be a single file', () => {
    const source = ModelSource.https('https://files.example.com/iris.joblib');
    expect(envOfServer({}, { source }).MLSERVER_MODEL_URI).toBe('/mnt/models/iris.joblib');
  });

  test('of Hugging Face is loaded from a folder for its task, on the accelerator when there is one', () => {
    const options = { framework: Framework.HUGGINGFACE };
    const onCpu = envOfServer({ huggingFaceTask: 'text-classification' }, options);
    expect(onCpu).toMatchObject({ MLSERVER_MODEL_IMPLEMENTATION: 'mlserver_huggingface.HuggingFaceRuntime', MLSERVER_MODEL_HUGGINGFACE_TASK: 'text-classification', HF_HUB_OFFLINE: '1' });
    expect(onCpu).not.toHaveProperty('MLSERVER_MODEL_HUGGINGFACE_DEVICE');
    expect(envOfServer({ huggingFaceTask: 'text-classification' }, { ...options, compute: GPU }).MLSERVER_MODEL_HUGGINGFACE_DEVICE).toBe('cuda:0');
  });

  test('is downloaded from the hub, because MLServer takes no revision', () => {
    const source = ModelSource.huggingFace('acme/tiny', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9' });
    expect(mlserver({ huggingFaceTask: 'fill-mask' }, { framework: Framework.HUGGINGFACE, source }).init).toHaveLength(1);
  });

  test('is loaded by a class of the image', () => {
    const { server } = mlserver({ implementation: 'ranker.Ranker', image: 'registry.example.com/ranker:1.0.0' }, { framework: Framework.CUSTOM });
    expect(envOf(server)).toMatchObject({ MLSERVER_MODEL_IMPLEMENTATION: 'ranker.Ranker', MLSERVER_MODEL_URI: '/mnt/models' });
  });

  test('is loaded by that class also where no framework is known', () => {
    const { env } = new MlServerEngine({ version: '1.7.1', implementation: 'ranker.Ranker' }).bind({
      servedName: 'ranker', servedAliases: [], model: { path: '/mnt/models', hub: false }, cachePath: '/tmp', scratchPath: '/tmp', compute: CPU, drainSeconds: 0, startupSeconds: 600,
    });
    expect(env!.MLSERVER_MODEL_IMPLEMENTATION).toBe('ranker.Ranker');
  });

  test.each([
    ['for a framework without a runtime', {}, Framework.CUSTOM],
    ['when that is said', { modelSettings: true }, sklearn],
  ])('is loaded as its own model-settings.json says %s, and a settings.json beside that is not read', (_, props, framework) => {
    const { server } = mlserver(props, { framework });
    expect(server.args).toEqual(['/mnt']);
    expect(envOf(server)).toMatchObject({ MLSERVER_MODEL_NAME: 'iris', PYTHONPATH: '/mnt/models' });
    expect(envOf(server)).not.toHaveProperty('MLSERVER_MODEL_IMPLEMENTATION');
    expect(envOf(server)).not.toHaveProperty('HF_HUB_OFFLINE');
  });

  test('is ready when it is loaded, because the server can be ready without one', () => {
    const { server } = mlserver({}, { servedName: 'iris-v2' });
    expect(server.startupProbe!.httpGet).toEqual({ path: '/v2/models/iris-v2/ready', port: 'http' });
    expect(server.readinessProbe!.httpGet!.path).toBe('/v2/models/iris-v2/ready');
    expect(server.livenessProbe!.httpGet!.path).toBe('/v2/health/live');
  });

  test('finishes its requests before SIGTERM, at which its workers drop them', () => {
    const { server, pod } = mlserver();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 30);
    expect(pod.terminationGracePeriodSeconds).toBe(45 + 15);
    expect(envOf(server).MLSERVER_PARALLEL_WORKERS).toBe('1');
  });

  test('finishes them after SIGTERM without workers', () => {
    const { server, pod } = mlserver({ workers: 0 }, { settings: { timing: { drain: Duration.seconds(60) } } });
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15);
    expect(pod.terminationGracePeriodSeconds).toBe(15 + 60 + 15);
    expect(envOf(server).MLSERVER_PARALLEL_WORKERS).toBe('0');
  });

  test('listens where it is told to', () => {
    const { server } = mlserver({ port: 9000, grpcPort: 9001, metricsPort: 9002 });
    expect(envOf(server)).toMatchObject({ MLSERVER_HOST: '0.0.0.0', MLSERVER_HTTP_PORT: '9000', MLSERVER_GRPC_PORT: '9001', MLSERVER_METRICS_PORT: '9002' });
    expect(server.ports!.map(port => port.containerPort)).toEqual([9000, 9001, 9002]);
  });

  test('has a read-only root on a CPU only, and writes to the scratch volume', () => {
    const { server, pod } = mlserver();
    expect(pod.securityContext.runAsUser).toBe(1000);
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(envOf(server)).toMatchObject({ HOME: '/tmp/home', MLSERVER_ENVIRONMENTS_DIR: '/tmp/environments', MLSERVER_METRICS_DIR: '/tmp/metrics' });
    expect(mlserver({}, { compute: GPU }).server.securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('logs as it is told to, and tells clients no stack', () => {
    expect(envOfServer()).toMatchObject({ MLSERVER_DEBUG: 'false' });
    expect(envOfServer()).not.toHaveProperty('MLSERVER_USE_STRUCTURED_LOGGING');
    expect(envOfServer({ jsonLogs: true, debug: true })).toMatchObject({ MLSERVER_DEBUG: 'true', MLSERVER_USE_STRUCTURED_LOGGING: 'true' });
  });

  test('has the image of its version, or yours, whose tag says the version', () => {
    expect(mlserver().server.image).toBe('docker.io/seldonio/mlserver:1.7.1');
    expect(mlserver({}, { compute: GPU }).server.image).toBe('docker.io/seldonio/mlserver:1.7.1');
    expect(mlserver({ image: 'example.com/mlserver:1.7.1-sklearn' }, { compute: AMD }).server.image).toBe('example.com/mlserver:1.7.1-sklearn');
    const own = new MlServerEngine({ image: 'example.com/mlserver:1.6.1-slim' });
    expect([own.version, own._facts.officialImages]).toEqual(['1.6.1', ['docker.io/seldonio/mlserver']]);
  });

  test('says what can be read of it', () => {
    const engine = new MlServerEngine({ version: '1.7.1' });
    expect([engine.metricsPath, engine.apiPath, engine._facts.envPrefix, engine.openAiCompatible]).toEqual(['/metrics', '/v2', 'MLSERVER', false]);
    expect(engine.metrics).toMatchObject({ running: 'rest_server_requests_in_progress', latency: 'model_infer_request_duration', requestTime: { kind: 'summary' } });
    expect(engine.frameworks.map(({ name }) => name)).toEqual(['catboost', 'huggingface', 'lightgbm', 'mlflow', 'sklearn', 'xgboost', 'custom']);
  });

  test('of CatBoost is served from the version on that has its runtime', () => {
    const names = (version: string) => new MlServerEngine({ version }).frameworks.map(({ name }) => name);
    expect(names('1.6.1')).toContain('catboost');
    expect(names('1.6.0')).not.toContain('catboost');
  });

  test('is no longer a framework that may be a typing error', () => {
    expect(mlserver().findings).toEqual([]);
  });
});

describe('MLServer refuses', () => {
  test('a Hugging Face model without a task', () => {
    expect(() => mlserver({}, { framework: Framework.HUGGINGFACE })).toThrow('MLServer loads a Hugging Face model for one task; give huggingFaceTask, for example "text-classification"');
  });

  test('a single file of a framework whose models are folders', () => {
    const source = ModelSource.https('https://files.example.com/model.pkl');
    expect(() => mlserver({}, { framework: Framework.of('mlflow'), source })).toThrow('MLServer loads a mlflow model from a folder, and the source is the single file "model.pkl"');
  });

  test('a single file where a model-settings.json has to be', () => {
    const source = ModelSource.https('https://files.example.com/model.joblib');
    expect(() => mlserver({}, { framework: Framework.CUSTOM, source })).toThrow('MLServer looks for a model-settings.json in a folder, and the source is the single file "model.joblib"');
  });

  test('what nothing is known to load', () => {
    expect(() => mlserver({ modelSettings: false }, { framework: Framework.CUSTOM })).toThrow('MLServer needs to know what loads the model; give the framework, or implementation, or modelSettings: true');
  });

  test('a name that cannot be a part of a path', () => {
    expect(() => mlserver({}, { servedName: 'acme/iris' })).toThrow('MLServer serves a model below its name in a path, and "acme/iris" cannot be one');
  });

  test('a framework that it has no runtime for, and names the engine that serves it', () => {
    expect(() => mlserver({}, { framework: Framework.ONNX })).toThrow(/framework-engine-mismatch/);
  });

  test('layouts that it does not know', () => {
    expect(() => mlserver({}, { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) })).toThrow('MLServer loads a folder of model files');
  });

  test('accelerators that no official image serves', () => {
    expect(() => mlserver({}, { compute: AMD })).toThrow('no official image of MLServer 1.7.1 for AMD MI300X is known (nvidia.com: any version; CPU: any version); give image');
  });

  test('a variable that is derived', () => {
    expect(() => mlserver({}, { settings: { env: { MLSERVER_HTTP_PORT: '1' } } })).toThrow(/env-contradicts-derived/);
  });

  test.each<Partial<MlServerEngineProps>>([
    { version: 'v1.7.1' }, { version: undefined }, { image: 'A B' }, { port: 8081 }, { metricsPort: 0 }, { workers: -1 }, { workers: 1.5 },
    { implementation: 'SKLearnModel' }, { implementation: 'a.B', modelSettings: true }, { huggingFaceTask: 'two words' }, { version: '1.3.5', jsonLogs: true },
  ])('%j', props => {
    expect(() => new MlServerEngine({ version: '1.7.1', ...props })).toThrow(/^invalid /);
  });
});
