import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { KvCacheOptions } from './language-model-options';
import { flag, positive, toggle, whole } from './private/args';
import { flagsFile } from './private/flags-file';
import { checkedGgufName, ggufFile } from './private/gguf-file';
import { hardeningOf } from './private/image-facts';
import { checkLanguageModelOptions } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { LLAMA_CPP_OPTIONS } from '../flags/options/llama-cpp-options';
import { OptionRow } from '../flags/options/option-row';
import { bytesOf, GIB } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelTask } from '../values/model-task';
import { SecretKey } from '../values/secret-key';

const IMAGE = 'ghcr.io/ggml-org/llama.cpp';

/** More layers than any model has: all of them. It is understood by every build, unlike the newer word `all`. */
const ALL_LAYERS = 999;

/** A build whose workflow publishes a ROCm image. It was switched off for long before, until when is not known. */
const ROCM_IMAGES = 11434;

/** A build that takes several names in `--alias`, which came with https://github.com/ggml-org/llama.cpp/pull/19926 some builds before. */
const SEVERAL_NAMES = 8508;

/** How llama.cpp's server is run. */
export interface LlamaCppEngineProps extends KvCacheOptions {
  /**
   * Build of llama.cpp, for example `b11434`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It has to have the server at `/app/llama-server`, as the official ones.
   *
   * @default - the official image of the build and the accelerator: `ghcr.io/ggml-org/llama.cpp:server-<build>`, `server-cuda-`, `server-rocm-`, `server-intel-`
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Path of the GGUF file below the folder of a source that names no file; of a model in parts, the first.
   *
   * @default - none: the source has to name the file
   */
  readonly modelFile?: string;

  /**
   * What the model is served for: `EMBED` and `RERANK` serve nothing else. `CLASSIFY` is not among what it can do.
   *
   * @default ModelTask.GENERATE
   */
  readonly task?: ModelTask;

  /**
   * Longest context of one request, prompt and answer together, in tokens. Rendered as `--ctx-size`, multiplied by
   * `maxConcurrentRequests`, because the server divides it among its slots when their number is given.
   *
   * @default - that of the model
   */
  readonly maxModelLen?: number;

  /**
   * Requests that are worked on at the same time (`--parallel`); others wait.
   *
   * @default - 1 with `maxModelLen`, so that a request has all of it; else the server's own: four that share the model's context, and all fail when they outgrow it together
   */
  readonly maxConcurrentRequests?: number;

  /**
   * How reasoning is separated from the answer (`--reasoning-format`): `none`, `deepseek` or `deepseek-legacy`.
   *
   * @default - the server's own, by the model's chat template
   */
  readonly reasoningParser?: string;

  /**
   * Layers that are put on the accelerators (`--n-gpu-layers`); the others are computed by the CPU. Without accelerators it says nothing and is an error.
   *
   * @default - all
   */
  readonly gpuLayers?: number;

  /**
   * Memory for prompts that may come again (`LLAMA_ARG_CACHE_RAM`), in whole MiB. The server's own is 8 GiB, whatever the container may use.
   *
   * @default - a quarter of the memory limit, at most 8 GiB
   */
  readonly promptCacheMemory?: Size;

  /**
   * Whether each log line is a JSON object (`--log-jsonl`). Builds that do not know the flag do not start.
   *
   * @default false
   */
  readonly jsonLogs?: boolean;

  /**
   * Key that clients have to send (`LLAMA_API_KEY`). It guards everything but `/health` and the web page, `/metrics` included: a scraper needs it too.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}

/**
 * The server of llama.cpp, for language models in one GGUF file, on a CPU or accelerators.
 * https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */
export class LlamaCppEngine extends LegacyEngine {
  /** `llama-cpp` */
  public readonly name: string = 'llama-cpp';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health`: 503 while the model is loaded, then 200; it generates nothing and needs no key. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: LlamaCppEngineProps;
  private readonly build: number;

  /** @param props build and settings; throws on values that the server would refuse. */
  public constructor(props: LlamaCppEngineProps) {
    super();
    [props] = judged('new_LlamaCppEngine', [props], arguments, { open: new.target !== LlamaCppEngine });
    this.props = props;
    this.build = buildOf(props);
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of llama.cpp', props.port ?? 8080) };
    checkedGgufName('llama.cpp', props.modelFile);
    checkLanguageModelOptions(props);
    positive('maxModelLen times maxConcurrentRequests', (props.maxModelLen ?? 1) * (props.maxConcurrentRequests ?? 1));
    whole('MiB', 'promptCacheMemory', props.promptCacheMemory);
    positive('gpuLayers', props.gpuLayers);
    if (props.task === ModelTask.CLASSIFY) {
      throw invalid({ what: 'task of llama.cpp', got: props.task, allowed: 'ModelTask.GENERATE, EMBED or RERANK', fix: 'take TextEmbeddingsInferenceEngine or VllmEngine for classifiers' });
    }
  }

  /** The build of llama.cpp. */
  public get version(): string | undefined {
    return `b${this.build}`;
  }

  /** Models of any origin that were converted to GGUF. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM, Framework.of('gguf')];
  }

  /** `/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Seen on a running server, and read in the sources of b11434. The use of the KV cache is not measured. */
  public get metrics(): EngineMetrics | undefined {
    return {
      waiting: 'llamacpp:requests_deferred',
      running: 'llamacpp:requests_processing',
      latency: 'llamacpp:tokens_predicted_seconds_total',
      verified: true,
    };
  }

