import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { flag, oneOf, positive, toggle } from './private/args';
import { hardeningOf } from './private/image-facts';
import { checkLanguageModelOptions } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { LANGUAGE_MODEL, refuseHubFile, refuseLoneFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { TEI_OPTIONS } from '../flags/options/text-embeddings-inference-options';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Accelerator } from '../values/accelerator';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { SecretKey } from '../values/secret-key';

const IMAGE = 'ghcr.io/huggingface/text-embeddings-inference';

/** Images by the generation of an NVIDIA GPU, which its name tells. https://github.com/huggingface/text-embeddings-inference README.md, .github/workflows/matrix.json */
const GENERATIONS: { readonly name: RegExp; readonly prefix: string; readonly since?: string }[] = [
  { name: /\bT4\b/, prefix: 'turing-' },
  { name: /\b(A100|A30)\b/, prefix: '' },
  { name: /\b(A10G?|A40)\b/, prefix: '86-' },
  { name: /\b(L4|L40S?)\b/, prefix: '89-' },
  { name: /\bH[12]00\b/, prefix: 'hopper-' },
  { name: /\bB200\b/, prefix: '100-', since: '1.9.0' },
];

/** NVIDIA GPUs beside an ARM CPU, as GH200 and GB200: all images with CUDA are for x86, but one of another generation. */
const BESIDE_ARM = /\bG[HB]\d+\b/;

/** Words that the server knows: backends/src/dtype.rs and backends/core/src/lib.rs. */
const DTYPES = ['float16', 'float32', 'bfloat16'];
const POOLINGS = ['cls', 'mean', 'splade', 'last-token'];

/** How Text Embeddings Inference is run. */
export interface TextEmbeddingsInferenceEngineProps {
  /**
   * Released version, for example `1.9.3`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. With accelerators its entry point is kept.
   *
   * @default - the official image of the version for the generation of the GPU, by the accelerator's name: `cpu-`, `turing-`, `86-`, `89-`, `hopper-`, `100-`, `hpu-`,
   * `xpu-ipex-` in front of the version; for an NVIDIA GPU of another name `cuda-`, which finds out
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Type of weights and activations (`--dtype`): `float16` or `float32`, with Gaudi and Intel GPUs also `bfloat16`.
   *
   * @default - the server's own: `float32` on a CPU, `float16` on NVIDIA GPUs, `bfloat16` on Gaudi and Intel GPUs
   */
  readonly dtype?: string;

  /**
   * How the vectors of a text's tokens become one (`--pooling`): `cls`, `mean`, `splade` or `last-token`.
   *
   * @default - what the model says
   */
  readonly pooling?: string;

  /**
   * Requests that it holds at the same time (`--max-concurrent-requests`), those that wait included; others are refused with 429.
   *
   * @default - the server's own: 512
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Tokens that are worked on at once (`--max-batch-tokens`). It bounds the memory. A model that takes longer texts does not start before 1.9.0; from then on what
   * is longer is cut off.
   *
   * @default - the server's own: 16384
   */
  readonly maxBatchTokens?: number;

  /**
   * Whether each log line is a JSON object (`--json-output`), as the image itself has it.
   *
   * @default true
   */
  readonly jsonLogs?: boolean;

  /**
   * Key that clients have to send (`API_KEY`). It does not guard `/health`, `/ping`, `/metrics` and `/docs`. From 1.5.1 on: before, the probes would have needed it too.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}

/**
 * Text Embeddings Inference (TEI), for embedding models, rerankers and text classifiers. Which of them a model is, it reads in `config.json`.
 * https://github.com/huggingface/text-embeddings-inference
 */
export class TextEmbeddingsInferenceEngine extends LegacyEngine {
  /** `text-embeddings-inference` */
  public readonly name: string = 'text-embeddings-inference';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** `/health` on the HTTP port, which opens when the model is loaded and has run once. It asks the backend. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/health'),
    readiness: ServerProbe.http('/health', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TextEmbeddingsInferenceEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TextEmbeddingsInferenceEngineProps) {
    super();
    [props] = judged('new_TextEmbeddingsInferenceEngine', [props], arguments, { open: new.target !== TextEmbeddingsInferenceEngine });
    this.props = props;
    this.release = versionOf('Text Embeddings Inference', props, '1.9.3');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of Text Embeddings Inference', props.port ?? 8080) };
    checkLanguageModelOptions(props);
    oneOf('dtype of Text Embeddings Inference', props.dtype, DTYPES);
    oneOf('pooling of Text Embeddings Inference', props.pooling, POOLINGS);
    positive('maxBatchTokens', props.maxBatchTokens);
    if (props.apiKey !== undefined && !isAtLeast(this.release, '1.5.1')) {
      throw new Error(`apiKey needs Text Embeddings Inference 1.5.1 or newer, got ${this.release}: before, /health asks the probes for it; use a newer version, or leave it out`);
    }
  }

  /** The version of the server. */
  public get version(): string | undefined {
    return this.release;
  }

  /** From 1.6.1 on it loads from the hub by itself; before, it knew neither `HF_TOKEN` nor `HF_ENDPOINT`. */
  public get loadsFromHuggingFace(): boolean {
    return isAtLeast(this.release, '1.6.1');
  }

