import { Duration, Size } from 'cdk8s';
import { EngineMaintenance, EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { LanguageModelOptions } from './language-model-options';
import { flag, oneOf, positive, share, toggle } from './private/args';
import { hardeningOf } from './private/image-facts';
import { adaptersOf, checkLanguageModelOptions } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { TGI_OPTIONS } from '../flags/options/text-generation-inference-options';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLocation } from '../values/model-location';

const ENGINE = 'Text Generation Inference';
const IMAGE = 'ghcr.io/huggingface/text-generation-inference';

/** The words that its launcher knows. https://github.com/huggingface/text-generation-inference/blob/v3.3.7/launcher/src/main.rs */
const DTYPES = ['float16', 'bfloat16'];
const KV_CACHE_DTYPES = ['fp8_e4m3fn', 'fp8_e5m2'];
const QUANTIZATIONS = ['awq', 'bitsandbytes', 'bitsandbytes-fp4', 'bitsandbytes-nf4', 'compressed-tensors', 'eetq', 'exl2', 'fp8', 'gptq', 'marlin'];

/** Seconds after which older versions cut off what runs, which nothing changes. */
const FIXED_TERMINATION = 90;

/**
 * How Text Generation Inference is run. Requests beyond `maxConcurrentRequests` (128 when not said) do not wait: they are refused with 429.
 * `dtype` is `float16` or `bfloat16`; when not said, most models run as `float16`, whatever their config says.
 */
export interface TextGenerationInferenceEngineProps extends LanguageModelOptions {
  /**
   * Released version, for example `3.3.7`, the last.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. Its entry point is kept, except with Gaudi.
   *
   * @default - the official image of the version; with `-rocm`, `-gaudi`, `-intel-xpu` behind it for these accelerators, `-intel-cpu` without
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Longest prompt, in tokens (`--max-input-tokens`); less than `maxModelLen`.
   *
   * @default - one less than maxModelLen, or the server's own
   */
  readonly maxInputLen?: number;

  /**
   * Share of each accelerator's memory that it may take, above 0 and at most 1 (`CUDA_MEMORY_FRACTION`, with GPUs of Intel `XPU_MEMORY_FRACTION`, with
   * Gaudi `HPU_MEMORY_FRACTION`, from 3.3.0 on). Without accelerators it says nothing and is an error.
   *
   * @default - the server's own: all of it; 0.9 of a GPU of Intel, 0.8 of a Gaudi
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Type of the KV cache (`--kv-cache-dtype`): `fp8_e4m3fn` or `fp8_e5m2`. From 2.4.0 on.
   *
   * @default - that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Whether the KV cache of a common prefix is used again (`PREFIX_CACHING`). From 2.4.0 on. `true` beside `loraAdapters` is an error: the cache does not tell
   * adapters apart.
   *
   * @default - the server's own, by the model and the accelerator; `false` with `loraAdapters`
   */
  readonly prefixCaching?: boolean;

  /**
   * Adapters by the name that clients send as `model` (`LORA_ADAPTERS`): an absolute path in the Pod, of a volume in `pod.volumes`. Every
   * name that is not among them is answered by the model itself. From 2.3.0 on.
   *
   * @default - none
   */
  readonly loraAdapters?: { [name: string]: string };

  /**
   * Whether each log line is a JSON object (`--json-output`).
   *
   * @default false
   */
  readonly jsonLogs?: boolean;
}

/**
 * Text Generation Inference (TGI), for large language models. Its makers no longer maintain it: move to `VllmEngine`.
 * https://github.com/huggingface/text-generation-inference
 */
