import { Duration } from 'cdk8s';
import {
  ConcurrencyOptions, ContextOptions, FreeMemoryShareOptions, KvCacheOptions, ParallelismOptions, ParserOptions, StructuredOutputOptions,
} from './language-model-options';
import { ExpertParallelOptions, TensorParallelOptions } from './parallelism-options';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { TENSORRT_LLM_METRICS } from './private/metrics/language-server-metrics';
import { metricsIn } from './private/metrics/metric-row';
import { OfficialImage } from './private/official-images';
import { tensorParallelSize } from './private/parallelism';
import { hubEnvironment } from './private/python-caches';
import { contentOf, keysOf, noMap, withoutBlankEnds } from './private/yaml-map';
import { MetricsOptions, ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { canonicalFlag } from '../flags/flags';
import { NAMES_MODELS, TENSORRT_LLM_OPTIONS } from '../flags/options/tensorrt-llm-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { isPathPart } from '../ground/names';
import { literal } from '../ground/references';

const IMAGES: readonly OfficialImage[] = [{ on: 'nvidia.com/', image: 'nvcr.io/nvidia/tensorrt-llm/release:<version>' }];

/** The script that the image starts its programs through: it prepares CUDA for older drivers, and becomes the program. */
const ENTRY_POINT = '/opt/nvidia/nvidia_entrypoint.sh';

/** The first version with gauges of its queue. https://github.com/llm-d/llm-d/pull/1866 */
const MEASURES_QUEUE = '1.3.0rc12';

/**
 * The options of TensorRT-LLM, 1.0.0 or newer. It listens on port 8000, and runs in `nvcr.io/nvidia/tensorrt-llm/release`. Your own image needs
 * `trtllm-serve` on its path, and `/bin/sh`. `freeGpuMemoryFraction` is 0.9 unless it is given. `metrics`, from 1.1.0 on, make the server a little
 * slower.
 */
export interface TensorRtLlmEngineProps
  extends ServerOptions, ContextOptions, ConcurrencyOptions, ParallelismOptions, KvCacheOptions, ParserOptions, StructuredOutputOptions,
  FreeMemoryShareOptions, MetricsOptions, TensorParallelOptions, ExpertParallelOptions {
  /**
   * More lines for the YAML file of settings that have no flag, for example `cuda_graph_config`: a map, with its keys at the start of lines. Keys
   * that the library writes, or that have their own option (`tensor_parallel_size`, `max_seq_len`), are refused.
   * https://nvidia.github.io/TensorRT-LLM/llm-api/reference.html
   *
   * @default - only what the library writes
   */
  readonly config?: string;
}

/**
 * TensorRT-LLM's own server, `trtllm-serve`: OpenAI-compatible, for large language models on NVIDIA accelerators.
 * https://github.com/NVIDIA/TensorRT-LLM
 *
 * Half of its settings have no flag. A line of shell writes them to a YAML file on the scratch volume, and then becomes the server.
 *
 * @example
 * const engine = new TensorRtLlmEngine({ version: '1.2.1' });
 */
export class TensorRtLlmEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TensorRtLlmEngineProps;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TensorRtLlmEngineProps) {
    [props] = judged('new_TensorRtLlmEngine', [props], arguments, { open: new.target !== TensorRtLlmEngine });
    const version = versionOf('TensorRtLlmEngine', props, '1.2.1', { version: '1.0.0rc0', why: 'its flags and settings are known from there on' });
    const hasMetrics = hasMetricsIn(version, props);
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'tensorrt-llm',
      title: 'TensorRT-LLM',
      version,
      props,
      ports: { http: 8000 },
      // Before, it names a model after its folder, and the library downloads it to one.
      loadsFromHuggingFace: isAtLeast(version, NAMES_MODELS),
      // /metrics is something else, and emptied by whoever reads it.
      metricsPath: hasMetrics ? '/prometheus/metrics' : undefined,
      metrics: hasMetrics && isAtLeast(version, MEASURES_QUEUE) ? metricsIn(TENSORRT_LLM_METRICS, version) : undefined,
      warmup: Duration.minutes(10), // kernels are tuned and CUDA graphs captured before the first answer
      // Not known: it leaves SIGTERM to its web server, and nobody has watched how its workers end.
      drainsAfterSigterm: false,
      images: IMAGES,
      nvidiaOnly: true,
      hardening: [{
        readOnlyRootFilesystem: false,
        source: 'nothing is published for nvcr.io/nvidia/tensorrt-llm/release, whose documentation runs it as root',
      }],
      options: TENSORRT_LLM_OPTIONS,
      style: '_',
      envPrefix: 'TRTLLM',
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const version = this.version!;
    requireVersions('TensorRT-LLM', version, [['metrics', props.metrics === true, '1.1.0']]);
    this.requireOwnKeys();
  }

  /** @internal */
  public get _config(): string | undefined {
    return JSON.stringify(contentOf(this.yaml()));
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { model, scratchPath } = context;
    const { pipelineParallelSize: stages = 1, expertParallel } = this._props;
    const tensor = tensorParallelSize(this, this._props, context);
    const file = `${scratchPath}/trtllm.yaml`;
    const link = this._isAtLeast(NAMES_MODELS) ? undefined : this.linkFor(context);
    const yaml = this.yaml();
    const script = (program: string) => [
      ...(yaml === '' ? [] : [`printf '%s\\n' '${literal(yaml).replace(/'/g, '\'\\\'\'')}' > ${file}`]),
      ...(link === undefined ? [] : [`mkdir -p ${scratchPath}/served`, 'ln -sfn "$1" "$2"', 'shift']),
      `entry=${ENTRY_POINT}; [ -x "$entry" ] || entry=`,
      `exec $entry ${program} "$@"`,
    ];
    return {
      program: ['trtllm-serve'],
      shell: program => ['/bin/sh', '-ec', script(program).join('\n'), 'trtllm-serve'],
      first: [model.path, ...(link === undefined ? [] : [link])],
      flags: {
        '--revision': model.revision,
        '--host': '0.0.0.0',
        '--port': this.ports.http,
        '--served-model-name': context.servedName,
        '--tp-size': tensor,
        '--ep-size': expertParallel && tensor,
        '--pp-size': stages > 1 && stages,
        '--extra-llm-api-options': yaml !== '' && file,
      },
      env: hubEnvironment(context, 'trtllm', { TRTLLM_NO_USAGE_STATS: '1' }),
    };
  }

  /** Throws when `config` is no map, or has a key that is stated elsewhere: whether the file or a flag wins, changed between versions. */
  private requireOwnKeys(): void {
    const { config } = this._props;
    if (config === undefined) return;
    const own = keysOf(this.ownYaml());
    const keys = keysOf(config);
    if (keys.length === 0) throw noMap(config);
    for (const key of keys) {
      if (!/^[A-Za-z_]\w*$/.test(key)) {
        throw invalid({
          what: 'config',
          got: `the key ${JSON.stringify(key)}`,
          allowed: 'names of settings: letters, digits and "_"',
          fix: 'write each as the reference of TensorRT-LLM lists it',
        });
      }
      if (own.includes(key)) {
        throw invalid({ what: 'config', got: `${key} again`, allowed: 'keys that the library does not write', fix: 'use the engine\'s own option for it' });
      }
      const owner = this._facts.reservedFlags[canonicalFlag(`--${key}`, this._facts.flagAliases)];
      if (owner !== undefined) {
        throw invalid({ what: 'config', got: `the key ${key}`, allowed: 'keys that are not stated elsewhere', fix: `remove it: ${owner}` });
      }
    }
    keysOf(this.yaml());
  }

  /** Where a model is named after its folder: a link of that name. */
  private linkFor({ servedName, scratchPath }: EngineContext): string {
    if (isPathPart(servedName)) return `${scratchPath}/served/${servedName}`;
    throw new Error(`TensorRT-LLM ${this.version} names a model after its folder, and ${JSON.stringify(servedName)} cannot be one; use letters, `
      + `digits, "-", "." and "_" in servedName, or ${NAMES_MODELS} or newer`);
  }

  private yaml(): string {
    return [this.ownYaml(), withoutBlankEnds(this._props.config ?? '')].filter(part => part !== '').join('\n');
  }

  /** The settings that the library writes to the file. Those of the KV cache stand here whole, because a part of it would replace the rest. */
  private ownYaml(): string {
    const { freeGpuMemoryFraction, kvCacheDtype, prefixCaching, structuredOutputBackend } = this._props;
    const hasMetrics = hasMetricsIn(this.version!, this._props);
    const cache = [
      ...(kvCacheDtype === undefined ? [] : [`  dtype: ${kvCacheDtype}`]),
      ...(prefixCaching === undefined ? [] : [`  enable_block_reuse: ${prefixCaching}`]),
      ...(freeGpuMemoryFraction === undefined ? [] : [`  free_gpu_memory_fraction: ${freeGpuMemoryFraction}`]),
    ];
    return [
      ...(cache.length === 0 ? [] : ['kv_cache_config:', ...cache]),
      ...(structuredOutputBackend === undefined ? [] : [`guided_decoding_backend: ${structuredOutputBackend}`]),
      ...(hasMetrics ? ['return_perf_metrics: true'] : []),
      ...(hasMetrics && this._isAtLeast(MEASURES_QUEUE) ? ['enable_iter_perf_stats: true'] : []),
    ].join('\n');
  }
}

function hasMetricsIn(version: string, { metrics = true }: TensorRtLlmEngineProps): boolean {
  return metrics && isAtLeast(version, '1.1.0');
}
