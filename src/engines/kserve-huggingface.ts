import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import { flag, oneOf, toggle } from './private/args';
import { distinctPorts } from './private/distinct-ports';
import { hardeningOf } from './private/image-facts';
import { checkLanguageModelOptions } from './private/language-models';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { KSERVE_OPTIONS } from '../flags/options/kserve-options';
import { OptionRow } from '../flags/options/option-row';
import { bytesOf, GIB } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { isPathPart } from '../ground/names';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';

const IMAGE = 'docker.io/kserve/huggingfaceserver';

const BACKENDS = ['auto', 'vllm', 'huggingface'];

/** Types that both backends know. https://github.com/kserve/kserve/blob/v0.20.0/python/huggingfaceserver/huggingfaceserver/__main__.py */
const DTYPES = ['auto', 'bfloat16', 'float', 'float16', 'float32', 'half'];

/** What only vLLM can be told. The other backend takes such flags without a word and does nothing. */
const ONLY_VLLM = ['quantization', 'maxConcurrentRequests', 'kvCacheDtype', 'prefixCaching', 'toolCallParser', 'reasoningParser'] as const;

/** How KServe's Hugging Face server is run. */
export interface KServeHuggingFaceEngineProps {
  /**
   * Released version of KServe, for example `0.20.0`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest.
   *
   * @default - the official image of the version: `kserve/huggingfaceserver:v<version>-gpu` with NVIDIA accelerators, without `-gpu` on a CPU
   */
  readonly image?: string;

  /**
   * Port of HTTP inference and health.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Whether it also speaks gRPC (the Open Inference Protocol), behind a second Service.
   *
   * @default false
   */
  readonly grpc?: boolean;

  /**
   * Port of gRPC inference.
   *
   * @default 8081
   */
  readonly grpcPort?: number;

  /**
   * What runs the model (`--backend`): `auto`, `vllm` or `huggingface`. `auto` is vLLM for the architectures that it knows. Of others even `vllm` is Transformers, and
   * what is said for vLLM does nothing there.
   *
   * @default - the server's own: `auto`
   */
  readonly backend?: string;

  /**
   * Longest context, prompt and answer together, in tokens (`--max_model_len`).
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Type of weights and activations (`--dtype`): `auto`, `bfloat16`, `float16` or `half`, `float32` or `float`.
   *
   * @default - the server's own: `auto`, from the model's config
   */
  readonly dtype?: string;

  /**
   * Whether code from the model's repository is executed (`--trust_remote_code`). Pin the revision when you switch it on. Unless `backend` is `huggingface`, a source on
   * the hub is then downloaded before the server starts: it would itself look for vLLM's architecture in the code of the default branch, whatever the revision.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Quantization method (`--quantization`). Only with `backend: 'vllm'`.
   *
   * @default - from the model's config
   */
  readonly quantization?: string;

  /**
   * Requests that are worked on at the same time (`--max-num-seqs`); others wait. Only with `backend: 'vllm'`.
   *
   * @default - vLLM's own
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Type of the KV cache (`--kv-cache-dtype`), for example `fp8`. Only with `backend: 'vllm'`.
   *
   * @default - that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Whether the KV cache of a common prefix is used again (`--enable-prefix-caching`). Only with `backend: 'vllm'`.
   *
   * @default - vLLM's own
   */
  readonly prefixCaching?: boolean;

  /**
   * Parser of tool calls (`--tool-call-parser`), for example `hermes`. Only with `backend: 'vllm'`.
   *
   * @default - none
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates reasoning from the answer (`--reasoning-parser`), for example `deepseek_r1`. Only with `backend: 'vllm'`, from KServe 0.16.0 on.
   *
   * @default - none
   */
  readonly reasoningParser?: string;

  /**
   * Whether each request is logged with its whole prompt, as the server itself would have it (else `--disable_log_requests` is given). Prompts may hold what is confidential.
   *
   * @default false
   */
  readonly logPrompts?: boolean;
}

