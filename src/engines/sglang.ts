import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import {
  KvCacheOptions, LanguageModelOptions, LoraOptions, MultiModalOptions, ParserOptions, SpeculativeDecodingOptions,
} from './language-model-options';
import { flag, positive, share, toggle } from './private/args';
import { flagsFile } from './private/flags-file';
import { adaptersOf, besideModel, checkLanguageModelOptions, tensorParallelSize } from './private/language-models';
import { refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { isAtLeast, versionOf } from './private/versions';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { invalid } from '../private/errors';
import { checkedImage } from '../private/images';
import { given } from '../private/objects';
import { checkedPort } from '../private/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLocation } from '../values/model-location';
import { ModelTask } from '../values/model-task';

/** Seconds that a probe waits which makes the server work: it answers after one second at best, and gives up after 20. */
const GENERATION_TIMEOUT = Duration.seconds(25);

/** Ways of drafting that count in steps; the others take the number of tokens alone. */
const DRAFTED_IN_STEPS = /^(EAGLE3?|NEXTN|STANDALONE|FROZEN_KV_MTP)$/;

/** How SGLang is run. */
export interface SglangEngineProps
  extends LanguageModelOptions, KvCacheOptions, ParserOptions, LoraOptions, SpeculativeDecodingOptions, MultiModalOptions {
  /**
   * Released version of SGLang, for example `0.5.21`. The flags that are rendered follow from it, and all others are checked against it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It needs `python3` on its path.
   *
   * @default - the official image of the version: `lmsysorg/sglang`, with AMD accelerators `-rocm…-mi30x` or `-mi35x`, without accelerators `-xeon`
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 30000
   */
  readonly port?: number;

  /**
   * What the model is served for. Anything but generating needs a model that was made for it. Reranking is that of cross-encoders;
   * decoder-only rerankers are served as generating.
   *
   * @default ModelTask.GENERATE
   */
  readonly task?: ModelTask;

  /**
   * Share of each accelerator's memory for weights and KV cache together (`--mem-fraction-static`); the rest is for activations and CUDA graphs.
   *
   * @default - SGLang's own, from the memory of the accelerator
   */
  readonly memFractionStatic?: number;

  /**
   * Pipeline stages (`--pp-size`); the accelerators are divided among them, and the rest is tensor parallelism.
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;
}

/**
 * SGLang, an OpenAI-compatible server for large language models. https://docs.sglang.io
 */
export class SglangEngine extends ServingEngine {
  /** `sglang` */
  public readonly name: string = 'sglang';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /**
   * From 0.5.20 on `/ready` says whether it takes requests, and costs nothing. Before, `/health_generate` does, by generating a token.
   * Liveness generates one in any version: nothing else tells a stuck server.
   */
  public readonly probes: EngineProbes;

  private readonly props: SglangEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that SGLang would refuse. */
  public constructor(props: SglangEngineProps) {
    super();
    this.props = props;
    this.release = versionOf('SGLang', props, '0.5.21');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of SGLang', props.port ?? 30000) };
    this.probes = this.isAtLeast('0.5.20') ? cheapProbes() : generatingProbes();
    checkLanguageModelOptions(props);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    share('memFractionStatic', props.memFractionStatic);
    this.requireVersions();
  }

  /** The version of SGLang. */
  public get version(): string | undefined {
    return this.release;
  }

  /** SGLang loads from the hub by itself. */
  public get loadsFromHuggingFace(): boolean {
    return true;
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/metrics` on the HTTP port, switched on by `--enable-metrics`. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Read in the sources of ten versions from 0.4.6 to 0.5.23. */
  public get metrics(): EngineMetrics | undefined {
    return {
      waiting: 'sglang:num_queue_reqs',
      running: 'sglang:num_running_reqs',
      cacheUsage: 'sglang:token_usage',
      latency: 'sglang:e2e_request_latency_seconds',
      verified: true,
    };
  }

  /** `/v1` */
  public get apiPath(): string {
    return '/v1';
  }

  /** SGLang's API is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** Kernels that are compiled at the start, and temporary files. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** Ten minutes: kernels are compiled and CUDA graphs captured before the first answer. */
  public get warmup(): Duration {
    return Duration.minutes(10);
  }

  /** It finishes what runs, without any bound of its own; the grace period is what ends it. */
  public get drainsAfterSigterm(): boolean {
    return true;
  }

  /** Those of SGLang's own packages, from 0.4.6 on. */
  public get flagsFile(): string | undefined {
    return flagsFile('sglang');
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return ['lmsysorg/sglang'];
  }

  /** Other spellings of derived flags. */
  public get flagAliases(): { [alias: string]: string } {
    return {
      '--model': '--model-path',
      '--tp': '--tp-size',
      '--tensor-parallel-size': '--tp-size',
      '--pp': '--pp-size',
      '--pipeline-parallel-size': '--pp-size',
      '--speculative-draft-model': '--speculative-draft-model-path',
    };
  }

  /** Flags that say what is stated elsewhere. */
  public get reservedFlags(): { [flag: string]: string } {
    return {
      '--model-path': 'the source',
      '--revision': 'the revision of the source',
      '--served-model-name': 'servedName of the model',
      '--host': 'nothing: the server has to listen on all addresses',
      '--port': 'port of the engine',
      '--tp-size': 'the count of accelerators in compute',
      '--pp-size': 'pipelineParallelSize of the engine',
      '--device': 'the accelerator in compute',
      '--mem-fraction-static': 'memFractionStatic of the engine',
      '--context-length': 'maxModelLen of the engine',
      '--max-running-requests': 'maxConcurrentRequests of the engine',
      '--dtype': 'dtype of the engine',
      '--quantization': 'quantization of the engine',
      '--kv-cache-dtype': 'kvCacheDtype of the engine',
      '--disable-radix-cache': 'prefixCaching of the engine',
      '--is-embedding': 'task of the engine',
      '--trust-remote-code': 'trustRemoteCode of the engine',
      '--api-key': 'apiKey of the engine, a SecretKey',
      '--enable-metrics': 'nothing: metrics are on',
      '--download-dir': 'the cache of the model',
      '--grpc-mode': 'nothing: the probes and the Service speak HTTP',
    };
  }

  /** `SGLANG`: a Service called `sglang-grpc` injects `SGLANG_GRPC_PORT=tcp://…` into other Pods, which SGLang reads. */
  public get envPrefix(): string | undefined {
    return 'SGLANG';
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16: SGLang's processes and NCCL talk through `/dev/shm`.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return Size.gibibytes(Math.min(16, 2 * Math.max(1, compute.acceleratorCount)));
  }

  /** Root: the images name no other user, and none is known to work. */
  public hardening(_compute: Compute): ImageHardening {
    return { readOnlyRootFilesystem: false, source: 'https://github.com/sgl-project/sglang docker/Dockerfile, which sets no user' };
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    const tag = `lmsysorg/sglang:v${this.release}`;
    if (accelerator?.resource.startsWith('nvidia.com/') && this.isAtLeast('0.5.4')) return tag;
    if (accelerator === undefined && this.isAtLeast('0.5.20')) return `${tag}-xeon`;
    const instinct = accelerator?.resource.startsWith('amd.com/') ? instinctOf(accelerator.name) : undefined;
    if (instinct !== undefined && this.isAtLeast('0.5.9')) return `${tag}-${this.isAtLeast('0.5.20') ? 'rocm10' : 'rocm720'}-${instinct}`;
    throw new Error(`no official image of SGLang ${this.release} for ${accelerator?.name ?? 'a CPU'} is known (nvidia.com: from 0.5.4, AMD MI30x, MI325X and MI35x: from 0.5.9, CPU: from 0.5.20); give image`);
  }

  /**
   * `sglang.launch_server` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    refuseHubFile('SGLang', context.model);
    if (!context.model.hub) refuseLoneFile('SGLang', context.model.path);
    if (context.servedName.includes(':')) {
      throw new Error(`SGLang reads what follows a colon as the name of an adapter, got servedName ${JSON.stringify(context.servedName)}; use a name without colons`);
    }
    return {
      command: ['python3', '-m', 'sglang.launch_server'],
      args: this.args(context),
      env: {
        ...pythonCaches(context.scratchPath, 'sglang'),
        HF_HOME: context.cachePath,
        SGLANG_CACHE_DIR: `${context.scratchPath}/cache/sglang`,
        CUDA_CACHE_PATH: `${context.scratchPath}/cache/cuda`,
        ...(!context.model.hub && { HF_HUB_OFFLINE: '1' }),
        ...(!context.compute.accelerator && { SGLANG_USE_CPU_ENGINE: '1' }),
      },
      secretEnv: this.props.apiKey && { SERVER_API_KEY: this.props.apiKey },
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  /** Throws on options that a version does not have yet. */
  private requireVersions(): void {
    const { maxLoraRank, loraAdapters, multiModalLimits, pipelineParallelSize } = this.props;
    const since: [string, unknown, string][] = [
      ['maxLoraRank', maxLoraRank, '0.4.10'],
      ['loraAdapters', given(loraAdapters)[0], '0.5.2'],
      ['multiModalLimits', multiModalLimits, '0.5.7'],
      ['pipelineParallelSize', pipelineParallelSize, '0.4.7'],
    ];
    for (const [what, value, first] of since) {
      if (value === undefined || this.isAtLeast(first)) continue;
      throw invalid({ what, got: `it with SGLang ${this.release}`, allowed: `SGLang ${first} or newer`, fix: `use a newer version, or leave ${what} out` });
    }
    const kind = given(multiModalLimits).map(([name]) => name).find(name => !['image', 'video', 'audio'].includes(name));
    if (kind !== undefined) throw invalid({ what: 'a kind in multiModalLimits', got: kind, allowed: 'image, video or audio', fix: 'SGLang limits no other kinds' });
  }

  private args(context: EngineContext): string[] {
    const { props } = this;
    const stages = props.pipelineParallelSize ?? 1;
    return [
      '--model-path', context.model.path,
      ...flag('--revision', context.model.revision),
      '--host', '0.0.0.0',
      '--port', String(this.ports.http),
      '--served-model-name', context.servedName,
      '--enable-metrics',
      ...(context.compute.accelerator ? [] : ['--device', 'cpu']),
      '--tp-size', String(tensorParallelSize(context.compute, stages)),
      ...(stages > 1 ? ['--pp-size', String(stages)] : []),
      ...flag('--mem-fraction-static', props.memFractionStatic),
      ...flag('--context-length', props.maxModelLen),
      ...flag('--max-running-requests', props.maxConcurrentRequests),
      ...flag('--dtype', props.dtype),
      ...flag('--quantization', props.quantization),
      ...flag('--kv-cache-dtype', props.kvCacheDtype),
      ...this.taskArgs(),
      ...flag('--tool-call-parser', props.toolCallParser),
      ...flag('--reasoning-parser', props.reasoningParser),
      ...flag('--grammar-backend', props.structuredOutputBackend),
      ...this.loraArgs(context.model),
      ...this.speculativeArgs(context.model),
      ...(props.multiModalLimits ? ['--limit-mm-data-per-request', JSON.stringify(props.multiModalLimits)] : []),
      ...toggle('--trust-remote-code', props.trustRemoteCode),
      ...(props.apiKey ? ['--api-key', '$(SERVER_API_KEY)'] : []),
    ];
  }

  /** Cross-encoders read query and document whole, each time anew. https://docs.sglang.io/supported_models/rerank_models.html */
  private taskArgs(): string[] {
    const { task = ModelTask.GENERATE, prefixCaching } = this.props;
    const reranks = task === ModelTask.RERANK;
    return [
      ...toggle('--is-embedding', task !== ModelTask.GENERATE),
      ...toggle('--disable-radix-cache', reranks || prefixCaching === false),
      ...(reranks ? ['--chunked-prefill-size', '-1'] : []),
    ];
  }

  private loraArgs(model: ModelLocation): string[] {
    const adapters = adaptersOf(this.props, model);
    const pinned = adapters.find(([, where]) => where.includes('@') && !where.startsWith('/'));
    if (pinned) throw new Error(`SGLang loads an adapter of the hub at its default branch only, got ${pinned[1]} for ${pinned[0]}; mount that revision with pod.volumes and give its path`);
    return [
      ...(adapters.length > 0 ? ['--lora-paths', ...adapters.map(([name, where]) => `${name}=${where}`)] : []),
      ...flag('--max-lora-rank', this.props.maxLoraRank),
    ];
  }

  private speculativeArgs(model: ModelLocation): string[] {
    const { speculativeDecoding } = this.props;
    if (!speculativeDecoding) return [];
    const { method, tokens, model: draft } = speculativeDecoding;
    const [path, revision] = draft === undefined ? [] : besideModel('speculativeDecoding.model', draft, model).split('@');
    return [
      '--speculative-algorithm', method,
      ...flag('--speculative-draft-model-path', path),
      ...flag('--speculative-draft-model-revision', revision),
      ...(DRAFTED_IN_STEPS.test(method)
        ? ['--speculative-num-steps', String(tokens), '--speculative-eagle-topk', '1', '--speculative-num-draft-tokens', String(tokens + 1)]
        : ['--speculative-num-draft-tokens', String(tokens)]),
    ];
  }
}

function cheapProbes(): EngineProbes {
  return {
    startup: ServerProbe.http('/ready'),
    readiness: ServerProbe.http('/ready', { period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: generatingProbes().liveness,
  };
}

function generatingProbes(): EngineProbes {
  const path = '/health_generate';
  return {
    startup: ServerProbe.http(path, { timeout: GENERATION_TIMEOUT }),
    readiness: ServerProbe.http(path, { timeout: GENERATION_TIMEOUT }),
    liveness: ServerProbe.http(path, { period: Duration.seconds(30), timeout: GENERATION_TIMEOUT, failures: 6 }),
  };
}

/** The family of AMD Instinct accelerators that an image is built for: CDNA 3 or CDNA 4. */
function instinctOf(name: string): string | undefined {
  if (/MI3(00|08|25)/i.test(name)) return 'mi30x';
  return /MI35[05]/i.test(name) ? 'mi35x' : undefined;
}
