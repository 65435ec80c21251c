import { Duration, Size } from 'cdk8s';
import { KvCacheOptions, TaskOptions } from './language-model-options';
import { positive, whole } from './private/args';
import { checkModelFile, ggufFile } from './private/gguf-file';
import { httpProbes } from './private/http-probes';
import { seenOnCpu } from './private/image-facts';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { GGUF_FRAMEWORKS } from './private/language-model-facts';
import { LLAMA_CPP_METRICS } from './private/metrics/language-server-metrics';
import { metricsIn } from './private/metrics/metric-row';
import { OfficialImage } from './private/official-images';
import { StatedOptions } from './private/stated-options';
import { ApiKeyOptions, JsonLogOptions, ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast } from '../facts/versions';
import { LLAMA_CPP_OPTIONS } from '../flags/options/llama-cpp-options';
import { bytesOf, GIB } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { Compute } from '../values/compute';
import { ModelTask } from '../values/model-task';

/** The ROCm image was switched off for long before b11434, until when is not known. */
const IMAGES: readonly OfficialImage[] = [
  { on: 'cpu', image: 'ghcr.io/ggml-org/llama.cpp:server-<version>' },
  { on: 'nvidia.com/', image: 'ghcr.io/ggml-org/llama.cpp:server-cuda-<version>' },
  { on: 'gpu.intel.com/', image: 'ghcr.io/ggml-org/llama.cpp:server-intel-<version>' },
  { on: 'amd.com/', image: 'ghcr.io/ggml-org/llama.cpp:server-rocm-<version>', since: 'b11434' },
];

/** The server that was seen to need no user, and nothing writable. */
const SEEN = 'llama-server 0.6.0-dev (b11434, a build of its own, not the image) on a CPU, run as user 12345 with nothing writable';

/** More layers than any model has: all of them. It is understood by every build, unlike the newer word `all`. */
const ALL_LAYERS = 999;

/** A build that takes several names in `--alias`, which came with https://github.com/ggml-org/llama.cpp/pull/19926 some builds before. */
const SEVERAL_NAMES = 'b8508';

/** The oldest build whose flags are known: it takes several adapters in one list. https://github.com/ggml-org/llama.cpp common/arg.cpp */
const LISTED_ADAPTERS = 'b9093';

/**
 * The options of llama.cpp's server, for any task but `ModelTask.CLASSIFY`. `version` is a build, for example `b11434`. It listens on port 8080, and
 * runs in `ghcr.io/ggml-org/llama.cpp`, with `server-`, `server-cuda-`, `server-rocm-` or `server-intel-` in front of the build. Your own image needs
 * the server at `/app/llama-server`. Builds that do not know the flag of `jsonLogs` do not start with it. `apiKey` guards every path but `/health`
 * and the web page; it also guards `/metrics`, so a scraper needs the key.
 */
export interface LlamaCppEngineProps extends ServerOptions, KvCacheOptions, JsonLogOptions, ApiKeyOptions, TaskOptions {
  /**
   * Path of the GGUF file below the folder of the source, for a source that names no file; of a model in parts, the path of the first.
   *
   * @default - none: the source has to name the file
   */
  readonly modelFile?: string;

  /**
   * Longest context of one request, prompt and answer together, in tokens. It is rendered as `--ctx-size`, multiplied by `maxConcurrentRequests`,
   * because the server divides that value among its slots when their number is given.
   *
   * @default - that of the model
   */
  readonly maxModelLen?: number;

  /**
   * The most requests that are processed at the same time (`--parallel`); others wait.
   *
   * @default - 1 with `maxModelLen`, so that a request has the whole context; else the server's own: four requests share the context of the model,
   * and all of them fail when together they outgrow it
   */
  readonly maxConcurrentRequests?: number;

  /**
   * How reasoning is separated from the answer (`--reasoning-format`): `none`, `deepseek` or `deepseek-legacy`.
   *
   * @default - the server's own, by the model's chat template
   */
  readonly reasoningParser?: string;

  /**
   * Number of layers on the accelerators (`--n-gpu-layers`); the CPU computes the others. Without accelerators it is an error, because it has no
   * effect.
   *
   * @default - all
   */
  readonly gpuLayers?: number;

  /**
   * Memory in which the server keeps prompts for reuse (`LLAMA_ARG_CACHE_RAM`), in whole MiB. The server's own default is 8 GiB, whatever the memory
   * limit of the container is.
   *
   * @default - a quarter of the memory limit, at most 8 GiB
   */
  readonly promptCacheMemory?: Size;
}

/**
 * The server of llama.cpp, for language models in one GGUF file, on a CPU or accelerators.
 * https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 *
 * @example
 * const engine = new LlamaCppEngine({ version: 'b11434', modelFile: 'llama-2-7b.Q4_K_M.gguf' });
 */
