import { Duration, Size } from 'cdk8s';
import { refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { checkedVersion, isAtLeast } from './private/versions';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { bytesOf, GIB } from '../private/bytes';
import { invalid } from '../private/errors';
import { checkedImage } from '../private/images';
import { checkedPort } from '../private/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { SecretKey } from '../values/secret-key';

/** How vLLM is run. */
export interface VllmEngineProps {
  /** Released version of vLLM, for example `0.32.0`. The flags that are rendered follow from it; with an image of your own, the version inside. */
  readonly version: string;

  /**
   * An image of your own, with a tag or digest.
   *
   * @default - the official image of the version: `vllm/vllm-openai`, with AMD accelerators `vllm/vllm-openai-rocm`, without accelerators `vllm/vllm-openai-cpu`
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Longest context, prompt and answer together, in tokens (`--max-model-len`). It bounds the KV cache.
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Share of each accelerator's memory that vLLM takes (`--gpu-memory-utilization`). It is always rendered, because vLLM's
   * own default moved between versions.
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

  /**
   * Type of weights and activations (`--dtype`), for example `bfloat16`.
   *
   * @default - vLLM's `auto`, from the model's config
   */
  readonly dtype?: string;

  /**
   * Quantization method (`--quantization`), for example `awq`.
   *
   * @default - from the model's config
   */
  readonly quantization?: string;

  /**
   * Whether code from the model's repository is executed (`--trust-remote-code`). Pin the revision when you switch it on.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Key that clients of `/v1` have to send. It does not guard `/invocations`, `/tokenize` and `/metrics`: keep those behind a NetworkPolicy.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
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

  /** @param props version and settings; throws on values that vLLM would refuse. */
  public constructor(props: VllmEngineProps) {
    super();
    this.props = props;
    checkedVersion('vLLM', props.version, '0.32.0');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of vLLM', props.port ?? 8000) };
    positive('maxModelLen', props.maxModelLen);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    const share = props.gpuMemoryUtilization ?? 0.9;
    if (!(share > 0 && share <= 1)) {
      throw invalid({ what: 'gpuMemoryUtilization', got: share, allowed: 'a share above 0, at most 1', fix: 'use 0.9, or less when something else runs on the accelerator' });
    }
  }

  /** The version of vLLM. */
  public get version(): string | undefined {
    return this.props.version;
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

  /** Short spellings of derived flags. */
  public get flagAliases(): { [alias: string]: string } {
    return {
      '-tp': '--tensor-parallel-size',
      '-pp': '--pipeline-parallel-size',
      '-q': '--quantization',
      '--device-memory-utilization': '--gpu-memory-utilization',
    };
  }

  /** Flags that say what is stated elsewhere. */
  public get reservedFlags(): { [flag: string]: string } {
    return {
      '--model': 'the source',
      '--revision': 'the revision of the source',
      '--tokenizer-revision': 'the revision of the source',
      '--code-revision': 'the revision of the source',
      '--served-model-name': 'servedName and servedAliases of the model',
      '--host': 'nothing: the server has to listen on all addresses',
      '--port': 'port of the engine',
      '--uds': 'port of the engine: Kubernetes cannot probe a socket',
      '--tensor-parallel-size': 'the count of accelerators in compute',
      '--pipeline-parallel-size': 'pipelineParallelSize of the engine',
      '--gpu-memory-utilization': 'gpuMemoryUtilization of the engine',
      '--max-model-len': 'maxModelLen of the engine',
      '--dtype': 'dtype of the engine',
      '--quantization': 'quantization of the engine',
      '--trust-remote-code': 'trustRemoteCode of the engine',
      '--api-key': 'apiKey of the engine, a SecretKey',
      '--shutdown-timeout': 'timing.drain',
      '--download-dir': 'the cache of the model',
    };
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
    return Size.gibibytes(Math.min(16, 2 * Math.max(1, compute.acceleratorCount)));
  }

  /**
   * A user without a passwd entry works when `HOME` and the caches are on a volume; a read-only root was seen to work on a CPU only,
   * and the NVIDIA container runtime may need to write to the root.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return {
      runAsUser: 1000,
      readOnlyRootFilesystem: compute.accelerator === undefined,
      source: 'vLLM 0.32.0 on a CPU, run as user 12345 with a read-only root; with accelerators https://github.com/kserve/kserve config-llm-template.yaml',
    };
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { version } = this.props;
    const resource = compute.accelerator?.resource ?? 'cpu';
    if (resource.startsWith('nvidia.com/')) return `vllm/vllm-openai:v${version}`;
    if (resource.startsWith('amd.com/') && isAtLeast(version, '0.17.0')) return `vllm/vllm-openai-rocm:v${version}`;
    if (resource === 'cpu' && isAtLeast(version, '0.19.0')) return `vllm/vllm-openai-cpu:v${version}`;
    throw new Error(`no official image of vLLM ${version} for ${compute.accelerator?.name ?? 'a CPU'} is known (nvidia.com: any version, amd.com: from 0.17.0, CPU: from 0.19.0); give image`);
  }

  /**
   * `vllm serve` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    if (!context.model.hub) refuseLoneFile('vLLM', context.model.path);
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

  private args(context: EngineContext): string[] {
    const { props } = this;
    const { revision } = context.model;
    return [
      '--host', '0.0.0.0',
      '--port', String(this.ports.http),
      '--served-model-name', context.servedName, ...context.servedAliases,
      ...this.parallelism(context.compute),
      ...(context.compute.accelerator ? ['--gpu-memory-utilization', String(props.gpuMemoryUtilization ?? 0.9)] : []),
      ...flag('--max-model-len', props.maxModelLen),
      ...flag('--dtype', props.dtype),
      ...flag('--quantization', props.quantization),
      ...flag('--revision', revision),
      ...flag('--tokenizer-revision', revision),
      ...(props.trustRemoteCode ? ['--trust-remote-code', ...flag('--code-revision', revision)] : []),
      ...(isAtLeast(props.version, '0.18.0') ? ['--shutdown-timeout', String(context.drainSeconds)] : []),
    ];
  }

  private cpuKvCacheGib(compute: Compute): string {
    const given = this.props.cpuKvCacheSpace?.toGibibytes();
    return String(given ?? Math.max(1, Math.floor(bytesOf(compute.memoryLimit) / GIB / 4)));
  }

  private parallelism(compute: Compute): string[] {
    const stages = this.props.pipelineParallelSize ?? 1;
    const count = Math.max(1, compute.acceleratorCount);
    if (count % stages !== 0) {
      throw new Error(`pipelineParallelSize ${stages} does not divide the ${count} accelerators of a replica; use a divisor of ${count}`);
    }
    return ['--tensor-parallel-size', String(count / stages), ...(stages > 1 ? ['--pipeline-parallel-size', String(stages)] : [])];
  }
}

function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

function positive(what: string, value: number | undefined): void {
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
    throw invalid({ what, got: value, allowed: 'a whole number from 1 on', fix: 'leave it out for the default' });
  }
}