/**
 * KServe's Hugging Face server, for language models by vLLM, and for Transformers models of other tasks (classification, embedding, fill-mask).
 * It runs in an ordinary Deployment; KServe itself is not needed. https://github.com/kserve/kserve/tree/master/python/huggingfaceserver
 */
export class KServeHuggingFaceEngine extends ServingEngine {
  /** `kserve-huggingface` */
  public readonly name: string = 'kserve-huggingface';

  /** HTTP, and gRPC when it is switched on; metrics are on the HTTP port. */
  public readonly ports: EnginePorts;

  /** Those of the server; it can be ready while vLLM still loads, so `probesFor` asks for the model. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/v2/health/ready'),
    readiness: ServerProbe.http('/v2/health/ready', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/v2/health/live', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: KServeHuggingFaceEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse, or take and not use. */
  public constructor(props: KServeHuggingFaceEngineProps) {
    super();
    [props] = judged('new_KServeHuggingFaceEngine', [props], arguments, { open: new.target !== KServeHuggingFaceEngine });
    this.props = props;
    this.release = versionOf('KServe', props, '0.20.0');
    if (props.image !== undefined) checkedImage(props.image);
    if (!props.grpc && props.grpcPort !== undefined) {
      throw invalid({ what: 'grpcPort of KServe', got: props.grpcPort, allowed: 'with grpc: true', fix: 'switch grpc on, or leave grpcPort out' });
    }
    this.ports = distinctPorts('KServe', { http: props.port ?? 8080, grpc: props.grpc ? props.grpcPort ?? 8081 : undefined });
    checkLanguageModelOptions(props);
    checkBackend(props);
    requireVersions('KServe', this.release, [['reasoningParser', props.reasoningParser !== undefined, '0.16.0']]);
  }

  /** The version of KServe. */
  public get version(): string | undefined {
    return this.release;
  }

