import { Size } from 'cdk8s';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { TEI_METRICS } from './private/metrics/language-server-metrics';
import { metricsIn } from './private/metrics/metric-row';
import { OfficialImage } from './private/official-images';
import { hubEnvironment } from './private/python-caches';
import { Stated } from './private/stated-options';
import { ApiKeyOptions, ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { TEI_OPTIONS } from '../flags/options/text-embeddings-inference-options';
import { invalid } from '../ground/errors';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { Accelerator } from '../values/accelerator';
import { Compute } from '../values/compute';
import { DataType } from '../values/data-type';
import { Framework } from '../values/framework';

const TITLE = 'Text Embeddings Inference';
const IMAGE = 'ghcr.io/huggingface/text-embeddings-inference';
const NVIDIA = { on: 'nvidia.com/', called: 'nvidia.com without an ARM CPU' };

/**
 * Images by the generation of an NVIDIA GPU, which its name tells; that for a GPU of another name finds out. Beside an ARM CPU, as in GH200 and
 * GB200, there is none: all images with CUDA are for x86, but one of another generation. https://github.com/huggingface/text-embeddings-inference
 * README.md, .github/workflows/matrix.json
 */
const IMAGES: readonly OfficialImage[] = [
  { on: 'cpu', image: `${IMAGE}:cpu-<version>` },
  { ...NVIDIA, image: `${IMAGE}:turing-<version>`, accelerators: /\bT4\b/ },
  { ...NVIDIA, image: `${IMAGE}:<version>`, accelerators: /\b(A100|A30)\b/ },
  { ...NVIDIA, image: `${IMAGE}:86-<version>`, accelerators: /\b(A10G?|A40)\b/ },
  { ...NVIDIA, image: `${IMAGE}:89-<version>`, accelerators: /\b(L4|L40S?)\b/ },
  { ...NVIDIA, image: `${IMAGE}:hopper-<version>`, accelerators: /\bH[12]00\b/ },
  { ...NVIDIA, image: `${IMAGE}:100-<version>`, accelerators: /\bB200\b/, since: '1.9.0', called: 'B200' },
  { ...NVIDIA, image: `${IMAGE}:cuda-<version>`, accelerators: /^(?!.*\b(B200|G[HB]\d+)\b)/ },
  { on: 'habana.ai/', image: `${IMAGE}:hpu-<version>`, since: '1.6.1' },
  { on: 'gpu.intel.com/', image: `${IMAGE}:xpu-ipex-<version>`, since: '1.6.1' },
];

/**
 * How the server combines the vectors of a text's tokens into one. https://github.com/huggingface/text-embeddings-inference backends/core/src/lib.rs
 */
export enum EmbeddingPooling {
  /** The vector of the first token. */
  CLS = 'cls',

  /** The mean of all vectors. */
  MEAN = 'mean',

  /** A weight for each word of the vocabulary (SPLADE), for masked language models. */
  SPLADE = 'splade',

  /** The vector of the last token. */
  LAST_TOKEN = 'last-token',
}

refuseUnknownMembers(EmbeddingPooling, 'EmbeddingPooling');

/**
 * The options of Text Embeddings Inference. It listens on port 8080, and runs in `ghcr.io/huggingface/text-embeddings-inference`. The name of the
 * accelerator decides the image, with `cpu-`, `turing-`, `86-`, `89-`, `hopper-`, `100-`, `hpu-` or `xpu-ipex-` in front of the version; for an
 * NVIDIA GPU of another name it is `cuda-`, which detects the generation. With accelerators your own image runs with its own entry point. `apiKey`,
 * from 1.5.1 on, does not guard `/health`, `/ping`, `/metrics` and `/docs`.
 */
export interface TextEmbeddingsInferenceEngineProps extends ServerOptions, ApiKeyOptions {
  /**
   * Type of weights and activations (`--dtype`): `DataType.FLOAT16` or `FLOAT32`, with Gaudi and Intel GPUs also `BFLOAT16`.
   *
   * @default - the server's own: `float32` on a CPU, `float16` on NVIDIA GPUs, `bfloat16` on Gaudi and Intel GPUs
   */
  readonly dtype?: DataType;

  /**
   * How the server combines the vectors of a text's tokens into one (`--pooling`).
   *
   * @default - that of the model's configuration
   */
  readonly pooling?: EmbeddingPooling;

  /**
   * The most requests in the server at the same time (`--max-concurrent-requests`), including those that wait; others are refused with 429.
   *
   * @default - the server's own: 512
   */
  readonly maxConcurrentRequests?: number;

  /**
   * The most tokens in one batch (`--max-batch-tokens`). It bounds the memory. Before 1.9.0 a model that takes longer texts does not start; from then
   * on the server cuts off the rest of a longer text.
   *
   * @default - the server's own: 16384
   */
  readonly maxBatchTokens?: number;

  /**
   * Whether the server cuts off texts that are too long for the model (`--auto-truncate`); otherwise it refuses them with 413. Versions 1.9.0 and
   * 1.9.1 always cut them off.
   *
   * @default - the server's own: from 1.9.0 on yes
   */
  readonly autoTruncate?: boolean;

  /**
   * Whether each log line is a JSON object (`--json-output`), which is also the default of the image.
   *
   * @default true
   */
  readonly jsonLogs?: boolean;
}

/**
 * Text Embeddings Inference (TEI), for embedding models, rerankers and text classifiers. The server reads the kind of a model in its `config.json`.
 * https://github.com/huggingface/text-embeddings-inference
 *
 * @example
 * const engine = new TextEmbeddingsInferenceEngine({ version: '1.9.3' });
 */
export class TextEmbeddingsInferenceEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TextEmbeddingsInferenceEngineProps;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TextEmbeddingsInferenceEngineProps) {
    [props] = judged('new_TextEmbeddingsInferenceEngine', [props], arguments, { open: new.target !== TextEmbeddingsInferenceEngine });
    const version = versionOf('TextEmbeddingsInferenceEngine', props, '1.9.3');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'text-embeddings-inference',
      title: TITLE,
      metricsAreVerified: true,
      version,
      props,
      // Its port opens when the model is loaded and has run once; /health asks the backend. /embed, /rerank and /predict are at the root.
      ports: { http: 8080 },
      loadsFromHuggingFace: isAtLeast(version, '1.6.1'), // before, it knew neither HF_TOKEN nor HF_ENDPOINT
      // With safetensors, or on a CPU with ONNX weights.
      frameworks: [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.ONNX, Framework.CUSTOM],
      metrics: metricsIn(TEI_METRICS, version),
      scratchSize: Size.gibibytes(2),
      images: IMAGES,
      hardening: [
        {
          on: ['cpu'],
          runAsUser: 1000,
          readOnlyRootFilesystem: true,
          source: 'https://github.com/opea-project/GenAIInfra helm-charts/common/tei, with cpu-1.7',
        },
        {
          on: ['habana.ai/'],
          runAsUser: 1000,
          readOnlyRootFilesystem: false,
          source: 'https://github.com/opea-project/GenAIInfra helm-charts/common/tei, with hpu-1.7',
        },
        {
          readOnlyRootFilesystem: false,
          source: 'unknown as another user: with NVIDIA accelerators cuda-entrypoint.sh of https://github.com/huggingface/text-embeddings-inference '
            + 'writes below /etc',
        },
      ],
      options: TEI_OPTIONS,
      repeatableFlags: ['--cors-allow-origin'],
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const version = this.version!;
    if (props.autoTruncate === false && isAtLeast(version, '1.9.0') && !isAtLeast(version, '1.9.2')) {
      throw invalid({
        what: 'autoTruncate',
        got: false,
        allowed: `true with ${version}, which always cuts longer texts off`,
        fix: 'use 1.9.2 or newer, or leave it out',
      });
    }
  }

  /**
   * 1 GiB with Gaudi and Intel accelerators, whose backend is a Python process of its own; none else.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size | undefined {
    return isPython(compute.accelerator) ? Size.gibibytes(1) : undefined;
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // With accelerators through the image's entry point, which prepares CUDA or finds the right program.
    const { model } = context;
    this._requireFolder(model);
    this.checkCompute(context);
    return {
      program: context.compute.accelerator ? undefined : ['text-embeddings-router'],
      flags: {
        '--model-id': model.path,
        '--revision': model.revision,
        '--served-model-name': context.servedName,
        '--hostname': '0.0.0.0',
        '--port': this.ports.http,
        '--auto-truncate': this.truncation(),
        '--json-output': this._props.jsonLogs ?? true,
      },
      env: hubEnvironment(context, 'tei', { HUGGINGFACE_HUB_CACHE: `${context.cachePath}/hub` }),
    };
  }

  /** It was a switch until 1.9.0 made it the default, which 1.9.2 lets be switched off. */
  private truncation(): Stated {
    const { autoTruncate } = this._props;
    if (!this._isAtLeast('1.9.0')) return autoTruncate;
    return autoTruncate === false && 'false';
  }

  /**
   * The settings that the program in the image for this compute cannot have: each has other backends (Dockerfile, Dockerfile-cuda,
   * Dockerfile-intel).
   */
  private checkCompute({ compute, framework }: EngineContext): void {
    const { dtype } = this._props;
    const { accelerator, acceleratorCount } = compute;
    if (acceleratorCount > 1) {
      throw new Error(`Text Embeddings Inference uses one accelerator, and the replica has ${acceleratorCount}; use one for each replica, and more replicas`);
    }
    if (dtype === DataType.BFLOAT16 && !isPython(accelerator)) {
      throw new Error(`Text Embeddings Inference knows bfloat16 on Gaudi and Intel GPUs only, and the replica has ${accelerator?.name ?? 'none'}; `
        + 'use DataType.FLOAT16 or DataType.FLOAT32, or leave dtype out');
    }
    if (framework?.name !== Framework.ONNX.name) return;
    if (accelerator) {
      throw new Error(`Text Embeddings Inference runs ONNX weights on a CPU only, and the replica has ${accelerator.name}; use `
      + 'Compute.cpu, or safetensors and Framework.HUGGINGFACE');
    }
    if (dtype === DataType.FLOAT16) throw new Error('Text Embeddings Inference runs ONNX weights as float32 only, got DataType.FLOAT16; leave dtype out');
  }
}

/** Whether the backend for an accelerator is the one in Python. */
function isPython(accelerator: Accelerator | undefined): boolean {
  return accelerator !== undefined && !accelerator.resource.startsWith('nvidia.com/');
}
