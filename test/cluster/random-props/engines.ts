import fc from 'fast-check';
import { durations, freeTexts, images, lists, made, maps, mostly, numbers, Recipe, secretKeys, structs, texts, variableNames } from './values';

/** A model server, what it can be asked to serve, and whether as a lone file. */
export interface EngineParts {
  readonly engine: fc.Arbitrary<Recipe>;
  readonly frameworks: readonly string[];
  readonly lone: boolean;
  /** Names that it can serve a model under, besides that of the objects. */
  readonly servedNames: readonly string[];
  /** Whether it knows more than one name for a model. */
  readonly aliases?: boolean;
  /** Whether it speaks TLS itself. */
  readonly servesTls?: boolean;
}

/** Above those that need root. */
const ports = () => numbers(1_024, 65_535);

const FOLDER_NAMES = ['resnet', 'A.b_c-1', '0'];
const ANY_NAMES = ['acme/resnet', 'é', '😀', 'a:b', '$(A)', '{{a}}'];

/** Servers of language models that share their options, each with versions. */
const LANGUAGE_MODEL_SERVERS: readonly (readonly [name: string, versions: readonly string[]])[] = [
  ['SglangEngine', ['0.5.21', '0.5.2', '0.4.6']],
  ['LmdeployEngine', ['0.18.0', '0.13.0']],
  ['TensorRtLlmEngine', ['1.2.1', '1.0.0']],
  ['NimEngine', ['2.0.13', '1.12.0']],
  ['TextGenerationInferenceEngine', ['3.3.7', '3.0.0']],
  ['TextEmbeddingsInferenceEngine', ['1.9.3', '1.7.0']],
  ['KServeHuggingFaceEngine', ['0.19.0', '0.16.0']],
];

/** All engines of the library. */
export const ENGINES: readonly EngineParts[] = [
  { engine: made('vllm', vllm()), frameworks: ['pytorch', 'huggingface', 'custom'], lone: false, servedNames: ANY_NAMES, aliases: true, servesTls: true },
  { engine: made('triton', triton()), frameworks: ['onnx', 'custom'], lone: true, servedNames: FOLDER_NAMES },
  { engine: made('tensorflow', tensorflow()), frameworks: ['tensorflow'], lone: false, servedNames: FOLDER_NAMES },
  { engine: made('container', container()), frameworks: ['custom', 'jax', 'a.b_c-d'], lone: true, servedNames: ANY_NAMES },
  ...LANGUAGE_MODEL_SERVERS.map(([name, versions]): EngineParts => (
    { engine: engineOf(name, { ...languageModels(...versions), ...(name === 'KServeHuggingFaceEngine' && { backend: texts('vllm') }) }, 'version', 'image'), frameworks: ['pytorch', 'huggingface', 'custom'], lone: false, servedNames: FOLDER_NAMES, servesTls: name === 'LmdeployEngine' })),
  { engine: engineOf('LlamaCppEngine', ggufServer('b11434', 'b8000'), 'version', 'image', 'modelFile'), frameworks: ['pytorch', 'custom'], lone: false, servedNames: FOLDER_NAMES, aliases: false, servesTls: true },
  { engine: engineOf('OllamaEngine', ggufServer('0.32.15', '0.6.0'), 'version', 'image', 'modelFile'), frameworks: ['pytorch', 'custom'], lone: false, servedNames: FOLDER_NAMES, aliases: true },
  { engine: engineOf('MlServerEngine', threePorts('1.7.1', '1.5.0'), 'version', 'image'), frameworks: ['sklearn', 'xgboost', 'custom'], lone: false, servedNames: FOLDER_NAMES },
  { engine: engineOf('TorchServeEngine', threePorts('0.12.0', '0.9.0'), 'version', 'image'), frameworks: ['pytorch', 'custom'], lone: false, servedNames: FOLDER_NAMES },
  {
    engine: engineOf('OpenVinoModelServerEngine', { version: texts('2026.3', '2025.1'), image: images(), port: ports(), grpcPort: ports() }, 'version', 'image'),
    frameworks: ['onnx', 'openvino', 'tensorflow'],
    lone: true,
    servedNames: FOLDER_NAMES,
  },
  { engine: made('matrixinfer', structs({ image: images(), port: ports() }, 'image')), frameworks: ['onnx', 'custom'], lone: true, servedNames: ANY_NAMES },
];

