import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { KvCacheOptions, LanguageModelOptions, SpeculativeDecodingOptions } from './language-model-options';
import { flag, share, toggle } from './private/args';
import { flagsFile } from './private/flags-file';
import { hardeningOf } from './private/image-facts';
import { adaptersOf, besideModel, checkLanguageModelOptions, tensorParallelSize } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { apiKeyArgs, apiKeyEnv } from './private/server-api-key';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { LMDEPLOY_OPTIONS } from '../flags/options/lmdeploy-options';
import { OptionRow } from '../flags/options/option-row';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLocation } from '../values/model-location';

/** What LMDeploy runs a model with. */
export enum LmdeployBackend {
  /** Kernels in C++ and CUDA, for the models that it knows. */
  TURBOMIND = 'turbomind',

  /** PyTorch, for more models, adapters, speculative decoding and a KV cache of type `fp8` or `turbo_quant`. */
  PYTORCH = 'pytorch',
}

/**
 * Types of the KV cache that TurboMind refuses or takes for another, in words and in numbers.
 * https://github.com/InternLM/lmdeploy/blob/v0.16.0/lmdeploy/messages.py, https://lmdeploy.readthedocs.io/en/latest/quantization/kv_quant.html
 */
const PYTORCH_CACHE = /^(fp8(_e4m3|_e5m2)?|turbo_quant|16|17|42)$/i;

/** How LMDeploy is run. */
export interface LmdeployEngineProps extends LanguageModelOptions, KvCacheOptions, SpeculativeDecodingOptions {
  /**
   * Released version of LMDeploy, for example `0.16.0`. The flags that are rendered follow from it, and all others are checked against it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest.
   *
   * @default - the official image of the version: `openmmlab/lmdeploy`, for NVIDIA accelerators, with CUDA 12
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 23333
   */
  readonly port?: number;

  /**
   * What it runs the model with (`--backend`). For a model that TurboMind does not know, LMDeploy takes PyTorch all the same.
   *
   * @default - PyTorch for adapters, speculative decoding and a KV cache of type `fp8` or `turbo_quant`, else TurboMind where it knows the model, else PyTorch
   */
  readonly backend?: LmdeployBackend;

  /**
   * Share of the memory that the weights leave free on each accelerator, for the KV cache (`--cache-max-entry-count`): above 0, below 1.
   *
   * @default - LMDeploy's own, 0.8
   */
  readonly cacheMaxEntryCount?: number;

  /**
   * Parser of tool calls, in LMDeploy's own word, for example `qwen3`. It lets clients use `tools`.
   *
   * @default - none
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates reasoning from the answer, in LMDeploy's own word, for example `deepseek-r1`.
   *
   * @default - none
   */
  readonly reasoningParser?: string;

  /**
   * Low-rank adapters by the name that clients send as `model`: an absolute path in the Pod, of a volume in `pod.volumes`.
   *
   * @default - none
   */
  readonly loraAdapters?: { [name: string]: string };
}

/**
 * LMDeploy, an OpenAI-compatible server for large language models. https://lmdeploy.readthedocs.io
 *
 * With an `apiKey`, `/health`, `/docs`, `/redoc` and `/nodes` stay open, and before 0.12.2 `/metrics` and what administers the server too.
 */
