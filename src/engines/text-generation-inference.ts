import { Size } from 'cdk8s';
import { KvCacheOptions, LanguageModelOptions, LoraOptions, MemoryShareOptions } from './language-model-options';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { adaptersOf } from './private/language-models';
import { TGI_METRICS } from './private/metrics/language-server-metrics';
import { metricsIn } from './private/metrics/metric-row';
import { OfficialImage } from './private/official-images';
import { hubEnvironment } from './private/python-caches';
import { JsonLogOptions, ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { requireVersions, versionOf } from '../facts/versions';
import { TGI_OPTIONS } from '../flags/options/text-generation-inference-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { Compute } from '../values/compute';
import { ModelLocation } from '../values/model-location';

const TITLE = 'Text Generation Inference';

const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'ghcr.io/huggingface/text-generation-inference:<version>' },
  { on: 'amd.com/', image: 'ghcr.io/huggingface/text-generation-inference:<version>-rocm' },
  { on: 'cpu', image: 'ghcr.io/huggingface/text-generation-inference:<version>-intel-cpu', since: '2.4.0' },
  { on: 'gpu.intel.com/', image: 'ghcr.io/huggingface/text-generation-inference:<version>-intel-xpu', since: '2.4.0' },
  { on: 'habana.ai/', image: 'ghcr.io/huggingface/text-generation-inference:<version>-gaudi', since: '3.2.1' },
];

/** Seconds after which older versions cut off running requests, which nothing changes. */
const FIXED_TERMINATION = 90;

/**
 * The options of Text Generation Inference. It listens on port 8080, and runs in `ghcr.io/huggingface/text-generation-inference`. Your own image runs
 * with its own entry point, except on Gaudi. `gpuMemoryUtilization`, on Gaudi from 3.3.0 on, is an error without accelerators; the server's default
 * is the whole memory, 0.9 of an Intel GPU, and 0.8 of a Gaudi. `loraAdapters`, from 2.3.0 on, are absolute paths in the Pod; a request with any
 * other name is answered by the model without an adapter. Requests beyond `maxConcurrentRequests` (by default 128) do not wait: they are refused with
 * 429. `dtype` is `DataType.FLOAT16` or `BFLOAT16`; without it most models run as `FLOAT16`, whatever their config says. `kvCacheDtype`, from 2.4.0
 * on, is `fp8_e4m3fn` or `fp8_e5m2`. `prefixCaching`, from 2.4.0 on, depends by default on the model and the accelerator; with `loraAdapters` it is
 * off, and `true` is an error, because the cache does not tell adapters apart.
 */
export interface TextGenerationInferenceEngineProps
  extends ServerOptions, LanguageModelOptions, KvCacheOptions, LoraOptions, JsonLogOptions, MemoryShareOptions {
  /**
   * Longest prompt, in tokens (`--max-input-tokens`); less than `maxModelLen`.
   *
   * @default - one less than `maxModelLen`; without that the server's own
   */
  readonly maxInputLen?: number;
}

/**
 * Text Generation Inference (TGI), for large language models. Its makers no longer maintain it: move to `VllmEngine`.
 * https://github.com/huggingface/text-generation-inference
 *
 * @example
 * const engine = new TextGenerationInferenceEngine({ version: '3.3.7' });
 */
