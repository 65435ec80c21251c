import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { ContextOptions, ParallelismOptions } from './language-model-options';
import { httpProbes } from './private/http-probes';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { metricsIn } from './private/metrics/metric-row';
import { SGLANG_METRICS } from './private/metrics/sglang-metrics';
import { NIM_METRICS, VLLM_METRICS } from './private/metrics/vllm-metrics';
import { OfficialImage } from './private/official-images';
import { tensorParallelSize } from './private/parallelism';
import { pythonCaches } from './private/python-caches';
import { JsonLogOptions, ServerOptions } from './server-options';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { NIM_SGLANG_OPTIONS, NIM_VLLM_OPTIONS } from '../flags/options/nim-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { ModelLocation } from '../values/model-location';
import { SecretKey } from '../values/secret-key';

/**
 * Images for any model; from 2.1.0 on there is one for vLLM and one for SGLang.
 * https://docs.nvidia.com/nim/vision-language-models/2.1.0/support-matrix.html
 */
const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'nvcr.io/nim/nvidia/llm-nim:<version>', since: '1.11.0', before: '2.0.0' },
  { on: 'nvidia.com/', image: 'nvcr.io/nim/nvidia/model-free-nim:<version>', since: '2.0.0', before: '2.1.0' },
  { on: 'nvidia.com/', image: 'nvcr.io/nim/nvidia/vllm-model-free-nim:<version>', since: '2.1.0', before: '3.0.0' },
];

/**
 * The options of a NIM. It listens on port 8000, and runs in the image of its version that serves any model: before 2.0 `nvcr.io/nim/nvidia/llm-nim`,
 * in 2.0 `model-free-nim`, in 2.1 `vllm-model-free-nim`. `image` may be a mirror of that image, the image for any model with SGLang inside
 * (`nvcr.io/nim/nvidia/sglang-model-free-nim`, from 2.1 on), or the image for a single model together with `sourceIsCache`.
 */
export interface NimEngineProps extends ServerOptions, ContextOptions, ParallelismOptions, JsonLogOptions {
  /**
   * Whether the source holds the cache that `download-to-cache` of an image for a single model (`nvcr.io/nim/<organization>/<model>`) made, and not
   * the files of the model. It needs `image`, which then decides the model that is served.
   *
   * @default false
   */
  readonly sourceIsCache?: boolean;

  /**
   * Key of NVIDIA's catalogue (`NGC_API_KEY`). A model whose files the library puts into the Pod needs none. The image is pulled with
   * `pod.imagePullSecrets`.
   *
   * @default - none
   */
  readonly ngcApiKey?: SecretKey;
}

/**
 * NVIDIA NIM for large language models, OpenAI-compatible. https://docs.nvidia.com/nim/large-language-models/latest/
 *
 * The files of the model are always in the Pod before the server starts, at the revision of the source, and the server gets their folder. NVIDIA's
 * images need a licence. `adapters` of the model are folders in the format of Hugging Face; where the image has profiles for them,
 * `NIM_MODEL_PROFILE` in `env` names one.
 *
 * @example
 * const engine = new NimEngine({ version: '2.0.13' });
 */
