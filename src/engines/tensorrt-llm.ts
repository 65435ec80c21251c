import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import { KvCacheOptions, ParserOptions } from './language-model-options';
import { flag, positive, share, toggle } from './private/args';
import { hardeningOf } from './private/image-facts';
import { checkLanguageModelOptions, dividedBy, tensorParallelSize } from './private/language-models';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { sharedMemoryFor } from './private/shared-memory';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { canonicalFlag } from '../flags/flags';
import { OptionRow } from '../flags/options/option-row';
import { TENSORRT_LLM_OPTIONS } from '../flags/options/tensorrt-llm-options';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { isPathPart } from '../ground/names';
import { checkedPort } from '../ground/ports';
import { literal } from '../ground/references';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';

/** What the image starts its programs through: it prepares CUDA for older drivers, and becomes the program. */
const ENTRY_POINT = '/opt/nvidia/nvidia_entrypoint.sh';

/** The first version with `--served_model_name`. https://github.com/NVIDIA/TensorRT-LLM/releases/tag/v1.3.0rc7 */
const NAMES_MODELS = '1.3.0rc7';

/** The first version with gauges of its queue. https://github.com/llm-d/llm-d/pull/1866 */
const MEASURES_QUEUE = '1.3.0rc12';

/** How TensorRT-LLM is run. */
export interface TensorRtLlmEngineProps extends KvCacheOptions, ParserOptions {
  /**
   * Released version of TensorRT-LLM, 1.0.0 or newer, for example `1.2.1`. What is rendered follows from it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It needs `trtllm-serve` on its path, and `/bin/sh`.
   *
   * @default - the official image of the version: `nvcr.io/nvidia/tensorrt-llm/release`, for NVIDIA accelerators
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Longest context, prompt and answer together, in tokens (`--max_seq_len`). It bounds the KV cache.
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Requests that are worked on at the same time; others wait (`--max_batch_size`).
   *
   * @default - TensorRT-LLM's own
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Pipeline stages (`--pp_size`); the accelerators are divided among them, and the rest is tensor parallelism.
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;

  /**
   * Share of the memory that weights and buffers leave free on each accelerator, for the KV cache.
   *
   * @default - TensorRT-LLM's own, 0.9
   */
  readonly freeGpuMemoryFraction?: number;

  /**
   * Whether code from the model's repository is executed (`--trust_remote_code`). Pin the revision when you switch it on.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Whether it has Prometheus metrics, from 1.1.0 on. They cost a little of its speed.
   *
   * @default true
   */
  readonly metrics?: boolean;

  /**
   * More of the YAML file that sets what has no flag, for example `cuda_graph_config`: a map, with its keys at the start of lines. Keys that
   * the library writes, or that have an option or a place of their own (`tensor_parallel_size`, `max_seq_len`), are refused.
   * https://nvidia.github.io/TensorRT-LLM/llm-api/reference.html
   *
   * @default - only what the library writes
   */
  readonly config?: string;
}

/**
 * TensorRT-LLM's own server, `trtllm-serve`, OpenAI-compatible, for large language models on NVIDIA accelerators.
 * https://github.com/NVIDIA/TensorRT-LLM
 *
 * Half of what it can be told has no flag. A line of shell writes that to a YAML file on the scratch volume and becomes the server.
 */
export class TensorRtLlmEngine extends ServingEngine {
  /** `tensorrt-llm` */
  public readonly name: string = 'tensorrt-llm';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health` on the HTTP port, which answers only when the model is loaded. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TensorRtLlmEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TensorRtLlmEngineProps) {
    super();
    [props] = judged('new_TensorRtLlmEngine', [props], arguments, { open: new.target !== TensorRtLlmEngine });
    this.props = props;
    this.release = versionOf('TensorRT-LLM', props, '1.2.1');
    if (!this.isAtLeast('1.0.0rc0')) throw invalid({ what: 'TensorRT-LLM version', got: this.release, allowed: '1.0.0 or newer', fix: 'use for example "1.2.1"' });
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of TensorRT-LLM', props.port ?? 8000) };
    checkLanguageModelOptions(props);
    positive('pipelineParallelSize', props.pipelineParallelSize);
    share('freeGpuMemoryFraction', props.freeGpuMemoryFraction);
    this.requireVersions();
    this.requireOwnKeys();
  }

  /** The version of TensorRT-LLM. */
  public get version(): string | undefined {
    return this.release;
  }

  /** From 1.3.0rc7 on. Before, it names a model after its folder, and the library downloads it to one. */
  public get loadsFromHuggingFace(): boolean {
    return this.isAtLeast(NAMES_MODELS);
  }

  /** PyTorch and Hugging Face models, and models of your own. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/prometheus/metrics` on the HTTP port, unless `metrics` is off; `/metrics` is something else, and emptied by whoever reads it. */
  public get metricsPath(): string | undefined {
    return this.hasMetrics ? '/prometheus/metrics' : undefined;
  }