export class LmdeployEngine extends LegacyEngine {
  /** `lmdeploy` */
  public readonly name: string = 'lmdeploy';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health` on the HTTP port, which opens only when the model is loaded. From 0.14 on it also says whether the engine is stuck. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: LmdeployEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that LMDeploy would refuse, and on those that it would silently leave out. */
  public constructor(props: LmdeployEngineProps) {
    super();
    [props] = judged('new_LmdeployEngine', [props], arguments, { open: new.target !== LmdeployEngine });
    this.props = props;
    this.release = versionOf('LMDeploy', props, '0.16.0');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of LMDeploy', props.port ?? 23333) };
    checkLanguageModelOptions(props);
    share('cacheMaxEntryCount', props.cacheMaxEntryCount);
    if (props.cacheMaxEntryCount === 1) {
      throw invalid({ what: 'cacheMaxEntryCount', got: 1, allowed: 'a share above 0, below 1: LMDeploy takes 1 for a number of blocks, or refuses it', fix: 'use for example 0.9' });
    }
    this.requireVersions();
    this.requirePyTorch();
  }

  /** The version of LMDeploy. */
  public get version(): string | undefined {
    return this.release;
  }

  /** LMDeploy loads from the hub by itself. */
  public get loadsFromHuggingFace(): boolean {
    return true;
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/metrics` on the HTTP port, from 0.9.2 on. From 0.12.2 on it wants the `apiKey` too, where there is one. */
  public get metricsPath(): string | undefined {
    return this.isAtLeast('0.9.2') ? '/metrics' : undefined;
  }

  /** Read in the sources of 0.9.2 to 0.18.0. */
  public get metrics(): EngineMetrics | undefined {
    if (!this.isAtLeast('0.9.2')) return undefined;
    return {
      waiting: 'lmdeploy:num_requests_waiting',
      running: 'lmdeploy:num_requests_running',
      cacheUsage: 'lmdeploy:gpu_cache_usage_perc',
      latency: 'lmdeploy:e2e_request_latency_seconds',
      verified: true,
    };
  }

  /** `/v1` */
  public get apiPath(): string {
    return '/v1';
  }

  /** LMDeploy's API is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** Kernels that are compiled at the start, and temporary files. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** Not known: it leaves SIGTERM to its web server, which waits for what runs and refuses the rest, and nobody has watched it. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** Those of LMDeploy's own packages, from 0.6.0 on. */
  public get flagsFile(): string | undefined {
    return flagsFile('lmdeploy');
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return ['docker.io/openmmlab/lmdeploy'];
  }

  /** `LMDEPLOY`, which its settings in the environment begin with. */
  public get envPrefix(): string | undefined {
    return 'LMDEPLOY';
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16: NCCL and PyTorch's processes talk through `/dev/shm`.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return sharedMemoryFor(compute);
  }

  /**
   * Root: the images name no other user, and none is known to work.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one for NVIDIA accelerators.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator?.resource.startsWith('nvidia.com/') && this.isAtLeast('0.6.0')) {
      return `docker.io/openmmlab/lmdeploy:v${this.release}-${this.isAtLeast('0.10.0') ? 'cu12.8' : 'cu12'}`;
    }
    throw new Error(`no official image of LMDeploy ${this.release} for ${accelerator?.name ?? 'a CPU'} is known (nvidia.com: from 0.6.0); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return LMDEPLOY_OPTIONS;
  }

  /**
   * `lmdeploy serve api_server` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { hub, path } = context.model;
    refuseHubFile('LMDeploy', context.model);
    if (!hub) refuseLoneFile({ engine: 'lmdeploy', title: 'LMDeploy', loads: LANGUAGE_MODEL }, path);
    return {
      command: ['lmdeploy', 'serve', 'api_server'],
      args: [path, ...this.args(context)],
      env: {
        ...pythonCaches(context.scratchPath, 'lmdeploy'),
        HF_HOME: context.cachePath,
        ...(!hub && { HF_HUB_OFFLINE: '1' }),
      },
      secretEnv: apiKeyEnv(this.props.apiKey),
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  /** Whether something is asked for that TurboMind silently leaves out, or refuses at the start. */
  private get needsPyTorch(): boolean {
    const { loraAdapters, speculativeDecoding, kvCacheDtype } = this.props;
    return given(loraAdapters).length > 0 || speculativeDecoding !== undefined || PYTORCH_CACHE.test(kvCacheDtype ?? '');
  }

  private requirePyTorch(): void {
    if (this.props.backend !== LmdeployBackend.TURBOMIND || !this.needsPyTorch) return;
    throw invalid({ what: 'backend', got: this.props.backend, allowed: 'LmdeployBackend.PYTORCH with adapters, speculative decoding or a KV cache of type fp8 or turbo_quant', fix: 'leave backend out' });
  }

