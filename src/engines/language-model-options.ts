import { Size } from 'cdk8s';
import { ApiKeyOptions } from './server-options';
import { DataType } from '../values/data-type';
import { ModelTask } from '../values/model-task';

/** How long a context is, and what a model may do besides. */
export interface ContextOptions {
  /**
   * Longest context, prompt and answer together, in tokens. It bounds the KV cache.
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Whether code from the model's repository is executed. Pin the revision when you switch it on.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;
}

/** How many requests are worked on. */
export interface ConcurrencyOptions {
  /**
   * Requests that are worked on at the same time; others wait.
   *
   * @default - the server's own
   */
  readonly maxConcurrentRequests?: number;
}

/** The numbers in which weights are and activations are computed. */
export interface PrecisionOptions {
  /**
   * Type of weights and activations.
   *
   * @default - from the model's config
   */
  readonly dtype?: DataType;

  /**
   * Quantization method, for example `awq`.
   *
   * @default - from the model's config
   */
  readonly quantization?: string;
}

/** The options that servers of language models have in common. Each engine takes those that its server knows, under the same names. */
export interface LanguageModelOptions extends ContextOptions, ConcurrencyOptions, PrecisionOptions, ApiKeyOptions {
}

/** How one model is divided among the accelerators of a replica. */
export interface ParallelismOptions {
  /**
   * Pipeline stages; the accelerators are divided among them, and the rest is tensor parallelism.
   *
   * @default 1
   */
  readonly pipelineParallelSize?: number;
}

/** The purpose of a model. */
export interface TaskOptions {
  /**
   * The task that the model is served for. Anything but generating needs a model that was made for it.
   *
   * @default ModelTask.GENERATE
   */
  readonly task?: ModelTask;
}

/** How much of the accelerators is taken. */
export interface MemoryShareOptions {
  /**
   * Share of each accelerator's memory that the server takes, for the weights and the KV cache. The weights have to fit into it (`weights-exceed-accelerators`).
   *
   * @default - the server's own, or the one that the props of the engine name
   */
  readonly gpuMemoryUtilization?: number;
}

/** How much of the accelerators is taken for the KV cache. */
export interface FreeMemoryShareOptions {
  /**
   * Share of the memory that the weights leave free on each accelerator, for the KV cache.
   *
   * @default - the server's own, which the props of the engine name
   */
  readonly freeGpuMemoryFraction?: number;
}

/** How much of the container's memory is taken without accelerators. */
export interface CpuKvCacheOptions {
  /**
   * Memory for the KV cache without accelerators, in whole GiB.
   *
   * @default - a quarter of the memory limit, at least 1 GiB
   */
  readonly kvCacheSize?: Size;
}

/** The settings of the KV cache. */
export interface KvCacheOptions {
  /**
   * Type of the KV cache, in the server's own word: for example `fp8`, in SGLang `fp8_e4m3`.
   *
   * @default - the server's own, in general that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Whether the KV cache of a common prefix is used again.
   *
   * @default - the server's own
   */
  readonly prefixCaching?: boolean;
}

/** How answers of a model are taken apart. */
export interface ParserOptions {
  /**
   * Parser of tool calls, in the server's own word, for example `hermes`. It lets clients use `tools`.
   *
   * @default - none
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates reasoning from the answer, in the server's own word, for example `deepseek_r1`.
   *
   * @default - none
   */
  readonly reasoningParser?: string;
}

/** How answers of a model are kept to a form. */
export interface StructuredOutputOptions {
  /**
   * Backend that keeps answers to a grammar or a JSON schema, in the server's own word, for example `xgrammar`.
   *
   * @default - the server's own
   */
  readonly structuredOutputBackend?: string;
}

/** Low-rank adapters that are served beside the model. */
export interface LoraOptions {
  /**
   * Adapters by the name that clients send as `model`, to SGLang behind the served name and a colon: an absolute path in the Pod, of a volume in `pod.volumes`, or the id of a
   * repository on the hub when the model itself is loaded from there.
   *
   * @default - none
   */
  readonly loraAdapters?: { [name: string]: string };
}

/** How large low-rank adapters may be. */
export interface LoraRankOptions {
  /**
   * Largest rank of an adapter.
   *
   * @default - the server's own
   */
  readonly maxLoraRank?: number;
}

/** Drafting several tokens at once, which the model then checks together. */
export interface SpeculativeDecoding {
  /** How they are drafted, in the server's own word, for example `ngram`, `eagle`, `draft_model`. */
  readonly method: string;

  /** Tokens that are drafted in one step. */
  readonly tokens: number;

  /**
   * The draft model: an absolute path in the Pod, of a volume in `pod.volumes`, or the id of a repository on the hub when the model
   * itself is loaded from there.
   *
   * @default - none, for methods without one
   */
  readonly model?: string;
}

/** Speculative decoding. */
export interface SpeculativeDecodingOptions {
  /**
   * Drafting several tokens at once. It needs memory, and pays for small batches.
   *
   * @default - none
   */
  readonly speculativeDecoding?: SpeculativeDecoding;
}

/** How much besides text a prompt may hold. */
export interface MultiModalOptions {
  /**
   * Most items of a kind in one prompt, for example `{ image: 4 }`.
   *
   * @default - the server's own
   */
  readonly multiModalLimits?: { [kind: string]: number };
}