  /** Known from 1.3.0rc12 on, from its sources of August 2026; the gauges move when a request ends. */
  public get metrics(): EngineMetrics | undefined {
    if (!this.hasMetrics || !this.isAtLeast(MEASURES_QUEUE)) return undefined;
    return {
      waiting: 'trtllm_num_requests_waiting',
      running: 'trtllm_num_requests_running',
      cacheUsage: 'trtllm_kv_cache_utilization',
      latency: 'trtllm_e2e_request_latency_seconds',
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

  /** Kernels that are compiled and tuned at the start, and temporary files. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** Ten minutes: kernels are tuned and CUDA graphs captured before the first answer. */
  public get warmup(): Duration {
    return Duration.minutes(10);
  }

  /** Not known: it leaves SIGTERM to its web server, and nobody has watched what becomes of its workers. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That in NVIDIA's registry. */
  public get officialImages(): string[] {
    return ['nvcr.io/nvidia/tensorrt-llm/release'];
  }

  /** `TRTLLM`, which its settings in the environment begin with. */
  public get envPrefix(): string | undefined {
    return 'TRTLLM';
  }

  /**
   * 2 GiB for each accelerator, at least 2 and at most 16: its workers and NCCL talk through `/dev/shm`.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size {
    return sharedMemoryFor(compute);
  }

  /**
   * Root: nothing is published of another user.
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
    if (accelerator?.resource.startsWith('nvidia.com/')) return `nvcr.io/nvidia/tensorrt-llm/release:${this.release}`;
    throw new Error(`TensorRT-LLM runs on NVIDIA accelerators only, got ${accelerator?.name ?? 'a CPU'}; take such an accelerator, or another engine`);
  }

  /** @internal */
  public get _config(): string | undefined {
    return JSON.stringify(contentOf(this.yaml()));
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TENSORRT_LLM_OPTIONS;
  }

  /**
   * `trtllm-serve` with everything that is derived, behind the line of shell that writes its file.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { hub, path } = context.model;
    refuseHubFile('TensorRT-LLM', context.model);
    if (!hub) refuseLoneFile({ engine: 'tensorrt-llm', title: 'TensorRT-LLM', loads: LANGUAGE_MODEL }, path);
    const file = `${context.scratchPath}/trtllm.yaml`;
    const link = this.isAtLeast(NAMES_MODELS) ? undefined : this.linkFor(context);
    const yaml = this.yaml();
    const script = [
      ...(yaml === '' ? [] : [`printf '%s\\n' '${literal(yaml).replace(/'/g, '\'\\\'\'')}' > ${file}`]),
      ...(link === undefined ? [] : [`mkdir -p ${context.scratchPath}/served`, 'ln -sfn "$1" "$2"', 'shift']),
      `entry=${ENTRY_POINT}; [ -x "$entry" ] || entry=`,
      'exec $entry trtllm-serve "$@"',
    ];
    return {
      command: ['/bin/sh', '-ec', script.join('\n'), 'trtllm-serve'],
      args: [path, ...(link === undefined ? [] : [link]), ...this.args(context), ...flag('--extra_llm_api_options', yaml === '' ? undefined : file)],
      env: {
        ...pythonCaches(context.scratchPath, 'trtllm'),
        HF_HOME: context.cachePath,
        TRTLLM_NO_USAGE_STATS: '1',
        ...(!hub && { HF_HUB_OFFLINE: '1' }),
      },
    };
  }

  private isAtLeast(version: string): boolean {
    return isAtLeast(this.release, version);
  }

  private get hasMetrics(): boolean {
    return (this.props.metrics ?? true) && this.isAtLeast('1.1.0');
  }

  private requireVersions(): void {
    const { metrics, toolCallParser } = this.props;
    requireVersions('TensorRT-LLM', this.release, [
      ['metrics', metrics === true, '1.1.0'],
      ['toolCallParser', toolCallParser !== undefined, '1.2.0'],
    ]);
  }

  /** Throws when `config` is no map, or has a key that is stated elsewhere: whether the file or a flag wins, changed between versions. */
  private requireOwnKeys(): void {
    const { config } = this.props;
    if (config === undefined) return;
    const own = keysOf(this.ownYaml());
    for (const key of keysOf(config)) {
      if (own.includes(key)) throw invalid({ what: 'config', got: `${key} again`, allowed: 'keys that the library does not write', fix: 'use the engine\'s own option for it' });
      const owner = this.reservedFlags[canonicalFlag(`--${key}`, this.flagAliases)];
      if (owner !== undefined) throw invalid({ what: 'config', got: `the key ${key}`, allowed: 'keys that are not stated elsewhere', fix: `remove it: ${owner}` });
    }
    keysOf(this.yaml());
  }

  /** Where a model is named after its folder: a link of that name. */
  private linkFor({ servedName, scratchPath }: EngineContext): string {
    if (isPathPart(servedName)) return `${scratchPath}/served/${servedName}`;
    throw new Error(`TensorRT-LLM ${this.release} names a model after its folder, and ${JSON.stringify(servedName)} cannot be one; use letters, digits, "-", "." and "_" in servedName, or ${NAMES_MODELS} or newer`);
  }

  private yaml(): string {
    return [this.ownYaml(), withoutBlankEnds(this.props.config ?? '')].filter(part => part !== '').join('\n');
  }

  /** What the library writes to the file. The KV cache stands here whole, because a part of it would replace the rest. */
  private ownYaml(): string {
    const { freeGpuMemoryFraction, kvCacheDtype, prefixCaching, structuredOutputBackend } = this.props;
    const cache = [
      ...(kvCacheDtype === undefined ? [] : [`  dtype: ${kvCacheDtype}`]),
      ...(prefixCaching === undefined ? [] : [`  enable_block_reuse: ${prefixCaching}`]),
      ...(freeGpuMemoryFraction === undefined ? [] : [`  free_gpu_memory_fraction: ${freeGpuMemoryFraction}`]),
    ];
    return [
      ...(cache.length === 0 ? [] : ['kv_cache_config:', ...cache]),
      ...(structuredOutputBackend === undefined ? [] : [`guided_decoding_backend: ${structuredOutputBackend}`]),
      ...(this.hasMetrics ? ['return_perf_metrics: true'] : []),
      ...(this.hasMetrics && this.isAtLeast(MEASURES_QUEUE) ? ['enable_iter_perf_stats: true'] : []),
    ].join('\n');
  }

  private args(context: EngineContext): string[] {
    const { props } = this;
    const stages = props.pipelineParallelSize ?? 1;
    return [
      ...flag('--revision', context.model.revision),
      '--host', '0.0.0.0',
      '--port', String(this.ports.http),
      ...(this.isAtLeast(NAMES_MODELS) ? ['--served_model_name', context.servedName] : []),
      '--tp_size', String(tensorParallelSize(context.compute, stages, dividedBy(this, context.userArgs))),
      ...(stages > 1 ? ['--pp_size', String(stages)] : []),
      ...flag('--max_seq_len', props.maxModelLen),
      ...flag('--max_batch_size', props.maxConcurrentRequests),
      ...flag('--tool_parser', props.toolCallParser),
      ...flag('--reasoning_parser', props.reasoningParser),
      ...toggle('--trust_remote_code', props.trustRemoteCode),
    ];
  }
}

/** Leaves out the blank lines around a text, and not the indentation of its first line. */
function withoutBlankEnds(text: string): string {
  return text.replace(/^(\s*\n)+/, '').trimEnd();
}

/** Keys at the top of a YAML document. Throws when it is no map. */
function keysOf(text: string): string[] {
  return Object.keys(contentOf(text));
}

/** A YAML document. Throws when it is no map. The parser is loaded here and not before. */
function contentOf(text: string): object {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- loaded on demand; packed as lib/yaml.js
  const yaml = require('yaml') as typeof import('yaml');
  let content: unknown;
  try {
    content = yaml.parse(text) ?? {};
  } catch (error) {
    throw noMap((error as Error).message.split('\n')[0].replace(/:$/, ''));
  }
  if (typeof content !== 'object' || Array.isArray(content)) throw noMap(text);
  return content!;
}

function noMap(got: string): Error {
  return invalid({ what: 'config', got, allowed: 'a YAML map', fix: 'begin each of its keys at the start of a line, as in "enable_chunked_prefill: true"' });
}