  /** Hugging Face and Sentence Transformers models, with safetensors, or on a CPU ONNX weights. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.ONNX, Framework.CUSTOM];
  }

  /** `/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Read in the sources of 1.9.3. */
  public get metrics(): EngineMetrics | undefined {
    return { waiting: 'te_queue_size', latency: 'te_request_duration', verified: true };
  }

  /** `/v1`, for embeddings; `/embed`, `/rerank` and `/predict` are at the root. */
  public get apiPath(): string {
    return '/v1';
  }

  /** `/v1/embeddings` is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** It finishes what it has, for as long as it takes: read in router/src/shutdown.rs and http/server.rs. */
  public get drainsAfterSigterm(): boolean {
    return true;
  }

  /** That of Hugging Face, with a tag for each kind of accelerator. */
  public get officialImages(): string[] {
    return [IMAGE];
  }

  /** Flag that takes a list by standing several times. */
  public get repeatableFlags(): string[] {
    return ['--cors-allow-origin'];
  }

  /**
   * 1 GiB with Gaudi and Intel accelerators, whose backend is a Python process of its own; none else.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size | undefined {
    return isPython(compute.accelerator) ? Size.gibibytes(1) : undefined;
  }

  /**
   * Another user is known to work on a CPU and on Gaudi. With NVIDIA accelerators the entry point writes to `/etc` on some clouds.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one for the generation of the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    const prefix = accelerator ? this.prefixFor(accelerator) : 'cpu-';
    if (prefix !== undefined) return `${IMAGE}:${prefix}${this.release}`;
    throw new Error(
      `no official image of Text Embeddings Inference ${this.release} for ${accelerator!.name} is known ` +
      '(CPU and nvidia.com: any version, B200 from 1.9.0, none beside an ARM CPU; habana.ai/gaudi and gpu.intel.com: from 1.6.1); give image',
    );
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TEI_OPTIONS;
  }

  /**
   * The server with everything that is derived. With accelerators through the image's entry point, which prepares CUDA or finds the right program.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { props } = this;
    const { model, compute } = context;
    this.checkModel(context);
    this.checkCompute(context);
    return {
      command: compute.accelerator ? undefined : ['text-embeddings-router'],
      args: [
        '--model-id', model.path,
        ...flag('--revision', model.revision),
        ...(isAtLeast(this.release, '1.9.0') ? ['--served-model-name', context.servedName] : []),
        '--hostname', '0.0.0.0',
        '--port', String(this.ports.http),
        ...flag('--dtype', props.dtype),
        ...flag('--pooling', props.pooling),
        ...flag('--max-concurrent-requests', props.maxConcurrentRequests),
        ...flag('--max-batch-tokens', props.maxBatchTokens),
        ...toggle('--json-output', props.jsonLogs ?? true),
      ],
      env: {
        ...pythonCaches(context.scratchPath, 'tei'),
        HF_HOME: context.cachePath,
        HUGGINGFACE_HUB_CACHE: `${context.cachePath}/hub`,
        ...(!model.hub && { HF_HUB_OFFLINE: '1' }),
      },
      secretEnv: props.apiKey && { API_KEY: props.apiKey },
    };
  }

  private checkModel({ model }: EngineContext): void {
    refuseHubFile('Text Embeddings Inference', model);
    if (model.hub) return;
    refuseLoneFile({ engine: 'text-embeddings-inference', title: 'Text Embeddings Inference', loads: LANGUAGE_MODEL }, model.path);
  }

  /** What the program in the image for this compute cannot do: each has other backends (Dockerfile, Dockerfile-cuda, Dockerfile-intel). */
  private checkCompute({ compute, framework }: EngineContext): void {
    const { dtype } = this.props;
    const { accelerator, acceleratorCount } = compute;
    if (acceleratorCount > 1) {
      throw new Error(`Text Embeddings Inference uses one accelerator, and the replica has ${acceleratorCount}; use one for each replica, and more replicas`);
    }
    if (dtype === 'bfloat16' && !isPython(accelerator)) {
      throw new Error(`Text Embeddings Inference knows bfloat16 on Gaudi and Intel GPUs only, and the replica has ${accelerator?.name ?? 'none'}; use dtype "float16" or "float32", or leave it out`);
    }
    if (framework?.name !== Framework.ONNX.name) return;
    if (accelerator) throw new Error(`Text Embeddings Inference runs ONNX weights on a CPU only, and the replica has ${accelerator.name}; use Compute.cpu, or safetensors and Framework.HUGGINGFACE`);
    if (dtype === 'float16') throw new Error('Text Embeddings Inference runs ONNX weights as float32 only, got dtype "float16"; leave dtype out');
  }

  private prefixFor({ name, resource }: Accelerator): string | undefined {
    const since = (version: string, prefix: string) => (isAtLeast(this.release, version) ? prefix : undefined);
    if (resource.startsWith('nvidia.com/')) {
      if (BESIDE_ARM.test(name)) return undefined;
      const generation = GENERATIONS.find(one => one.name.test(name));
      return generation ? since(generation.since ?? '0.0.0', generation.prefix) : 'cuda-';
    }
    if (resource.startsWith('habana.ai/')) return since('1.6.1', 'hpu-');
    if (resource.startsWith('gpu.intel.com/')) return since('1.6.1', 'xpu-ipex-');
    return undefined;
  }
}

/** Whether the backend for an accelerator is the one in Python. */
function isPython(accelerator: Accelerator | undefined): boolean {
  return accelerator !== undefined && !accelerator.resource.startsWith('nvidia.com/');
}
