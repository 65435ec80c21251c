import fc from 'fast-check';
import { durations, freeTexts, images, lists, made, maps, mostly, numbers, Recipe, secretKeys, structs, texts, variableNames } from './values';

/** A model server, what it can be asked to serve, and whether as a lone file. */
export interface EngineParts {
  readonly engine: fc.Arbitrary<Recipe>;
  readonly frameworks: readonly string[];
  readonly lone: boolean;
  /** Names that it can serve a model under, besides that of the objects. */
  readonly servedNames: readonly string[];
}

/** Above those that need root. */
const ports = () => numbers(1_024, 65_535);

const FOLDER_NAMES = ['resnet', 'A.b_c-1', '0'];
const ANY_NAMES = ['acme/resnet', 'é', '😀', 'a:b', '$(A)', '{{a}}'];

/** All engines of the library. */
export const ENGINES: readonly EngineParts[] = [
  { engine: made('vllm', vllm()), frameworks: ['pytorch', 'huggingface', 'custom'], lone: false, servedNames: ANY_NAMES },
  { engine: made('triton', triton()), frameworks: ['onnx', 'custom'], lone: true, servedNames: FOLDER_NAMES },
  { engine: made('tensorflow', tensorflow()), frameworks: ['tensorflow'], lone: false, servedNames: FOLDER_NAMES },
  { engine: made('container', container()), frameworks: ['custom', 'jax', 'a.b_c-d'], lone: true, servedNames: ANY_NAMES },
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
    cpuKvCacheSpace: fc.constant({ $gibibytes: 2 }),
    dtype: texts('bfloat16', 'auto'),
    quantization: texts('awq'),
    trustRemoteCode: fc.boolean(),
    apiKey: secretKeys(),
  }, 'version', 'image');
}

function triton(): fc.Arbitrary<Recipe> {
  return structs({ version: texts('26.07', '24.12'), image: images(), port: ports(), grpc: fc.boolean(), grpcPort: ports(), metricsPort: ports() }, 'version', 'image');
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
