import { Size } from 'cdk8s';
import { ApiKeyOptions } from './server-options';
import { DataType } from '../values/data-type';
import { ModelTask } from '../values/model-task';

/** The longest context of a model, and whether it may bring code. */
export interface ContextOptions {
  /**
   * Longest context in tokens, prompt and answer together. It bounds the KV cache.
   *
   * @default - that of the model's config
   */
  readonly maxModelLen?: number;

  /**
   * Whether the server executes code from the model's repository. Pin the revision when you switch it on.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;
}

/** The number of requests that are processed at once. */
export interface ConcurrencyOptions {
  /**
   * The most requests that are processed at the same time; others wait.
   *
   * @default - the server's own
   */
  readonly maxConcurrentRequests?: number;
}

/** The data types of the weights and the activations. */
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

/** The task of a model. */
export interface TaskOptions {
  /**
   * The task that the model is served for. Any task but generation needs a model that was made for it.
   *
   * @default ModelTask.GENERATE
   */
  readonly task?: ModelTask;
}

/** The share of the accelerators' memory that the server takes. */
export interface MemoryShareOptions {
  /**
   * Share of each accelerator's memory that the server takes, for the weights and the KV cache. The weights have to fit into it
   * (`weights-exceed-accelerators`).
   *
   * @default - the server's own, or the one that the props of the engine name
   */
  readonly gpuMemoryUtilization?: number;
}

/** The share of the free accelerator memory for the KV cache. */
export interface FreeMemoryShareOptions {
  /**
   * Share of the memory that the weights leave free on each accelerator, for the KV cache.
   *
   * @default - the server's own, which the props of the engine name
   */
  readonly freeGpuMemoryFraction?: number;
}

/** The memory of the KV cache without accelerators. */
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
   * Data type of the KV cache, by the server's own name: for example `fp8`, in SGLang `fp8_e4m3`.
   *
   * @default - the server's own, mostly that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Whether requests with a common prefix reuse its KV cache.
   *
   * @default - the server's own
   */
  readonly prefixCaching?: boolean;
}

/** The parsers of a model's answers. */
export interface ParserOptions {
  /**
   * Parser of tool calls, by the server's own name, for example `hermes`. It lets clients use `tools`.
   *
   * @default - none
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates the reasoning from the answer, by the server's own name, for example `deepseek_r1`.
   *
   * @default - none
   */
  readonly reasoningParser?: string;
}

/** The backend for structured output. */
export interface StructuredOutputOptions {
  /**
   * Backend that constrains answers to a grammar or a JSON schema, by the server's own name, for example `xgrammar`.
   *
   * @default - the server's own
   */
  readonly structuredOutputBackend?: string;
}

/** Low-rank adapters that are served beside the model. */
export interface LoraOptions {
  /**
   * Adapters by the name that clients send as `model`; to SGLang they send the served name, a colon, and this name. The value is an absolute path in
   * the Pod, on a volume in `pod.volumes`, or the id of a repository on the hub when the model itself is loaded from there.
   *
   * @default - none
   */
  readonly loraAdapters?: { [name: string]: string };
}

/** The size of low-rank adapters. */
export interface LoraRankOptions {
  /**
   * Largest rank of an adapter.
   *
   * @default - the server's own
   */
  readonly maxLoraRank?: number;
}

/** Speculative decoding: several tokens are drafted, and the model then checks them together. */
export interface SpeculativeDecoding {
  /** The method of drafting, by the server's own name, for example `ngram`, `eagle`, `draft_model`. */
  readonly method: string;

  /** Number of tokens that are drafted in one step. */
  readonly tokens: number;

  /**
   * The draft model: an absolute path in the Pod, on a volume in `pod.volumes`, or the id of a repository on the hub when the model itself is loaded
   * from there.
   *
   * @default - none, for methods without one
   */
  readonly model?: string;
}

/** Speculative decoding. */
export interface SpeculativeDecodingOptions {
  /**
   * Drafts several tokens at once, which the model then checks together. It needs memory, and pays off for small batches.
   *
   * @default - none
   */
  readonly speculativeDecoding?: SpeculativeDecoding;
}

/** The number of images and other items in a prompt. */
export interface MultiModalOptions {
  /**
   * The most items of each kind in one prompt, for example `{ image: 4 }`.
   *
   * @default - the server's own
   */
  readonly multiModalLimits?: { [kind: string]: number };
}
