import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { flag, positive, toggle } from './private/args';
import { hardeningOf } from './private/image-facts';
import { dividedBy, tensorParallelSize } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { LANGUAGE_MODEL, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { NIM_SGLANG_OPTIONS, NIM_VLLM_OPTIONS } from '../flags/options/nim-options';
import { OptionRow } from '../flags/options/option-row';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { SecretKey } from '../values/secret-key';

/**
 * Images for any model: from a version on, and before another. From 2.1.0 on there is one for vLLM and one for SGLang.
 * https://docs.nvidia.com/nim/vision-language-models/2.1.0/support-matrix.html
 */
const IMAGES: readonly (readonly [first: string, next: string, image: string])[] = [
  ['1.11.0', '2.0.0', 'nvcr.io/nim/nvidia/llm-nim'],
  ['2.0.0', '2.1.0', 'nvcr.io/nim/nvidia/model-free-nim'],
  ['2.1.0', '3.0.0', 'nvcr.io/nim/nvidia/vllm-model-free-nim'],
];

/** How a NIM is run. */
export interface NimEngineProps {
  /**
   * Released version of NIM for LLMs, for example `2.0.13`. How the model is passed follows from it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * Another image, with a tag or digest: a mirror of the one for any model, the one for any model with SGLang inside
   * (`nvcr.io/nim/nvidia/sglang-model-free-nim`, from 2.1), or the one for a single model together with `sourceIsCache`.
   *
   * @default - the official image of the version for any model: before 2.0 `nvcr.io/nim/nvidia/llm-nim`, in 2.0 `model-free-nim`, in 2.1 `vllm-model-free-nim`
   */
  readonly image?: string;

  /**
   * Whether the source holds the cache of an image for a single model (`nvcr.io/nim/<organization>/<model>`), as its `download-to-cache`
   * made it, and not the model's files. The image then says what is served; it needs `image`.
   *
   * @default false
   */
  readonly sourceIsCache?: boolean;

  /**
   * Port that it listens on (`NIM_SERVER_PORT`).
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Key of NVIDIA's catalogue (`NGC_API_KEY`). What the library has put into the Pod needs none; the image is pulled with `pod.imagePullSecrets`.
   *
   * @default - none
   */
  readonly ngcApiKey?: SecretKey;

  /**
   * Longest context, prompt and answer together, in tokens (`NIM_MAX_MODEL_LEN`, and for SGLang inside `--context-length`). It bounds the
   * KV cache.
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Pipeline stages (`NIM_PIPELINE_PARALLEL_SIZE`); the accelerators are divided among them, and the rest is tensor parallelism.
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;

  /**
   * Whether code from the model's repository is executed. Pin the revision when you switch it on.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Whether logs are JSON, one object a line (`NIM_JSONL_LOGGING`).
   *
   * @default false
   */
  readonly jsonLogs?: boolean;
}

/**
 * NVIDIA NIM for large language models, OpenAI-compatible. https://docs.nvidia.com/nim/large-language-models/latest/
 *
 * The model's files are always in the Pod before it starts, at the revision of the source, and it is told their folder. NVIDIA's images
 * need a licence.
 */
export class NimEngine extends LegacyEngine {
  /** `nim` */
  public readonly name: string = 'nim';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/v1/health/ready` says whether the model is loaded, `/v1/health/live` whether the server runs at all. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/v1/health/ready'),
    readiness: ServerProbe.http('/v1/health/ready', { period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: ServerProbe.http('/v1/health/live', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: NimEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that NIM would refuse. */
  public constructor(props: NimEngineProps) {
    super();
    [props] = judged('new_NimEngine', [props], arguments, { open: new.target !== NimEngine });
    this.props = props;
    this.release = versionOf('NIM', props, '2.0.13');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of NIM', props.port ?? 8000) };
    positive('maxModelLen', props.maxModelLen);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    if (props.sourceIsCache && props.image === undefined) {
      throw invalid({ what: 'sourceIsCache', got: 'true without image', allowed: 'true with the image whose cache it is', fix: 'give image, for example "nvcr.io/nim/meta/llama-3.1-8b-instruct:2.0.10"' });
    }
  }

  /** The version of NIM. */
  public get version(): string | undefined {
    return this.release;
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/v1/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/v1/metrics';
  }

  /** From NVIDIA's documentation before 2.0; from then on those of the server inside, vLLM or SGLang. */
  public get metrics(): EngineMetrics | undefined {
    if (this.isSglang) {
      return {
        waiting: 'sglang:num_queue_reqs',
        running: 'sglang:num_running_reqs',
        cacheUsage: 'sglang:token_usage',
        latency: 'sglang:e2e_request_latency_seconds',
      };
    }
    const prefix = this.isAtLeast('2.0.0') ? 'vllm:' : '';
    return {
      waiting: `${prefix}num_requests_waiting`,
      running: `${prefix}num_requests_running`,
      cacheUsage: this.isAtLeast('2.0.0') ? 'vllm:kv_cache_usage_perc' : 'gpu_cache_usage_perc',
      latency: `${prefix}e2e_request_latency_seconds`,
    };
  }

  /** `/v1` */
  public get apiPath(): string {
    return '/v1';
  }

  /** NIM's API is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** The workspace that it makes of the model, compiled kernels, and before 2.0 engines that it builds. */
  public get scratchSize(): Size {
    return Size.gibibytes(20);
  }

  /** Twenty minutes, as NVIDIA's operator has it. */
  public get warmup(): Duration {
    return Duration.minutes(20);
  }

  /** Not known: nothing is published of it. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** All of them, in NVIDIA's registry. */
  public get officialImages(): string[] {
    return ['nvcr.io/nim/'];
  }

  /** `NIM`: a Service called `nim-server` injects `NIM_SERVER_PORT=tcp://…` into other Pods, which NIM reads. */
  public get envPrefix(): string | undefined {
    return 'NIM';
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16. NVIDIA's documentation asks for 16 where several accelerators have no NVLink.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return sharedMemoryFor(compute);
  }

  /**
   * User 1000, whose folders NIM writes to; with a read-only root it could not.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one for any model.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    const { accelerator } = compute;
    if (!accelerator?.resource.startsWith('nvidia.com/')) {
      throw new Error(`NIM runs on NVIDIA accelerators only, got ${accelerator?.name ?? 'a CPU'}; take such an accelerator, or another engine`);
    }
    if (this.props.image !== undefined) return this.props.image;
    const image = IMAGES.find(([first, next]) => this.isAtLeast(first) && !this.isAtLeast(next))?.[2];
    if (image !== undefined) return `${image}:${this.release}`;
    throw new Error(`no image of NIM ${this.release} for any model is known (from 1.11.0, and before 3.0.0); use such a version, or give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return this.isSglang ? NIM_SGLANG_OPTIONS : NIM_VLLM_OPTIONS;
  }

  /**
   * What NIM is told, in its environment. The entry point of the image is kept: it decides by the version how NIM is started.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { path } = context.model;
    refuseLoneFile({ engine: 'nim', title: 'NIM', loads: LANGUAGE_MODEL }, path);
    const { scratchPath } = context;
    return {
      // Before 2.0 it takes no arguments.
      args: this.isAtLeast('2.0.0') ? ['nim-serve', ...this.flags()] : undefined,
      env: {
        ...pythonCaches(scratchPath, 'nim'),
        HF_HOME: context.cachePath,
        HF_HUB_OFFLINE: '1',
        OUTLINES_CACHE_DIR: `${scratchPath}/cache/outlines`,
        NIM_CACHE_PATH: this.props.sourceIsCache ? path : scratchPath,
        NIM_SERVED_MODEL_NAME: context.servedName,
        NIM_SERVER_PORT: String(this.ports.http),
        NIM_TELEMETRY_MODE: '0',
        ...this.settings(context),
      },
      secretEnv: this.props.ngcApiKey && { NGC_API_KEY: this.props.ngcApiKey },
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  /** Whether the image has SGLang inside, and not vLLM. */
  private get isSglang(): boolean {
    return /\/sglang-model-free-nim[^/]*$/.test(this.props.image ?? '');
  }

  private flags(): string[] {
    const { maxModelLen, trustRemoteCode } = this.props;
    return [...flag('--context-length', this.isSglang ? maxModelLen : undefined), ...toggle('--trust-remote-code', trustRemoteCode)];
  }

  private settings({ compute, model, userArgs }: EngineContext): { [name: string]: string } {
    const { maxModelLen, pipelineParallelSize: stages = 1, trustRemoteCode, jsonLogs, sourceIsCache } = this.props;
    const before2 = !this.isAtLeast('2.0.0');
    return {
      ...(!sourceIsCache && { [before2 ? 'NIM_MODEL_NAME' : 'NIM_MODEL_PATH']: model.path }),
      ...(before2 && { NIM_HTTP_API_PORT: String(this.ports.http) }),
      NIM_TENSOR_PARALLEL_SIZE: String(tensorParallelSize(compute, stages, dividedBy(this, userArgs))),
      ...(stages > 1 && { NIM_PIPELINE_PARALLEL_SIZE: String(stages) }),
      ...(maxModelLen !== undefined && !this.isSglang && { NIM_MAX_MODEL_LEN: String(maxModelLen) }),
      ...(before2 && trustRemoteCode && { NIM_FORCE_TRUST_REMOTE_CODE: '1' }),
      ...(jsonLogs && { NIM_JSONL_LOGGING: '1' }),
    };
  }
}
