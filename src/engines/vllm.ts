import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import {
  KvCacheOptions, LanguageModelOptions, LoraOptions, MultiModalOptions, ParserOptions, SpeculativeDecoding, SpeculativeDecodingOptions,
} from './language-model-options';
import { flag, positive, share, whole } from './private/args';
import { flagsFile } from './private/flags-file';
import { hardeningOf } from './private/image-facts';
import { adaptersOf, besideModel, checkLanguageModelOptions, dividedBy, tensorParallelSize } from './private/language-models';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { VLLM_OPTIONS } from '../flags/options/vllm-options';
import { bytesOf, GIB } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLocation } from '../values/model-location';
import { ModelTask } from '../values/model-task';

/**
 * The repositories that are published, by the resource that they are for, each with the first version. What came before was called otherwise.
 * https://docs.vllm.ai/en/latest/getting_started/installation/gpu/, https://hub.docker.com/u/vllm
 */
const IMAGES: readonly (readonly [resource: string, repository: string, first: string])[] = [
  ['nvidia.com/', 'docker.io/vllm/vllm-openai', '0'],
  ['amd.com/', 'docker.io/vllm/vllm-openai-rocm', '0.14.0'],
  ['gpu.intel.com/', 'docker.io/vllm/vllm-openai-xpu', '0.26.0'],
  ['google.com/tpu', 'docker.io/vllm/vllm-tpu', '0.19.0'],
  ['cpu', 'docker.io/vllm/vllm-openai-cpu', '0.19.0'],
];

/** How vLLM is run. */
export interface VllmEngineProps
  extends LanguageModelOptions, KvCacheOptions, ParserOptions, LoraOptions, SpeculativeDecodingOptions, MultiModalOptions {
  /**
   * Released version of vLLM, for example `0.33.0`. The flags that are rendered follow from it, and all others are checked against it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest.
   *
   * @default - the official image of the version: `vllm/vllm-openai`, with AMD accelerators `vllm/vllm-openai-rocm`, with GPUs of Intel
   * `vllm/vllm-openai-xpu`, with TPUs `vllm/vllm-tpu`, without accelerators `vllm/vllm-openai-cpu`
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * What the model is served for. Anything but generating needs a model that was made for it.
   *
   * @default ModelTask.GENERATE
   */
  readonly task?: ModelTask;

  /**
   * Share of each accelerator's memory that vLLM takes (`--gpu-memory-utilization`). It is always rendered, because vLLM's
   * own default moved: it is 0.92 from 0.20.0 on. The weights have to fit into it (`weights-exceed-accelerators`).
   *
   * @default 0.9
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Pipeline stages (`--pipeline-parallel-size`); the accelerators are divided among them, and the rest is tensor parallelism.
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;

  /**
   * Memory for the KV cache without accelerators (`VLLM_CPU_KVCACHE_SPACE`), in whole GiB.
   *
   * @default - a quarter of the memory limit, at least 1 GiB
   */
  readonly cpuKvCacheSpace?: Size;
}

/**
 * vLLM, an OpenAI-compatible server for large language models. https://docs.vllm.ai
 */