  /** `/v1` */
  public get apiPath(): string {
    return '/v1';
  }

  /** Its API is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** `--alias` takes several names in newer builds. */
  public get knowsAliases(): boolean {
    return this.build >= SEVERAL_NAMES;
  }

  /** Neither Python nor compilers: two minutes for the first look at the accelerator, and one empty run. */
  public get warmup(): Duration {
    return Duration.minutes(2);
  }

  /** A request in flight at SIGTERM was seen to stall for good, so that everything has to be done before it. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** Those of the project. */
  public get officialImages(): string[] {
    return [IMAGE];
  }

  /** Those of its own packages. */
  public get flagsFile(): string | undefined {
    return flagsFile('llama-cpp');
  }

  /** `LLAMA`: the server reads `LLAMA_ARG_…` and `LLAMA_API_KEY`. */
  public get envPrefix(): string | undefined {
    return 'LLAMA';
  }

  /**
   * The server was seen to need no user and nothing writable. With AMD accelerators the project asks for the groups of the host's devices, which only you can know.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const resource = compute.accelerator?.resource ?? 'cpu';
    if (resource === 'cpu') return `${IMAGE}:server-${this.version}`;
    if (resource.startsWith('nvidia.com/')) return `${IMAGE}:server-cuda-${this.version}`;
    if (resource.startsWith('gpu.intel.com/')) return `${IMAGE}:server-intel-${this.version}`;
    if (resource.startsWith('amd.com/') && this.build >= ROCM_IMAGES) return `${IMAGE}:server-rocm-${this.version}`;
    throw new Error(`no official image of llama.cpp ${this.version} for ${compute.accelerator!.name} is known (CPU, nvidia.com, gpu.intel.com: any build, amd.com: from b${ROCM_IMAGES}); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return LLAMA_CPP_OPTIONS;
  }

  /**
   * `llama-server` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { props } = this;
    return {
      command: ['/app/llama-server'],
      args: [
        '--model', ggufFile({ engine: 'llama-cpp', title: 'llama.cpp' }, context.model.path, props.modelFile),
        '--alias', [context.servedName, ...context.servedAliases].join(','),
        '--host', '0.0.0.0',
        '--port', String(this.ports.http),
        '--metrics',
        ...this.settings(context.compute),
      ],
      env: {
        HOME: `${context.scratchPath}/home`,
        XDG_CACHE_HOME: `${context.scratchPath}/cache`,
        LLAMA_CACHE: `${context.scratchPath}/cache/llama.cpp`,
        // A variable, because older builds end on the flag and ignore the variable.
        LLAMA_ARG_CACHE_RAM: String(this.promptCacheMebibytes(context.compute)),
      },
      secretEnv: props.apiKey && { LLAMA_API_KEY: props.apiKey },
    };
  }

  private settings(compute: Compute): string[] {
    const { props } = this;
    const { maxModelLen, maxConcurrentRequests = maxModelLen && 1 } = props;
    return [
      ...flag('--ctx-size', maxModelLen && maxModelLen * maxConcurrentRequests!),
      ...flag('--parallel', maxConcurrentRequests),
      ...this.placement(compute),
      ...flag('--cache-type-k', props.kvCacheDtype),
      ...flag('--cache-type-v', props.kvCacheDtype),
      ...(props.prefixCaching === undefined ? [] : [props.prefixCaching ? '--cache-prompt' : '--no-cache-prompt']),
      ...flag('--reasoning-format', props.reasoningParser),
      ...toggle('--embeddings', props.task === ModelTask.EMBED),
      ...toggle('--reranking', props.task === ModelTask.RERANK),
      ...toggle('--log-jsonl', props.jsonLogs),
    ];
  }

  /** Layers on the accelerators, over all of which the server splits them by itself; or threads, of which it would start one for each core of the node. */
  private placement(compute: Compute): string[] {
    const { gpuLayers } = this.props;
    if (compute.accelerator) return ['--n-gpu-layers', String(gpuLayers ?? ALL_LAYERS)];
    if (gpuLayers !== undefined) throw new Error(`gpuLayers is ${gpuLayers}, and the replica has no accelerator; leave it out, or use Compute.gpu`);
    return ['--threads', String(threadsOf(compute))];
  }

  private promptCacheMebibytes(compute: Compute): number {
    return whole('MiB', 'promptCacheMemory', this.props.promptCacheMemory) ?? Math.floor(Math.min(8 * GIB, bytesOf(compute.memoryLimit) / 4) / (GIB / 1024));
  }
}

/** The number of a build: as it is said, or else as the tag of the image says it. */
function buildOf({ version, image }: LlamaCppEngineProps): number {
  const build = /^b([1-9]\d{2,5})$/.exec(version ?? (/:(?:[^:@]*-)?(b\d+)(@[^@]*)?$/.exec(image ?? '')?.[1] ?? ''))?.[1];
  if (build !== undefined) return Number(build);
  throw invalid({ what: 'llama.cpp version', got: version ?? image ?? 'neither version nor image', allowed: 'a build, as in the tags of the image', fix: 'give version, for example "b11434": the one inside the image' });
}

/** Cores that the container may use. */
function threadsOf(compute: Compute): number {
  const cpu = compute.limits.cpu ?? compute.requests.cpu;
  return Math.max(1, Math.floor(cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu)));
}
