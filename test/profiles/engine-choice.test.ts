import { EngineChoice, Framework, ModelConstruct, ModelSource, RuntimeProfile, ServingEngine, VllmEngine } from '../../src';
import { CHOICES } from '../../src/facts/choices';
import { FlagTable } from '../../src/flags/flag-table';
import { exportedEngines } from '../conformance/catalogue';
import { chartIn, findingsOf, rulesOf, smallCompute } from '../fixtures';

const s3 = (path: string) => ModelSource.s3(`s3://models/${path}`, { anonymous: true });
const hub = ModelSource.huggingFace('acme/llama');
const chosen = (framework: Framework, source: ModelSource) => EngineChoice.of(framework, source).engine.constructor.name;

describe('the engine that is chosen', () => {
  test.each<[string, Framework, ModelSource]>([
    ['VllmEngine', Framework.HUGGINGFACE, hub],
    ['VllmEngine', Framework.PYTORCH, s3('llama/')],
    ['LlamaCppEngine', Framework.PYTORCH, s3('llama.gguf')],
    ['LlamaCppEngine', Framework.CUSTOM, ModelSource.https('https://files.example.com/tiny.gguf')],
    ['TorchServeEngine', Framework.PYTORCH, s3('net.mar')],
    ['TritonEngine', Framework.ONNX, s3('net.onnx')],
    ['LlamaCppEngine', Framework.HUGGINGFACE, ModelSource.huggingFace('acme/llama', { file: 'q4/llama.Q4_K_M.gguf' })],
    ['LlamaCppEngine', Framework.PYTORCH, ModelSource.s3('s3://models/llama', { fileName: 'llama.gguf', anonymous: true })],
    ['LlamaCppEngine', Framework.PYTORCH, ModelSource.pvc('weights', { path: 'x/LLAMA.GGUF' })],
    ['OpenVinoModelServerEngine', Framework.ONNX, ModelSource.huggingFace('acme/net', { file: 'net.onnx' })],
    ['TritonEngine', Framework.of('tensorrt'), s3('net.engine')],
    ['TensorFlowServingEngine', Framework.TENSORFLOW, s3('ranker/')],
    ['OpenVinoModelServerEngine', Framework.TENSORFLOW, s3('net.tflite')],
    ['MlServerEngine', Framework.of('lightgbm'), s3('churn.txt')],
    ['MlServerEngine', Framework.of('catboost'), s3('churn.cbm')],
    ['OpenVinoModelServerEngine', Framework.of('openvino'), s3('net/')],
    ['MlServerEngine', Framework.of('sklearn'), s3('model.joblib')],
  ])('is %s for %o', (engine, framework, source) => {
    expect(chosen(framework, source)).toBe(engine);
  });

  test('says why', () => {
    expect(EngineChoice.of(Framework.ONNX, s3('net.onnx')).reason).toMatch(/^TritonEngine for onnx: Triton has a backend for it/);
  });

  test('serves the framework, is exported, and runs a version whose flags are known', () => {
    for (const { frameworks, files } of CHOICES) {
      for (const name of frameworks) {
        const { engine } = EngineChoice.of(Framework.of(name), s3(files ? `net${files[0]}` : 'model/'));
        expect(exportedEngines()).toContain(engine.constructor.name);
        expect(engine.frameworks.map(framework => framework.name)).toContain(name);
        if (engine._facts.flagsFile !== undefined) expect(FlagTable.read(engine._facts.flagsFile).of(engine.version!).covered).toBe(true);
      }
    }
  });

  test.each<[string, Framework, ModelSource, RegExp]>([
    ['TorchScript', Framework.PYTORCH, s3('net.pt'), /"model.pt" of the framework "pytorch": it is TorchScript.*; pack it with torch-model-archiver for TorchServeEngine, or give a folder with config.pbtxt/],
    ['a pickle', Framework.HUGGINGFACE, s3('net.pth'), /it is a pickle of PyTorch/],
    ['weights alone', Framework.HUGGINGFACE, ModelSource.huggingFace('acme/llama', { file: 'model.safetensors' }), /give the folder with config.json/],
    ['a model of another framework', Framework.HUGGINGFACE, s3('net.onnx'), /take TritonEngine or OpenVinoModelServerEngine/],
    ['half of a model', Framework.of('openvino'), s3('net.xml'), /give the folder with its .xml and .bin/],
    ['a Keras model', Framework.TENSORFLOW, s3('net.keras'), /export a SavedModel/],
    ['a file of a model that is a folder', Framework.of('mlflow'), s3('model.pkl'), /pickle of scikit-learn.*take MlServerEngine for sklearn/],
    ['a file in a folder of a repository', Framework.ONNX, ModelSource.huggingFace('acme/net', { file: 'onnx/model.onnx' }), /store the file by itself/],
  ])('is none for the lone file of %s, which none would serve', (_, framework, source, message) => {
    expect(() => EngineChoice.of(framework, source)).toThrow(message);
  });

  test('is none for what the library cannot know, and says for what there is one', () => {
    expect(() => EngineChoice.of(Framework.CUSTOM, s3('thing/'))).toThrow(
      'no engine can be chosen for the framework "custom" and the source "s3://models/thing/"; chosen are engines for catboost, gguf, huggingface, lightgbm, mlflow, onnx, openvino, pytorch, sklearn, tensorflow, tensorrt, xgboost; give engine',
    );
  });
});