  /** Throws on options and words that the version does not have yet, and when it would execute a model's code without being asked to. */
  private requireVersions(): void {
    const { toolCallParser, reasoningParser, speculativeDecoding, dtype, kvCacheDtype, trustRemoteCode } = this.props;
    requireVersions('LMDeploy', this.release, [
      ['toolCallParser', toolCallParser !== undefined, '0.7.2'],
      ['reasoningParser', reasoningParser !== undefined, '0.7.2'],
      ['speculativeDecoding', speculativeDecoding !== undefined, '0.11.0'],
      ['dtype', dtype !== undefined, '0.6.1'],
    ]);
    if (kvCacheDtype !== undefined && !/^(0|4|8|42)$/.test(kvCacheDtype) && !this.isAtLeast('0.14.0')) {
      throw invalid({ what: 'kvCacheDtype', got: kvCacheDtype, allowed: `the number of bits, "4" or "8", with LMDeploy ${this.release}`, fix: 'use LMDeploy 0.14.0 or newer for words' });
    }
    if (trustRemoteCode === true || this.isAtLeast('0.13.0')) return;
    throw invalid({
      what: 'LMDeploy version',
      got: this.release,
      allowed: '0.13.0 or newer without trustRemoteCode: older ones always execute code from the model\'s repository',
      fix: 'use 0.13.0 or newer, or state trustRemoteCode: true',
    });
  }

  private args(context: EngineContext): string[] {
    const { props } = this;
    const backend = props.backend ?? (this.needsPyTorch ? LmdeployBackend.PYTORCH : undefined);
    return [
      ...flag('--revision', context.model.revision),
      '--server-name', '0.0.0.0',
      '--server-port', String(this.ports.http),
      '--model-name', context.servedName,
      ...flag('--backend', backend),
      '--tp', String(tensorParallelSize(context.compute)),
      ...flag('--session-len', props.maxModelLen),
      ...flag('--max-batch-size', props.maxConcurrentRequests),
      ...flag('--cache-max-entry-count', props.cacheMaxEntryCount),
      ...flag('--dtype', props.dtype),
      ...flag('--model-format', props.quantization),
      ...flag('--quant-policy', props.kvCacheDtype),
      ...toggle('--enable-prefix-caching', props.prefixCaching),
      ...flag('--tool-call-parser', props.toolCallParser),
      ...flag('--reasoning-parser', props.reasoningParser),
      ...this.besideArgs(context.model),
      ...toggle('--trust-remote-code', props.trustRemoteCode && this.isAtLeast('0.13.0')),
      ...toggle('--enable-metrics', this.isAtLeast('0.9.2') && !this.isAtLeast('0.11.0')),
      ...apiKeyArgs('--api-keys', props.apiKey),
    ];
  }

  /** What is loaded beside the model; nothing of it at a revision of its own. */
  private besideArgs(model: ModelLocation): string[] {
    const { speculativeDecoding } = this.props;
    const adapters = adaptersOf(this.props, model).map(([name, where]) => `${name}=${folder(`the adapter ${name}`, where)}`);
    const draft = speculativeDecoding?.model && folder('the draft model', besideModel('speculativeDecoding.model', speculativeDecoding.model, model));
    return [
      ...(adapters.length > 0 ? ['--adapters', ...adapters] : []),
      ...flag('--speculative-algorithm', speculativeDecoding?.method),
      ...flag('--speculative-draft-model', draft),
      ...flag('--speculative-num-draft-tokens', speculativeDecoding?.tokens),
    ];
  }
}

function folder(what: string, where: string): string {
  if (where.startsWith('/')) return where;
  throw new Error(`LMDeploy takes ${what} as a folder, got ${JSON.stringify(where)}; mount it with pod.volumes and pod.mounts, and give its path`);
}