export class TextGenerationInferenceEngine extends LegacyEngine {
  /** `text-generation-inference` */
  public readonly name: string = 'text-generation-inference';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health` on the HTTP port, which opens when the model is loaded and has run once. It generates a token while nothing else did. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TextGenerationInferenceEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TextGenerationInferenceEngineProps) {
    super();
    [props] = judged('new_TextGenerationInferenceEngine', [props], arguments, { open: new.target !== TextGenerationInferenceEngine });
    this.props = props;
    this.release = versionOf(ENGINE, props, '3.3.7');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort(`port of ${ENGINE}`, props.port ?? 8080) };
    positive('maxInputLen', props.maxInputLen);
    checkLanguageModelOptions(props);
    share('gpuMemoryUtilization', props.gpuMemoryUtilization);
    if (props.maxModelLen === 1) {
      throw invalid({ what: 'maxModelLen', got: 1, allowed: 'a whole number from 2 on: one token of the prompt and one of the answer', fix: 'use for example 4096' });
    }
    oneOf(`dtype of ${ENGINE}`, props.dtype, DTYPES);
    oneOf(`quantization of ${ENGINE}`, props.quantization, QUANTIZATIONS);
    oneOf(`kvCacheDtype of ${ENGINE}`, props.kvCacheDtype, KV_CACHE_DTYPES);
    this.checkTogether();
    // Read in launcher/src/main.rs and server/text_generation_server/utils/adapter.py of each release.
    requireVersions(ENGINE, this.release, [
      ['maxModelLen', props.maxModelLen !== undefined, '2.0.0'],
      ['apiKey', props.apiKey !== undefined, '2.3.0'],
      ['loraAdapters', this.hasAdapters, '2.3.0'],
      ['kvCacheDtype', props.kvCacheDtype !== undefined, '2.4.0'],
      ['prefixCaching', props.prefixCaching !== undefined, '2.4.0'],
      ['quantization "compressed-tensors"', props.quantization === 'compressed-tensors', '2.4.1'],
    ]);
  }

  /** The version of the server. */
  public get version(): string | undefined {
    return this.release;
  }

  /** It loads from the hub by itself. */
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

  /** Read in the sources of 3.3.7. */
  public get metrics(): EngineMetrics | undefined {
    return { waiting: 'tgi_queue_size', running: 'tgi_batch_current_size', latency: 'tgi_request_duration', verified: true };
  }

  /** It is in maintenance mode: its makers take small corrections only, and recommend other engines. */
  public get maintenance(): EngineMaintenance | undefined {
    return {
      notice: 'in maintenance mode, only minor bug fixes are accepted',
      successor: 'VllmEngine',
      source: 'https://github.com/huggingface/text-generation-inference#readme',
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

  /** Every name that is not an adapter's is that of the model. */
  public get knowsAliases(): boolean {
    return true;
  }

  /** Kernels that are compiled at the start. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** The launcher ends the web server, which finishes what runs, and then the shards: read in launcher/src/main.rs. */
  public get drainsAfterSigterm(): boolean {
    return true;
  }

  /** That of Hugging Face, with a tag for each kind of accelerator. */
  public get officialImages(): string[] {
    return [IMAGE];
  }

  /**
   * 1 GiB for each accelerator, at least 1 and at most 16, for NCCL between the shards.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return Size.gibibytes(Math.min(16, Math.max(1, compute.acceleratorCount)));
  }

  /**
   * Newer images keep their Python below `/root`, where only root can go; of others it is not known.
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
    const suffix = this.suffixFor(compute.accelerator?.resource ?? 'cpu');
    if (suffix !== undefined) return `${IMAGE}:${this.release}${suffix}`;
    throw new Error(
      `no official image of Text Generation Inference ${this.release} for ${compute.accelerator?.name ?? 'a CPU'} is known ` +
      '(nvidia.com and amd.com: any version, CPU and gpu.intel.com: from 2.4.0, habana.ai/gaudi: from 3.2.1); give image',
    );
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TGI_OPTIONS;
  }

  /**
   * The launcher with everything that is derived, through the image's entry point. That of Gaudi does not pass SIGTERM on, and is left out.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { model, compute } = context;
    this.checkModel(model);
    const gaudi = compute.accelerator?.resource.startsWith('habana.ai/');
    return {
      command: gaudi ? ['text-generation-launcher'] : undefined,
      args: this.args(context),
      env: {
        ...pythonCaches(context.scratchPath, 'tgi'),
        HF_HOME: context.cachePath,
        HUGGINGFACE_HUB_CACHE: `${context.cachePath}/hub`,
        USAGE_STATS: 'off',
        ...(!model.hub && { HF_HUB_OFFLINE: '1' }),
        ...(gaudi && compute.acceleratorCount > 1 && { PT_HPU_ENABLE_LAZY_COLLECTIVES: '1' }),
        ...this.memoryShare(compute),
        ...this.prefixCache(),
        ...this.adapters(model),
      },
      secretEnv: this.props.apiKey && { API_KEY: this.props.apiKey },
    };
  }

  private args({ model, compute, drainSeconds }: EngineContext): string[] {
    const { props } = this;
    return [
      '--model-id', model.path,
      ...flag('--revision', model.revision),
      '--hostname', '0.0.0.0',
      '--port', String(this.ports.http),
      '--num-shard', String(Math.max(1, compute.acceleratorCount)),
      ...flag('--max-input-tokens', props.maxInputLen ?? (props.maxModelLen && props.maxModelLen - 1)),
      ...flag('--max-total-tokens', props.maxModelLen),
      ...flag('--max-concurrent-requests', props.maxConcurrentRequests),
      ...flag('--dtype', props.dtype),
      ...flag('--quantize', props.quantization),
      ...flag('--kv-cache-dtype', props.kvCacheDtype),
      ...toggle('--trust-remote-code', props.trustRemoteCode),
      ...toggle('--json-output', props.jsonLogs),
      ...this.termination(drainSeconds),
    ];
  }

  /** Each kind of accelerator listens to a variable of its own: utils/import_utils.py and utils/dist.py of the servers for them. */
  private memoryShare({ accelerator }: Compute): { [name: string]: string } {
    const { gpuMemoryUtilization } = this.props;
    if (gpuMemoryUtilization === undefined) return {};
    if (!accelerator) throw new Error(`gpuMemoryUtilization is ${gpuMemoryUtilization}, and the replica has no accelerator; leave it out, or use Compute.gpu`);
    const value = String(gpuMemoryUtilization);
    if (accelerator.resource.startsWith('gpu.intel.com/')) return { XPU_MEMORY_FRACTION: value };
    if (!accelerator.resource.startsWith('habana.ai/')) return { CUDA_MEMORY_FRACTION: value };
    requireVersions(ENGINE, this.release, [['gpuMemoryUtilization with Gaudi', true, '3.3.0']]);
    return { HPU_MEMORY_FRACTION: value };
  }

  /** Off with adapters: the launcher does so too, but not where the image says otherwise, as Intel's does. */
  private prefixCache(): { [name: string]: string } {
    if (this.props.prefixCaching) return { PREFIX_CACHING: '1' };
    const off = this.props.prefixCaching === false || (this.hasAdapters && isAtLeast(this.release, '2.4.0'));
    return off ? { PREFIX_CACHING: '0' } : {};
  }

  private get hasAdapters(): boolean {
    return given(this.props.loraAdapters).length > 0;
  }

  private termination(drainSeconds: number): string[] {
    if (isAtLeast(this.release, '3.2.2')) return ['--graceful-termination-timeout', String(drainSeconds)];
    if (drainSeconds <= FIXED_TERMINATION) return [];
    throw new Error(`Text Generation Inference ${this.release} cuts requests off ${FIXED_TERMINATION} s after SIGTERM, and the drain is ${drainSeconds} s; use 3.2.2 or newer, or a drain of at most ${FIXED_TERMINATION} s`);
  }

  /** Only those that are mounted: of one from the hub clients would have to send the id. */
  private adapters(model: ModelLocation): { [name: string]: string } {
    const adapters = adaptersOf(this.props, model);
    const remote = adapters.find(([, where]) => !where.startsWith('/'));
    if (remote) {
      throw new Error(`the adapter ${remote[0]} in loraAdapters is ${remote[1]} on the hub, and Text Generation Inference gives adapters from the hub no other name than that; mount it with pod.volumes and pod.mounts, and give its path`);
    }
    const split = adapters.find(([, where]) => /[,=@]/.test(where));
    if (split) {
      throw new Error(`the adapter ${split[0]} in loraAdapters is at ${JSON.stringify(split[1])}, and Text Generation Inference takes a path apart at ",", "=" and "@"; mount it at a path without them`);
    }
    return adapters.length === 0 ? {} : { LORA_ADAPTERS: adapters.map(([name, where]) => `${name}=${where}`).join(',') };
  }

  /** What says the same twice, or what would answer wrongly. The types: server/text_generation_server/cli.py; the cache: backends/v3/src/radix.rs. */
  private checkTogether(): void {
    const { dtype, quantization, prefixCaching, maxInputLen, maxModelLen } = this.props;
    if (maxInputLen !== undefined && maxModelLen !== undefined && maxInputLen >= maxModelLen) {
      throw invalid({ what: `maxInputLen of ${ENGINE}`, got: maxInputLen, allowed: `less than maxModelLen, which is ${maxModelLen}`, fix: 'leave room for at least one token of an answer' });
    }
    if (dtype !== undefined && quantization !== undefined && !quantization.startsWith('bitsandbytes')) {
      throw invalid({ what: `dtype of ${ENGINE}`, got: dtype, allowed: 'nothing beside quantization, except bitsandbytes', fix: `leave one of dtype and quantization (${quantization}) out: both decide the type of the weights` });
    }
    if (prefixCaching && this.hasAdapters) {
      throw invalid({ what: `prefixCaching of ${ENGINE}`, got: prefixCaching, allowed: 'false beside loraAdapters', fix: 'leave it out: the cache does not tell adapters apart, and an answer would be made from another adapter\'s cache' });
    }
  }

  private checkModel(model: ModelLocation): void {
    refuseHubFile(ENGINE, model);
    if (model.hub) return;
    refuseLoneFile({ engine: 'text-generation-inference', title: ENGINE, loads: LANGUAGE_MODEL }, model.path);
  }

  private suffixFor(resource: string): string | undefined {
    const since = (version: string, suffix: string) => (isAtLeast(this.release, version) ? suffix : undefined);
    if (resource === 'cpu') return since('2.4.0', '-intel-cpu');
    if (resource.startsWith('nvidia.com/')) return '';
    if (resource.startsWith('amd.com/')) return '-rocm';
    if (resource.startsWith('gpu.intel.com/')) return since('2.4.0', '-intel-xpu');
    if (resource.startsWith('habana.ai/')) return since('3.2.1', '-gaudi');
    return undefined;
  }
}