function vllm(): fc.Arbitrary<Recipe> {
  return structs({
    version: texts('0.32.0', '0.19.0', '0.18.1.post1', '0.33'),
    image: images(),
    port: ports(),
    maxModelLen: numbers(1, 1_000_000),
    gpuMemoryUtilization: fc.constantFrom(0.9, 1, 0.1, 0.30000000000000004, 1e-7),
    pipelineParallelSize: mostly(fc.constant(1), numbers(1, 2)),
    dataParallelSize: mostly(fc.constant(1), numbers(1, 2)),
    tensorParallelSize: mostly(fc.constant(1), numbers(1, 2)),
    expertParallel: fc.boolean(),
    prefillContextParallelSize: mostly(fc.constant(1), numbers(1, 2)),
    decodeContextParallelSize: mostly(fc.constant(1), numbers(1, 2)),
    chunkedPrefill: fc.boolean(),
    maxBatchTokens: numbers(1_000_000, 2_000_000),
    blockSize: fc.constantFrom<Recipe>(16, 64),
    enforceEager: fc.boolean(),
    kvTransfer: fc.constantFrom<Recipe>({ connector: 'NixlConnector', role: 'kv_both' }, { connector: 'LMCacheConnectorV1' }),
    uvicornLogLevel: texts('warning', 'info'),
    kvCacheSize: fc.constant({ $gibibytes: 2 }),
    dtype: texts('bfloat16', 'auto'),
    quantization: texts('awq'),
    trustRemoteCode: fc.boolean(),
    apiKey: secretKeys(),
  }, 'version', 'image');
}

/** An engine by the name of its class. */
function engineOf(name: string, props: { readonly [prop: string]: fc.Arbitrary<Recipe> }, ...needed: string[]): fc.Arbitrary<Recipe> {
  return made('engine', fc.tuple(fc.constant(name), structs(props, ...needed)));
}

/** What all servers of language models have; what one does not know of it, it is not told (`knownTo`). */
function languageModels(...versions: string[]): { [prop: string]: fc.Arbitrary<Recipe> } {
  return {
    ...ggufServer(...versions),
    dtype: texts('bfloat16'),
    trustRemoteCode: fc.boolean(),
    apiKey: secretKeys(),
  };
}

function ggufServer(...versions: string[]): { [prop: string]: fc.Arbitrary<Recipe> } {
  return {
    version: texts(...versions),
    image: images(),
    port: ports(),
    modelFile: texts('tiny.gguf', 'a/b-00001-of-00002.gguf'),
    maxModelLen: numbers(1, 100_000),
    maxConcurrentRequests: numbers(1, 512),
  };
}

function threePorts(...versions: string[]): { [prop: string]: fc.Arbitrary<Recipe> } {
  return { version: texts(...versions), image: images(), port: ports(), grpcPort: ports(), metricsPort: ports() };
}

function triton(): fc.Arbitrary<Recipe> {
  return structs({ version: texts('26.07', '24.12'), image: images(), port: ports(), grpc: mostly(fc.constant(true), fc.boolean()), grpcPort: ports(), metricsPort: ports() }, 'version', 'image');
}

function tensorflow(): fc.Arbitrary<Recipe> {
  return structs({ version: texts('2.19.1', '2.18'), image: images(), port: ports(), grpcPort: ports(), metrics: fc.boolean() }, 'version', 'image');
}

function container(): fc.Arbitrary<Recipe> {
  return structs({
    image: images(),
    port: ports(),
    readiness: probes(),
    startup: probes(),
    liveness: probes(),
    name: texts('ranker', '0', 'a'.repeat(63)),
    command: lists(freeTexts()),
    args: lists(freeTexts()),
    env: maps(variableNames(), freeTexts()),
    secretEnv: maps(texts('TOKEN', 'B'), secretKeys()),
    grpcPort: ports(),
    metricsPath: texts('/metrics', '/a/é', '/%20'),
    apiPath: texts('/v1'),
    openAiCompatible: fc.boolean(),
    drainTimeout: durations(1, 600),
    runAsUser: numbers(0, 65_535),
    readOnlyRootFilesystem: fc.boolean(),
  }, 'image', 'port', 'readiness');
}

function probes(): fc.Arbitrary<Recipe> {
  const options = structs({ period: durations(1, 60), timeout: durations(1, 60), failures: numbers(1, 100) });
  return fc.oneof(
    made('httpProbe', fc.tuple(texts('/health', '/', '/a?b=c&d', '/é', '//', '/%zz'), options)),
    made('tcpProbe', fc.tuple(options)),
    made('execProbe', fc.tuple(fc.array(freeTexts(), { minLength: 1, maxLength: 3 }), options)),
  );
}