export class LlamaCppEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: LlamaCppEngineProps;

  /** @param props build and settings; throws on values that the server would refuse. */
  public constructor(props: LlamaCppEngineProps) {
    [props] = judged('new_LlamaCppEngine', [props], arguments, { open: new.target !== LlamaCppEngine });
    const version = buildOf(props);
    super({
      name: 'llama-cpp',
      title: 'llama.cpp',
      servesTls: true,
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8080 },
      probes: httpProbes('/health'),
      frameworks: GGUF_FRAMEWORKS,
      apiPath: '/v1',
      openAiCompatible: true,
      knowsAliases: isAtLeast(version, SEVERAL_NAMES),
      takesProjector: true,
      metricsPath: '/metrics',
      metricsKey: props.apiKey,
      metrics: metricsIn(LLAMA_CPP_METRICS, version),
      warmup: Duration.minutes(2), // neither Python nor compilers: the first look at the accelerator, and one empty run
      drainsAfterSigterm: false, // a request in flight at SIGTERM was seen to stall for good
      images: IMAGES,
      hardening: seenOnCpu(SEEN, SEEN),
      options: LLAMA_CPP_OPTIONS,
      flagsAreKnown: true,
      envPrefix: 'LLAMA',
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    checkModelFile(props.modelFile);
    positive('maxModelLen times maxConcurrentRequests', (props.maxModelLen ?? 1) * (props.maxConcurrentRequests ?? 1));
    whole('MiB', 'promptCacheMemory', props.promptCacheMemory);
    if (props.task === ModelTask.CLASSIFY) {
      throw invalid({
        what: 'task',
        got: props.task,
        allowed: 'ModelTask.GENERATE, EMBED or RERANK',
        fix: 'take TextEmbeddingsInferenceEngine or VllmEngine for classifiers',
      });
    }
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { scratchPath, compute } = context;
    const { modelFile, maxModelLen, maxConcurrentRequests = maxModelLen && 1, task } = this._props;
    return {
      program: ['/app/llama-server'],
      flags: {
        '--model': ggufFile({ engine: 'llama-cpp', title: 'llama.cpp' }, context.model.path, modelFile),
        '--mmproj': context.model.projector,
        ...this.adapters(given(context.model.adapters)),
        '--alias': [context.servedName, ...context.servedAliases].join(','),
        '--host': '0.0.0.0',
        '--port': this.ports.http,
        '--metrics': true,
        '--ssl-key-file': context.tls?.privateKey,
        '--ssl-cert-file': context.tls?.certificate,
        '--ctx-size': maxModelLen && maxModelLen * maxConcurrentRequests!,
        '--parallel': maxConcurrentRequests,
        ...this.layers(compute),
        '--embeddings': task === ModelTask.EMBED,
        '--reranking': task === ModelTask.RERANK,
      },
      env: {
        HOME: `${scratchPath}/home`,
        XDG_CACHE_HOME: `${scratchPath}/cache`,
        LLAMA_CACHE: `${scratchPath}/cache/llama.cpp`,
        LLAMA_ARG_CACHE_RAM: String(this.promptCacheMebibytes(compute)),
      },
    };
  }

  /** Adapters that sources bring: one is a part of every answer, of several each request says by their numbers which it wants. */
  private adapters(brought: readonly [name: string, path: string][]): StatedOptions {
    if (brought.length > 1 && !this._isAtLeast(LISTED_ADAPTERS)) {
      throw new Error(`llama.cpp takes several adapters from ${LISTED_ADAPTERS} on, got ${brought.length}; use such a build, or one adapter`);
    }
    const files = brought.map(([name, path]) => ggufFile({ engine: 'llama-cpp', title: `the adapter ${name} of llama.cpp` }, path, undefined));
    return { '--lora': files.length > 0 && files.join(','), '--lora-init-without-apply': files.length > 1 };
  }

  /** Layers on the accelerators, over all of which the server splits them by itself; or threads, of which it would start one for each core of the node. */
  private layers(compute: Compute): StatedOptions {
    const { gpuLayers } = this._props;
    if (compute.accelerator) return { '--n-gpu-layers': gpuLayers ?? ALL_LAYERS };
    if (gpuLayers !== undefined) throw new Error(`gpuLayers is ${gpuLayers}, and the replica has no accelerator; leave it out, or use Compute.gpu`);
    return { '--threads': threadsOf(compute) };
  }

  private promptCacheMebibytes(compute: Compute): number {
    return whole('MiB', 'promptCacheMemory', this._props.promptCacheMemory) ?? Math.floor(Math.min(8 * GIB, bytesOf(compute.memoryLimit) / 4) / (GIB / 1024));
  }
}

/** The build: as it is said, or else as the tag of the image says it. */
function buildOf({ version, image }: LlamaCppEngineProps): string {
  const build = /^b([1-9]\d{2,5})$/.exec(version ?? (/:(?:[^:@]*-)?(b\d+)(@[^@]*)?$/.exec(image ?? '')?.[1] ?? ''))?.[1];
  if (build !== undefined) return `b${build}`;
  throw invalid({
    what: 'version of LlamaCppEngine',
    got: version ?? image ?? 'neither version nor image',
    allowed: 'a build, as in the tags of the image',
    fix: 'give version, for example "b11434": the one inside the image',
  });
}

/** Cores that the container may use. */
function threadsOf(compute: Compute): number {
  const cpu = compute.limits.cpu ?? compute.requests.cpu;
  return Math.max(1, Math.floor(cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu)));
}