export class VllmEngine extends ServingEngine {
  /** `vllm` */
  public readonly name: string = 'vllm';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health` on the HTTP port, which opens only when the model is loaded. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: VllmEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that vLLM would refuse. */
  public constructor(props: VllmEngineProps) {
    super();
    [props] = judged('new_VllmEngine', [props], arguments, { open: new.target !== VllmEngine });
    this.props = props;
    this.release = versionOf('vLLM', props, '0.33.0');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of vLLM', props.port ?? 8000) };
    checkLanguageModelOptions(props);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    share('gpuMemoryUtilization', props.gpuMemoryUtilization);
    whole('GiB', 'cpuKvCacheSpace', props.cpuKvCacheSpace);
    if (props.maxLoraRank !== undefined && given(props.loraAdapters).length === 0) {
      throw invalid({ what: 'maxLoraRank', got: props.maxLoraRank, allowed: 'with loraAdapters', fix: 'leave it out, or give --enable-lora and --max-lora-rank in args for adapters that are loaded later' });
    }
  }

  /** The version of vLLM. */
  public get version(): string | undefined {
    return this.release;
  }

  /** vLLM loads from the hub by itself. */
  public get loadsFromHuggingFace(): boolean {
    return true;
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Read in vLLM's sources of each version; seen on 0.32.0. */
  public get metrics(): EngineMetrics | undefined {
    return {
      waiting: 'vllm:num_requests_waiting',
      running: 'vllm:num_requests_running',
      cacheUsage: this.isAtLeast('0.9.2') ? 'vllm:kv_cache_usage_perc' : 'vllm:gpu_cache_usage_perc',
      latency: 'vllm:e2e_request_latency_seconds',
      verified: true,
    };
  }

  /** `/v1` */
  public get apiPath(): string {
    return '/v1';
  }

  /** vLLM's API is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** `--served-model-name` takes several names. */
  public get knowsAliases(): boolean {
    return true;
  }

  /** Compile caches and temporary files; about 150 MiB were seen on a CPU, more with CUDA graphs and Triton kernels. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** From 0.18 on it finishes what runs, for as long as `--shutdown-timeout` says; before, SIGTERM cuts everything off. */
  public get drainsAfterSigterm(): boolean {
    return this.isAtLeast('0.18.0');
  }

  /** Those of vLLM's own packages, from 0.8.0 on. */
  public get flagsFile(): string | undefined {
    return flagsFile('vllm');
  }

  /** Those on Docker Hub. */
  public get officialImages(): string[] {
    return IMAGES.map(([, repository]) => repository);
  }

  /** Flags that take a list by standing several times. */
  public get repeatableFlags(): string[] {
    return ['--middleware', '--lora-modules'];
  }

  /** `VLLM`: a Service called `vllm` injects `VLLM_PORT=tcp://…` into other Pods, which vLLM reads. */
  public get envPrefix(): string | undefined {
    return 'VLLM';
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16: vLLM's processes talk through `/dev/shm`, and it refuses to start below 256 MiB.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return sharedMemoryFor(compute);
  }

  /**
   * A user without a passwd entry works when `HOME` and the caches are on a volume; a read-only root was seen to work on a CPU only,
   * and the NVIDIA container runtime may need to write to the root.
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
    const image = IMAGES.find(([prefix, , first]) => resource.startsWith(prefix) && this.isAtLeast(first));
    if (image !== undefined) return `${image[1]}:v${this.release}`;
    const known = IMAGES.map(([prefix, , first]) => `${prefix.replace(/\/$/, '')}: ${first === '0' ? 'any version' : `from ${first}`}`).join(', ');
    throw new Error(`no official image of vLLM ${this.release} for ${compute.accelerator?.name ?? 'a CPU'} is known (${known}); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return VLLM_OPTIONS;
  }

  /**
   * `vllm serve` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    refuseHubFile('vLLM', context.model);
    if (!context.model.hub) refuseLoneFile({ engine: 'vllm', title: 'vLLM', loads: LANGUAGE_MODEL }, context.model.path);
    return {
      command: ['vllm', 'serve'],
      args: [context.model.path, ...this.args(context)],
      env: {
        ...pythonCaches(context.scratchPath, 'vllm'),
        HF_HOME: context.cachePath,
        VLLM_CACHE_ROOT: `${context.scratchPath}/cache/vllm`,
        VLLM_CONFIG_ROOT: `${context.scratchPath}/config/vllm`,
        VLLM_NO_USAGE_STATS: '1',
        ...(!context.model.hub && { HF_HUB_OFFLINE: '1' }),
        ...(!context.compute.accelerator && { VLLM_CPU_KVCACHE_SPACE: this.cpuKvCacheGib(context.compute) }),
        ...(context.startupSeconds > 600 && { VLLM_ENGINE_READY_TIMEOUT_S: String(context.startupSeconds) }),
      },
      secretEnv: this.props.apiKey && { VLLM_API_KEY: this.props.apiKey },
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  private args(context: EngineContext): string[] {
    const { props } = this;
    const { revision } = context.model;
    const stages = props.pipelineParallelSize ?? 1;
    return [
      '--host', '0.0.0.0',
      '--port', String(this.ports.http),
      '--served-model-name', context.servedName, ...context.servedAliases,
      ...this.taskArgs(),
      '--tensor-parallel-size', String(tensorParallelSize(context.compute, stages, dividedBy(this, context.userArgs))),
      ...(stages > 1 ? ['--pipeline-parallel-size', String(stages)] : []),
      ...(context.compute.accelerator ? ['--gpu-memory-utilization', String(props.gpuMemoryUtilization ?? 0.9)] : []),
      ...flag('--max-model-len', props.maxModelLen),
      ...flag('--max-num-seqs', props.maxConcurrentRequests),
      ...flag('--dtype', props.dtype),
      ...flag('--quantization', props.quantization),
      ...flag('--kv-cache-dtype', props.kvCacheDtype),
      ...(props.prefixCaching === undefined ? [] : [props.prefixCaching ? '--enable-prefix-caching' : '--no-enable-prefix-caching']),
      ...this.answerArgs(),
      ...this.extraModelArgs(context.model),
      ...flag('--revision', revision),
      ...flag('--tokenizer-revision', revision),
      ...(props.trustRemoteCode ? ['--trust-remote-code', ...flag('--code-revision', revision)] : []),
      ...(this.drainsAfterSigterm ? ['--shutdown-timeout', String(context.drainSeconds)] : []),
    ];
  }

  /** `--task` became `--runner` in 0.10.1; what a pooling model is good for then follows from its architecture. */
  private taskArgs(): string[] {
    const { task = ModelTask.GENERATE } = this.props;
    if (task === ModelTask.GENERATE) return [];
    if (this.isAtLeast('0.10.1')) return ['--runner', 'pooling'];
    return ['--task', { [ModelTask.EMBED]: 'embed', [ModelTask.RERANK]: 'score', [ModelTask.CLASSIFY]: 'classify' }[task]];
  }

