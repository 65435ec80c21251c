import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ENGINE_SAMPLES } from './engine-sample';
import { render } from './render';
import * as library from '../../src';
import { Accelerator, Compute, Framework, KServeBackend, LmdeployBackend, ModelTask, ServingEngine, TextGenerationInferenceEngine } from '../../src';
import { shapes } from '../../src/ground/input/shapes';

/** A value of each option that is of its type, and that no server takes; in a message it stands under the name of the option. */
const WRONG: { readonly [option: string]: unknown } = {
  version: 'latest',
  image: 'Not An Image',
  program: [],
  port: 0,
  grpcPort: 65_536,
  metricsPort: 1.5,
  managementPort: -1,
  models: [],
  maxModelLen: 0,
  maxInputLen: 0,
  maxConcurrentRequests: 1.5,
  maxBatchTokens: -1,
  maxLoraRank: 0,
  blockSize: 0,
  gpuLayers: 0.5,
  workers: -1,
  tensorParallelSize: 0,
  pipelineParallelSize: 0,
  dataParallelSize: 0,
  prefillContextParallelSize: 0,
  decodeContextParallelSize: 0,
  gpuMemoryUtilization: 1.5,
  freeGpuMemoryFraction: 0,
  kvCacheSize: Size.mebibytes(1),
  promptCacheMemory: Size.kibibytes(1),
  quantization: 'a b',
  kvCacheDtype: 'a b',
  toolCallParser: '',
  reasoningParser: '-x',
  structuredOutputBackend: '$(X)',
  targetDevice: 'a b',
  huggingFaceTask: 'a b',
  loraAdapters: { 'a b': '/a' },
  multiModalLimits: { image: -1 },
  speculativeDecoding: { method: 'a b', tokens: 1 },
  kvTransfer: { connector: 'a b' },
  modelFile: 'model.bin',
  archive: '../a',
  implementation: 'Model',
  settings: { 'a b': 'c' },
  config: '- a list',
  dtype: 'int3',
  task: 'sing',
  backend: 'none',
  pooling: 'sum',
  uvicornLogLevel: 'loud',
};

/** Options of which any value of their type can be right. */
const ANY = [
  'apiKey', 'ngcApiKey', 'metrics', 'jsonLogs', 'grpc', 'trustRemoteCode', 'prefixCaching', 'expertParallel', 'dataParallelAttention', 'chunkedPrefill', 'enforceEager', 'autoTruncate',
  'logPrompts', 'debug', 'modelSettings', 'sourceIsCache', 'exposeManagement', 'pollInterval',
];

/** What an option needs beside it, so that it is looked at itself. */
const BESIDE: { readonly [engineClass: string]: object } = {
  KServeHuggingFaceEngine: { backend: KServeBackend.VLLM },
  LmdeployEngine: { backend: LmdeployBackend.PYTORCH },
  OpenVinoModelServerEngine: { task: ModelTask.GENERATE },
};

const ROWS = Object.entries(ENGINE_SAMPLES).filter(([engineClass]) => engineClass !== 'ContainerEngine').flatMap(([engineClass, sample]) => (
  shapes().struct.get(`${engineClass}Props`)!.filter(({ name }) => !ANY.includes(name)).map(({ name }) => ({ engineClass, option: name, engine: sample.make() }))
));

function made(engineClass: string, engine: ServingEngine, props: object): ServingEngine {
  const Engine = (library as unknown as { readonly [name: string]: new (props: object) => ServingEngine })[engineClass];
  const { _props, image } = engine as unknown as { readonly _props: object; readonly image?: string };
  return new Engine({ ...(image !== undefined && { image }), ..._props, ...BESIDE[engineClass], ...props });
}

test('there are many', () => expect(ROWS.length).toBeGreaterThan(150));

test.each(ROWS)('a wrong $option of $engineClass is refused with the class, what is allowed, and what to do', ({ engineClass, option, engine }) => {
  expect(Object.keys(WRONG)).toContain(option);
  expect(() => made(engineClass, engine, { [option]: WRONG[option] })).toThrow(new RegExp(`^invalid [^:]*${option}\\b.* of ${engineClass}: got .*, allowed is .*; .`, 's'));
});

test('types of weights are named as code names them', () => {
  for (const engineClass of ['TextGenerationInferenceEngine', 'TextEmbeddingsInferenceEngine']) {
    expect(() => made(engineClass, ENGINE_SAMPLES[engineClass].make(), { dtype: 'auto' })).toThrow(/^invalid dtype of Text\w+InferenceEngine: got "auto", allowed is DataType\.\w+, DataType\.\w+/);
  }
});

test('a value that only the replica shows to be wrong is refused with the path of the construct, too', () => {
  const engine = new TextGenerationInferenceEngine({ version: '3.2.3', gpuMemoryUtilization: 0.8 });
  const compute = Compute.gpu(Accelerator.INTEL_GAUDI2, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
  expect(() => render({ engine, framework: Framework.HUGGINGFACE, compute })).toThrow(/chart\/.*gpuMemoryUtilization with Gaudi of TextGenerationInferenceEngine: got/s);
});