export class NimEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: NimEngineProps;

  /** @param props version and settings; throws on values that NIM would refuse. */
  public constructor(props: NimEngineProps) {
    [props] = judged('new_NimEngine', [props], arguments, { open: new.target !== NimEngine });
    const version = versionOf('NimEngine', props, '2.0.13');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'nim',
      title: 'NIM',
      version,
      props,
      ports: { http: 8000 },
      // The one says whether the model is loaded, the other whether the server runs at all.
      probes: httpProbes('/v1/health/ready', '/v1/health/live'),
      loadsFromHuggingFace: false, // the files are in the Pod before it starts, at the revision of the source
      metricsPath: '/v1/metrics',
      metrics: metricsOf(version, props),
      scratchSize: Size.gibibytes(20), // the workspace that it makes of the model, compiled kernels, and before 2.0 engines that it builds
      warmup: Duration.minutes(20), // as NVIDIA's operator has it
      drainsAfterSigterm: false, // not known: nothing is published of it
      images: IMAGES,
      nvidiaOnly: true,
      officialImages: ['nvcr.io/nim/'],
      hardening: [{
        runAsUser: 1000,
        readOnlyRootFilesystem: false, // it writes to folders of that user
        source: 'https://github.com/NVIDIA/k8s-nim-operator api/apps/v1alpha1/nimservice_types.go, which runs every NIM as 1000',
      }],
      options: isSglang(props) ? NIM_SGLANG_OPTIONS : NIM_VLLM_OPTIONS,
      envPrefix: 'NIM', // a Service called nim-server injects NIM_SERVER_PORT=tcp://… into other Pods, which NIM reads
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    if (props.sourceIsCache && props.image === undefined) {
      throw invalid({
        what: 'sourceIsCache',
        got: 'true without image',
        allowed: 'true with the image whose cache it is',
        fix: 'give image, for example "nvcr.io/nim/meta/llama-3.1-8b-instruct:2.0.10"',
      });
    }
  }

  /**
   * The container of NIM, which its environment configures. It runs the entry point of the image, which decides by the version how to start NIM.
   *
   * @param context the facts about the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const container = super.bind(context);
    return this._isAtLeast('2.0.0') ? container : { ...container, args: undefined }; // before, it takes no arguments
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { scratchPath, model } = context;
    const { sourceIsCache, maxModelLen, trustRemoteCode } = this._props;
    if (model.scheme !== undefined) checkImageFor(model.path, this._props.image);
    return {
      first: this._props.program ? [] : ['nim-serve'],
      flags: { '--context-length': isSglang(this._props) && maxModelLen, '--trust-remote-code': trustRemoteCode },
      env: {
        ...pythonCaches(scratchPath, 'nim'),
        HF_HOME: context.cachePath,
        HF_HUB_OFFLINE: '1',
        OUTLINES_CACHE_DIR: `${scratchPath}/cache/outlines`,
        NIM_CACHE_PATH: sourceIsCache ? model.path : scratchPath,
        NIM_SERVED_MODEL_NAME: context.servedName,
        NIM_SERVER_PORT: String(this.ports.http),
        NIM_TELEMETRY_MODE: '0',
        NIM_PEFT_SOURCE: folderOfAdapters(model),
        ...this.settings(context),
      },
    };
  }

  private settings(context: EngineContext): { [name: string]: string | undefined } {
    const { maxModelLen, pipelineParallelSize: stages = 1, trustRemoteCode, jsonLogs, sourceIsCache } = this._props;
    const before2 = !this._isAtLeast('2.0.0');
    return {
      [before2 ? 'NIM_MODEL_NAME' : 'NIM_MODEL_PATH']: sourceIsCache || context.model.scheme !== undefined ? undefined : context.model.path,
      NIM_HTTP_API_PORT: before2 ? String(this.ports.http) : undefined,
      NIM_TENSOR_PARALLEL_SIZE: String(tensorParallelSize(this, this._props, context)),
      NIM_PIPELINE_PARALLEL_SIZE: stages > 1 ? String(stages) : undefined,
      NIM_MAX_MODEL_LEN: maxModelLen === undefined || isSglang(this._props) ? undefined : String(maxModelLen),
      NIM_FORCE_TRUST_REMOTE_CODE: before2 && trustRemoteCode ? '1' : undefined,
      NIM_JSONL_LOGGING: jsonLogs ? '1' : undefined,
    };
  }
}

/**
 * The folder that holds the folders of all adapters, after which they are named.
 * https://docs.nvidia.com/nim/large-language-models/2.0.13/advanced-use-cases/finetune-lora.html
 */
function folderOfAdapters({ adapters }: ModelLocation): string | undefined {
  const folders = new Map(given(adapters).map(([name, where]) => [!name.includes('/') && where.endsWith(`/${name}`)
    ? where.slice(0, -name.length - 1)
    : where, { name, where }]));
  if (folders.size === 0) return undefined;
  const [[folder, { name, where }]] = [...folders].reverse();
  if (folders.size === 1 && folder !== where) return folder;
  throw new Error(`NIM names adapters after their folders, all of them in one, and ${JSON.stringify(name)} is ${JSON.stringify(where)}; bring them `
    + 'from sources of folders, under names without "/"');
}

/** Throws unless the image is one for a single model, which is the model of the source where its name shows that. */
function checkImageFor(model: string, image: string | undefined): void {
  const single = /^nvcr\.io\/(nim\/[^:@]+)/.exec(image ?? '')?.[1];
  const name = model.replace(/:[^/]*$/, '');
  if (image !== undefined && !/model-free-nim|llm-nim/.test(image) && (single === undefined || single === name)) return;
  const got = image === undefined ? 'the image for any model' : `the image ${image}`;
  throw new Error(`a NIM fetches the one model that its image was made for, and the source is ngc://${model}, with ${got}; give image, for example `
    + `"nvcr.io/${name}:1.0.0", or bring the files from elsewhere`);
}

/** Whether the image has SGLang inside, and not vLLM. */
function isSglang({ image = '' }: NimEngineProps): boolean {
  return /\/sglang-model-free-nim[^/]*$/.test(image);
}

/** From NVIDIA's documentation before 2.0; from then on those that every version has of the server that can be inside. */
function metricsOf(version: string, props: NimEngineProps): EngineMetrics {
  if (isSglang(props)) return metricsIn(SGLANG_METRICS, { from: '0.4.6' });
  return isAtLeast(version, '2.0.0') ? metricsIn(VLLM_METRICS, { from: '0.9.2' }) : metricsIn(NIM_METRICS, version);
}