  /** It loads from the hub by itself, but not with code: it asks for the architecture without the revision (vllm/utils.py, 0.15.0 to 0.20.0). */
  public get loadsFromHuggingFace(): boolean {
    return !this.props.trustRemoteCode || this.props.backend === 'huggingface';
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.HUGGINGFACE, Framework.PYTORCH, Framework.CUSTOM];
  }

  /** `/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** With vLLM those of vLLM, which is not verified; else the time of requests to `/v1/models` and `/v2`, read in the sources of 0.20.0. */
  public get metrics(): EngineMetrics | undefined {
    if (this.props.backend !== 'vllm') return { latency: 'request_predict_seconds', verified: true };
    return {
      waiting: 'vllm:num_requests_waiting',
      running: 'vllm:num_requests_running',
      cacheUsage: isAtLeast(this.release, '0.16.0') ? 'vllm:kv_cache_usage_perc' : 'vllm:gpu_cache_usage_perc',
      latency: 'vllm:e2e_request_latency_seconds',
    };
  }

  /** `/openai/v1` */
  public get apiPath(): string {
    return '/openai/v1';
  }

  /** Its API for generation and embedding is compatible with OpenAI's; other tasks are called below `/v1/models` and `/v2`. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** Compile caches and temporary files, as of vLLM. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** The server has 30 seconds for it that nothing changes, and unloads the model; whether requests survive that is not known. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That of KServe. */
  public get officialImages(): string[] {
    return [IMAGE];
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16, as for vLLM.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return sharedMemoryFor(compute);
  }

  /**
   * The model's own readiness: the server's is 200 as soon as it listens.
   *
   * @param servedName the name that clients send.
   */
  public probesFor(servedName: string): EngineProbes {
    const path = `/v2/models/${servedName}/ready`;
    return {
      startup: ServerProbe.http(path),
      readiness: ServerProbe.http(path, { period: Duration.seconds(5) }),
      liveness: this.probes.liveness,
    };
  }

  /**
   * User 1000 is the image's own; a read-only root is not known to work.
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
    if (accelerator === undefined && isAtLeast(this.release, '0.15.0')) return `${IMAGE}:v${this.release}`;
    if (accelerator?.resource.startsWith('nvidia.com/') && isAtLeast(this.release, '0.15.0')) return `${IMAGE}:v${this.release}-gpu`;
    throw new Error(`no official image of KServe's Hugging Face server ${this.release} for ${accelerator?.name ?? 'a CPU'} is known (CPU and nvidia.com: from 0.15.0); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return KSERVE_OPTIONS;
  }

  /**
   * The server with everything that is derived. vLLM's tensor parallelism is not: the server takes all accelerators that it sees.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { model, compute, scratchPath } = context;
    checkModel(context);
    return {
      command: ['python3', '-m', 'huggingfaceserver'],
      args: this.args(context),
      env: {
        ...pythonCaches(scratchPath, 'kserve'),
        HF_HOME: context.cachePath,
        VLLM_CACHE_ROOT: `${scratchPath}/cache/vllm`,
        VLLM_CONFIG_ROOT: `${scratchPath}/config/vllm`,
        VLLM_NO_USAGE_STATS: '1',
        ...(!model.hub && { HF_HUB_OFFLINE: '1' }),
        ...(!compute.accelerator && { VLLM_CPU_KVCACHE_SPACE: String(Math.max(1, Math.floor(bytesOf(compute.memoryLimit) / GIB / 4))) }),
      },
    };
  }

  private args({ model, servedName }: EngineContext): string[] {
    const { props } = this;
    const { http, grpc } = this.ports;
    return [
      ...(model.hub ? [`--model_id=${model.path}`] : [`--model_dir=${model.path}`]),
      `--model_name=${servedName}`,
      `--http_port=${http}`,
      ...(grpc === undefined ? ['--enable_grpc=false'] : [`--grpc_port=${grpc}`]),
      ...flag('--model_revision', model.revision),
      ...flag('--tokenizer_revision', model.revision),
      ...flag('--backend', props.backend),
      ...flag('--max_model_len', props.maxModelLen),
      ...flag('--dtype', props.dtype),
      ...toggle('--trust_remote_code', props.trustRemoteCode),
      ...toggle('--disable_log_requests', !props.logPrompts),
      ...this.vllmArgs(),
    ];
  }

  /** Given with `backend: 'vllm'` only, or the constructor throws. */
  private vllmArgs(): string[] {
    const { props } = this;
    return [
      ...flag('--quantization', props.quantization),
      ...flag('--max-num-seqs', props.maxConcurrentRequests),
      ...flag('--kv-cache-dtype', props.kvCacheDtype),
      ...(props.prefixCaching === undefined ? [] : [props.prefixCaching ? '--enable-prefix-caching' : '--no-enable-prefix-caching']),
      ...(props.toolCallParser === undefined ? [] : ['--enable-auto-tool-choice', '--tool-call-parser', props.toolCallParser]),
      ...flag('--reasoning-parser', props.reasoningParser),
    ];
  }
}

function checkBackend(props: KServeHuggingFaceEngineProps): void {
  const { backend, dtype } = props;
  oneOf('backend of KServe', backend, BACKENDS);
  oneOf('dtype of KServe', dtype, DTYPES);
  const useless = ONLY_VLLM.find(option => props[option] !== undefined);
  if (useless !== undefined && backend !== 'vllm') {
    throw invalid({ what: `${useless} of KServe`, got: props[useless], allowed: 'with backend: "vllm": the other backend takes the flag without a word and does nothing', fix: 'say backend: "vllm", or leave it out' });
  }
}

function checkModel({ model, servedName }: EngineContext): void {
  const engine = 'KServe\'s Hugging Face server';
  if (!isPathPart(servedName)) {
    throw new Error(`${engine} has the name of a model in its paths, and ${JSON.stringify(servedName)} cannot be a part of one; use letters, digits, "-", "." and "_" in servedName`);
  }
  refuseHubFile(engine, model);
  if (model.hub) return;
  refuseLoneFile({ engine: 'kserve-huggingface', title: engine, loads: LANGUAGE_MODEL }, model.path);
}
