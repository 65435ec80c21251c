import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import {
  KvCacheOptions, LanguageModelOptions, LoraOptions, MultiModalOptions, ParserOptions, SpeculativeDecoding, SpeculativeDecodingOptions,
} from './language-model-options';
import { flag, positive, share, toggle } from './private/args';
import { flagsFile } from './private/flags-file';
import { hardeningOf } from './private/image-facts';
import { adaptersOf, besideModel, checkLanguageModelOptions, dividedBy, tensorParallelSize } from './private/language-models';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { apiKeyArgs, apiKeyEnv } from './private/server-api-key';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { SGLANG_OPTIONS } from '../flags/options/sglang-options';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLocation } from '../values/model-location';
import { ModelTask } from '../values/model-task';

/** Seconds that a probe waits which makes the server work: it answers after one second at best, and gives up after 20. */
const GENERATION_TIMEOUT = Duration.seconds(25);

/** Methods that draft in steps; the others take the number of tokens alone. */
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
   * Pipeline stages (`--pp-size`), from 0.4.6.post2 on; the accelerators are divided among them, and the rest is tensor parallelism. SGLang
   * does not draft over several (`speculativeDecoding`).
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;
}

/**
 * SGLang, an OpenAI-compatible server for large language models. https://docs.sglang.io
 *
 * With an `apiKey`, paths that begin with `/health`, `/ready` and `/metrics` stay open. Clients reach an adapter of `loraAdapters` as
 * `<served name>:<adapter>` from 0.5.4 on, and before by `lora_path` in the request; its name alone is answered by the model itself.
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
    [props] = judged('new_SglangEngine', [props], arguments, { open: new.target !== SglangEngine });
    this.props = props;
    this.release = versionOf('SGLang', props, '0.5.21');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of SGLang', props.port ?? 30000) };
    this.probes = this.isAtLeast('0.5.20') ? cheapProbes() : generatingProbes();
    checkLanguageModelOptions(props);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    share('memFractionStatic', props.memFractionStatic);
    this.requireVersions();
    this.requireWords();
    this.requireCompatible();
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

  /** Read in SGLang's sources of each version from 0.4.6 to 0.5.23. */
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
    return ['docker.io/lmsysorg/sglang'];
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
    return sharedMemoryFor(compute);
  }

  /**
   * Without accelerators a user without a passwd entry and a read-only root were seen to work. With them root: the images name no other user, and none is known to work.
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
    const { accelerator } = compute;
    const tag = `docker.io/lmsysorg/sglang:v${this.release}`;
    if (accelerator?.resource.startsWith('nvidia.com/') && this.isAtLeast('0.5.4')) return tag;
    if (accelerator === undefined && this.isAtLeast('0.5.20')) return `${tag}-xeon`;
    const instinct = accelerator?.resource.startsWith('amd.com/') ? instinctOf(accelerator.name) : undefined;
    if (instinct !== undefined && this.isAtLeast('0.5.9')) return `${tag}-${this.isAtLeast('0.5.20') ? 'rocm10' : 'rocm720'}-${instinct}`;
    throw new Error(`no official image of SGLang ${this.release} for ${accelerator?.name ?? 'a CPU'} is known (nvidia.com: from 0.5.4, AMD MI30x, MI325X and MI35x: from 0.5.9, CPU: from 0.5.20); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return SGLANG_OPTIONS;
  }

  /**
   * `sglang.launch_server` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    refuseHubFile('SGLang', context.model);
    if (!context.model.hub) refuseLoneFile({ engine: 'sglang', title: 'SGLang', loads: LANGUAGE_MODEL }, context.model.path);
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
      },
      secretEnv: apiKeyEnv(this.props.apiKey),
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  /** Throws on options that the version does not have yet. */
  private requireVersions(): void {
    const { maxLoraRank, loraAdapters, multiModalLimits, pipelineParallelSize, speculativeDecoding } = this.props;
    requireVersions('SGLang', this.release, [
      ['maxLoraRank', maxLoraRank !== undefined, '0.4.9.post3'],
      ['loraAdapters', given(loraAdapters).length > 0, '0.5.2'],
      ['multiModalLimits', multiModalLimits !== undefined, '0.5.7'],
      ['pipelineParallelSize', pipelineParallelSize !== undefined, '0.4.6.post2'],
      ['a revision in speculativeDecoding.model', draftOf(speculativeDecoding?.model)[1] !== undefined, '0.5.2'],
    ]);
  }

  /** Throws on words that no version knows. */
  private requireWords(): void {
    const { multiModalLimits, kvCacheDtype } = this.props;
    const kind = given(multiModalLimits).map(([name]) => name).find(name => !['image', 'video', 'audio'].includes(name));
    if (kind !== undefined) throw invalid({ what: 'a kind in multiModalLimits', got: kind, allowed: 'image, video or audio', fix: 'SGLang limits no other kinds' });
    if (kvCacheDtype === 'fp8') {
      throw invalid({ what: 'kvCacheDtype', got: kvCacheDtype, allowed: 'a type that SGLang knows, for example fp8_e4m3 or fp8_e5m2', fix: 'use "fp8_e4m3"' });
    }
  }

  /** Throws on options that contradict each other, and on those that SGLang, by its own checks, does not start with together. */
  private requireCompatible(): void {
    const { task, prefixCaching, pipelineParallelSize = 1, speculativeDecoding, loraAdapters } = this.props;
    if (task === ModelTask.RERANK && prefixCaching) {
      throw invalid({ what: 'prefixCaching', got: 'true with ModelTask.RERANK', allowed: 'false: a cross-encoder reads everything anew', fix: 'leave prefixCaching out' });
    }
    if (speculativeDecoding === undefined) return;
    if (pipelineParallelSize > 1) {
      throw invalid({ what: 'speculativeDecoding', got: `it with pipelineParallelSize ${pipelineParallelSize}`, allowed: 'pipelineParallelSize 1', fix: 'leave one of them out' });
    }
    if (given(loraAdapters).length > 0 && !this.isAtLeast('0.5.19') && methodOf(speculativeDecoding) !== 'NGRAM') {
      throw invalid({ what: 'speculativeDecoding.method', got: `${speculativeDecoding.method} with loraAdapters`, allowed: 'NGRAM before SGLang 0.5.19', fix: 'use SGLang 0.5.19 or newer, or leave one of them out' });
    }
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
      '--tp-size', String(tensorParallelSize(context.compute, stages, dividedBy(this, context.userArgs))),
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
      ...flag('--limit-mm-data-per-request', props.multiModalLimits && JSON.stringify(Object.fromEntries(given(props.multiModalLimits)))),
      ...toggle('--trust-remote-code', props.trustRemoteCode),
      ...apiKeyArgs('--api-key', props.apiKey),
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
    const { tokens, model: draft } = speculativeDecoding;
    const method = methodOf(speculativeDecoding);
    const [path, revision] = draftOf(draft && besideModel('speculativeDecoding.model', draft, model));
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

/** The method in SGLang's spelling: older versions know capital letters only. */
function methodOf({ method }: SpeculativeDecoding): string {
  return method.toUpperCase();
}

/** A draft model, and its revision where it is one of the hub: paths may have an `@` in them. */
function draftOf(model: string | undefined): [path?: string, revision?: string] {
  if (model === undefined || model.startsWith('/')) return [model];
  const [path, revision] = model.split('@');
  return [path, revision];
}

/** The family of AMD Instinct accelerators that an image is built for: CDNA 3 or CDNA 4. */
function instinctOf(name: string): string | undefined {
  if (/MI3(00|08|25)/i.test(name)) return 'mi30x';
  return /MI35[05]/i.test(name) ? 'mi35x' : undefined;
}