  /** Parsers and grammars of answers, and limits of prompts. */
  private answerArgs(): string[] {
    const { toolCallParser, reasoningParser, structuredOutputBackend, multiModalLimits } = this.props;
    return [
      ...(toolCallParser === undefined ? [] : ['--enable-auto-tool-choice', '--tool-call-parser', toolCallParser]),
      ...(reasoningParser !== undefined && !this.isAtLeast('0.9.0') ? ['--enable-reasoning'] : []),
      ...flag('--reasoning-parser', reasoningParser),
      ...flag(this.isAtLeast('0.11.0') ? '--structured-outputs-config.backend' : '--guided-decoding-backend', structuredOutputBackend),
      ...flag('--limit-mm-per-prompt', multiModalLimits && this.limits(given(multiModalLimits))),
    ];
  }

  private limits(limits: [string, number][]): string {
    return this.isAtLeast('0.8.5') ? JSON.stringify(Object.fromEntries(limits)) : limits.map(([kind, most]) => `${kind}=${most}`).join(',');
  }

  /** What is loaded beside the model. */
  private extraModelArgs(model: ModelLocation): string[] {
    const { maxLoraRank, speculativeDecoding } = this.props;
    const adapters = adaptersOf(this.props, model).map(([name, where]) => `${name}=${where}`);
    return [
      ...(adapters.length === 0 ? [] : ['--enable-lora', '--lora-modules', ...adapters, ...flag('--max-lora-rank', maxLoraRank)]),
      ...(speculativeDecoding ? ['--speculative-config', this.speculative(speculativeDecoding, model)] : []),
    ];
  }

  private speculative({ method, model, tokens }: SpeculativeDecoding, main: ModelLocation): string {
    if (!this.isAtLeast('0.8.2')) throw new Error(`speculativeDecoding is rendered for vLLM from 0.8.2 on, got ${this.release}; use a newer version, or the flags of that version in args`);
    return JSON.stringify({ method, ...(model !== undefined && { model: besideModel('speculativeDecoding.model', model, main) }), num_speculative_tokens: tokens });
  }

  private cpuKvCacheGib(compute: Compute): string {
    return String(whole('GiB', 'cpuKvCacheSpace', this.props.cpuKvCacheSpace) ?? Math.max(1, Math.floor(bytesOf(compute.memoryLimit) / GIB / 4)));
  }
}