describe('a profile that is told framework and source', () => {
  const told = { framework: Framework.TENSORFLOW, source: s3('ranker/'), compute: smallCompute() };

  test('has the engine, and says why', () => {
    const profile = new RuntimeProfile(chartIn(), 'profile', told);
    expect(profile.engine.name).toBe('tensorflow-serving');
    expect(profile.engineReason).toMatch(/^TensorFlowServingEngine for tensorflow/);
  });

  test('hands both on to a profile that starts from it, until that one says something else', () => {
    const chart = chartIn();
    const base = new RuntimeProfile(chart, 'base', told);
    const same = new RuntimeProfile(chart, 'same', { base });
    expect([same.engine, same.engineReason]).toEqual([base.engine, base.engineReason]);
    const given = new RuntimeProfile(chart, 'given', { base, engine: new VllmEngine({ version: '0.33.0' }) });
    expect([given.engine.name, given.engineReason]).toEqual(['vllm', undefined]);
    expect(new RuntimeProfile(chart, 'other', { base, framework: Framework.ONNX, source: s3('a.onnx') }).engine.name).toBe('triton');
  });

  test('serves a model', () => {
    const chart = chartIn();
    const model = new ModelConstruct(chart, 'ranker', { version: '1.0.0', framework: Framework.TENSORFLOW, source: told.source, profile: new RuntimeProfile(chart, 'profile', told) });
    expect(model.runtime.image).toBe('docker.io/tensorflow/serving:2.19.1');
    expect(rulesOf(chart)).toEqual([]);
  });

  test.each<[string, { engine?: ServingEngine; framework?: Framework; source?: ModelSource }]>([
    ['framework', { framework: Framework.ONNX }], ['source', { source: hub }], ['engine and framework and source', { engine: new VllmEngine({ version: '0.33.0' }), framework: Framework.ONNX, source: hub }],
  ])('fails when it is told %s', (got, props) => {
    expect(() => new RuntimeProfile(chartIn(), 'profile', props)).toThrow(`got ${got}; give engine, or framework and source together`);
  });
});

describe('a framework that only an engine knows', () => {
  test('is no typing error on that engine, and one on others', () => {
    const chart = chartIn();
    const make = (id: string, profile: RuntimeProfile) => new ModelConstruct(chart, id, { version: '1.0.0', framework: Framework.of('sklearn'), source: s3('model.joblib'), profile });
    make('a', new RuntimeProfile(chart, 'mlserver', { framework: Framework.of('sklearn'), source: s3('model.joblib'), compute: smallCompute() }));
    expect(findingsOf(chart, 'framework-unknown')).toEqual([]);
    make('b', new RuntimeProfile(chart, 'vllm', { engine: new VllmEngine({ version: '0.33.0' }), compute: smallCompute() }));
    expect(findingsOf(chart, 'framework-unknown').map(({ path }) => path)).toEqual(['chart/b']);
    expect(findingsOf(chart, 'framework-engine-mismatch').map(({ fix }) => fix)).toEqual(['use MlServerEngine']);
  });
});