export class TextGenerationInferenceEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TextGenerationInferenceEngineProps;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TextGenerationInferenceEngineProps) {
    [props] = judged('new_TextGenerationInferenceEngine', [props], arguments, { open: new.target !== TextGenerationInferenceEngine });
    const version = versionOf('TextGenerationInferenceEngine', props, '3.3.7');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'text-generation-inference',
      title: TITLE,
      metricsAreVerified: true,
      version,
      props,
      // Its port opens when the model is loaded and has run once; /health generates a token while nothing else did.
      ports: { http: 8080 },
      metrics: metricsIn(TGI_METRICS, version),
      maintenance: {
        notice: 'in maintenance mode, only minor bug fixes are accepted',
        successor: 'VllmEngine',
        source: 'https://github.com/huggingface/text-generation-inference#readme',
      },
      knowsAliases: true, // every name that is not an adapter's is that of the model
      sharedMemory: Size.gibibytes(1),
      sharedMemoryPerAccelerator: Size.gibibytes(1),
      images: IMAGES,
      hardening: [{
        readOnlyRootFilesystem: false,
        source: 'Python is below /root from 3.1.1 on (https://github.com/huggingface/text-generation-inference Dockerfile); unknown for the images without',
      }],
      options: TGI_OPTIONS,
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const version = this.version!;
    if (props.maxModelLen === 1) {
      throw invalid({
        what: 'maxModelLen',
        got: 1,
        allowed: 'a whole number from 2 on: one token of the prompt and one of the answer',
        fix: 'use for example 4096',
      });
    }
    this.checkTogether();
    requireVersions(TITLE, version, [['quantization "compressed-tensors"', props.quantization === 'compressed-tensors', '2.4.1']]);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // Through the image's entry point. That of Gaudi does not pass SIGTERM on, and is left out.
    const { model, compute } = context;
    const { maxInputLen, maxModelLen } = this._props;
    const gaudi = compute.accelerator?.resource.startsWith('habana.ai/');
    return {
      program: gaudi ? ['text-generation-launcher'] : undefined,
      flags: {
        '--model-id': model.path,
        '--revision': model.revision,
        '--hostname': '0.0.0.0',
        '--port': this.ports.http,
        '--num-shard': Math.max(1, compute.acceleratorCount),
        '--max-input-tokens': maxInputLen ?? (maxModelLen && maxModelLen - 1),
        '--graceful-termination-timeout': this.termination(context.drainSeconds),
      },
      env: {
        ...hubEnvironment(context, 'tgi', { HUGGINGFACE_HUB_CACHE: `${context.cachePath}/hub`, USAGE_STATS: 'off' }),
        PT_HPU_ENABLE_LAZY_COLLECTIVES: gaudi && compute.acceleratorCount > 1 ? '1' : undefined,
        ...this.memoryShare(compute),
        ...this.prefixCache(model),
        ...this.adapters(model),
      },
    };
  }

  /** Each kind of accelerator listens to a variable of its own: utils/import_utils.py and utils/dist.py of the servers for them. */
  private memoryShare({ accelerator }: Compute): { [name: string]: string } {
    const { gpuMemoryUtilization } = this._props;
    if (gpuMemoryUtilization === undefined) return {};
    if (!accelerator) throw new Error(`gpuMemoryUtilization is ${gpuMemoryUtilization}, and the replica has no accelerator; leave it out, or use Compute.gpu`);
    const value = String(gpuMemoryUtilization);
    if (accelerator.resource.startsWith('gpu.intel.com/')) return { XPU_MEMORY_FRACTION: value };
    if (!accelerator.resource.startsWith('habana.ai/')) return { CUDA_MEMORY_FRACTION: value };
    requireVersions(TITLE, this.version!, [['gpuMemoryUtilization with Gaudi', true, '3.3.0']]);
    return { HPU_MEMORY_FRACTION: value };
  }

  /** Off with adapters: the launcher does so too, but not where the image says otherwise, as Intel's does. */
  private prefixCache({ adapters }: ModelLocation): { [name: string]: string } {
    const hasAny = hasAdapters(this._props) || given(adapters).length > 0;
    if (this._props.prefixCaching && hasAny) {
      throw new Error('prefixCaching is true, and the model has adapters, which the cache does not tell apart; leave it out');
    }
    if (this._props.prefixCaching) return { PREFIX_CACHING: '1' };
    const off = this._props.prefixCaching === false || (hasAny && this._isAtLeast('2.4.0'));
    return off ? { PREFIX_CACHING: '0' } : {};
  }

  /** Older versions have a time of their own. */
  private termination(drainSeconds: number): number | undefined {
    if (this._isAtLeast('3.2.2')) return drainSeconds;
    if (drainSeconds <= FIXED_TERMINATION) return undefined;
    throw new Error(`Text Generation Inference ${this.version} cuts requests off ${FIXED_TERMINATION} s after SIGTERM, and the drain is `
      + `${drainSeconds} s; use 3.2.2 or newer, or a drain of at most ${FIXED_TERMINATION} s`);
  }

  /** Only those that are mounted: of one from the hub clients would have to send the id. */
  private adapters(model: ModelLocation): { [name: string]: string } {
    const adapters = adaptersOf(this._props, model);
    const remote = adapters.find(([, where]) => !where.startsWith('/'));
    if (remote) {
      throw new Error(`the adapter ${remote[0]} in loraAdapters is ${remote[1]} on the hub, and Text Generation Inference gives adapters from the `
        + 'hub no other name than that; mount it with pod.volumes and pod.mounts, and give its path');
    }
    const split = adapters.find(([, where]) => /[,=@]/.test(where));
    if (split) {
      throw new Error(`the adapter ${split[0]} in loraAdapters is at ${JSON.stringify(split[1])}, and Text Generation Inference takes a path apart `
        + 'at ",", "=" and "@"; mount it at a path without them');
    }
    return adapters.length === 0 ? {} : { LORA_ADAPTERS: adapters.map(([name, where]) => `${name}=${where}`).join(',') };
  }

  /**
   * Options that say the same twice, or would make it answer wrongly. The types: server/text_generation_server/cli.py; the cache:
   * backends/v3/src/radix.rs.
   */
  private checkTogether(): void {
    const { dtype, quantization, prefixCaching, maxInputLen, maxModelLen } = this._props;
    if (maxInputLen !== undefined && maxModelLen !== undefined && maxInputLen >= maxModelLen) {
      throw invalid({
        what: 'maxInputLen',
        got: maxInputLen,
        allowed: `less than maxModelLen, which is ${maxModelLen}`,
        fix: 'leave room for at least one token of an answer',
      });
    }
    if (dtype !== undefined && quantization !== undefined && !quantization.startsWith('bitsandbytes')) {
      throw invalid({
        what: 'dtype',
        got: dtype,
        allowed: 'nothing beside quantization, except bitsandbytes',
        fix: `leave one of dtype and quantization (${quantization}) out: both decide the type of the weights`,
      });
    }
    if (prefixCaching && hasAdapters(this._props)) {
      throw invalid({
        what: 'prefixCaching',
        got: prefixCaching,
        allowed: 'false beside loraAdapters',
        fix: 'leave it out: the cache does not tell adapters apart, and an answer would be made from another adapter\'s cache',
      });
    }
  }
}

function hasAdapters({ loraAdapters }: TextGenerationInferenceEngineProps): boolean {
  return given(loraAdapters).length > 0;
}
