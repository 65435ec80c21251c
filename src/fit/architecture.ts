import { Quantization } from './quantization';

/** The part of a model that a weight belongs to. */
export type Family =
  'embedding' | 'head' | 'norm' | 'attention' | 'index' | 'state' | 'mlp' | 'router' | 'experts' | 'shared-experts' | 'vision' | 'projector'
    | 'pooler' | 'draft';

/** Weights of one shape. */
export interface Tensor {
  readonly family: Family;
  /** The module that has it, as a checkpoint names it below its layer: configurations of quantization leave modules out by these names. */
  readonly name: string;
  /** Outputs, times how many of them there are. */
  readonly rows: number;
  /** Inputs; 1 for biases and norms, which no method quantizes. */
  readonly columns: number;
  /** Tensors of this shape, one for each expert; 1 when not said. */
  readonly experts?: number;
  /** Into how many parts tensor parallelism can divide it: heads, or channels. 1 when not said: each rank has all of it. */
  readonly parts?: number;
}

/** What one layer keeps of each sequence. */
export type LayerCache = TokenCache | StateCache;

/** Something of each token: keys and values, a latent vector, an index. */
export interface TokenCache {
  readonly kind: 'tokens';
  /** Heads that the ranks share out; 1 for a latent vector, which every rank has. */
  readonly heads: number;
  /** Numbers of each head and token; of keys and values together. */
  readonly elements: number;
  /** Tokens that it looks back; older ones are dropped. All of them when not said. */
  readonly window?: number;
  /** It looks back to the begin of a chunk of so many tokens. */
  readonly chunk?: number;
  /** Latent attention and indexes: kept by every rank of tensor parallelism. */
  readonly latent?: boolean;
  /** Bytes of each token in types of 8 and of 4 bits, where servers pack it with its scales. */
  readonly packed?: { readonly inEight: number; readonly inFour: number };
  /** Bytes of each token where the type of the cache does not decide it. */
  readonly fixedBytes?: number;
  /** It keeps what an encoder has read, so many tokens of each sequence, however long that is. */
  readonly encoded?: number;
  /** Tokens that are compressed into one entry; 1 when not said. */
  readonly tokensPerEntry?: number;
}

/** A state of fixed size for each sequence. */
export interface StateCache {
  readonly kind: 'state';
  readonly states: readonly State[];
  /** How vLLM calls it, which decides its block size. */
  readonly type: 'mamba1' | 'mamba2' | 'gated-delta' | 'kda' | 'short-conv';
}

/** One tensor of a state. */
export interface State {
  readonly elements: number;
  /** Into how many parts ranks divide it; 1: each has all of it. */
  readonly parts: number;
  /** Bytes of each number; those of the model's type when not said. */
  readonly bytes?: number;
  /** The part that is carried from token to token, not the inputs of a convolution. */
  readonly recurrent?: boolean;
}

/** One layer: its weights, and what it keeps. Layers that are alike are one object. */
export interface Layer {
  readonly tensors: readonly Tensor[];
  readonly caches: readonly LayerCache[];
}

/** A model, as its configuration describes it. */
export interface Architecture {
  /** How it is called in messages: the name of its file, or of the model. */
  readonly name: string;
  /** `model_type` of its configuration. */
  readonly modelType: string;
  /** Whether it generates text, with a cache, or turns it into vectors and scores, without. */
  readonly task: 'generate' | 'encode';
  /** Its tokens see those behind them as well, as those of an encoder do: servers of vectors read a text whole, and keep nothing of it. */
  readonly seesAll?: boolean;
  /** Tokens of a picture or a video see each other: servers compute all of them at once. */
  readonly seesMediaWhole?: boolean;
  readonly hidden: number;
  readonly vocabulary: number;
  /** Heads of queries; tensor parallelism has to divide them. */
  readonly heads: number;
  /** Heads of keys and values, 1 for latent attention. */
  readonly kvHeads: number;
  /** The longest context that it was made for. */
  readonly maxPositions: number;
  /** The same as servers take it from the configuration, where that is another for one of them. */
  readonly onServers?: { readonly [server in 'vllm' | 'olderVllm' | 'sglang' | 'olderSglang']: number };
  /** What it had before LongRoPE scaled it, which newer versions of vLLM take where nobody says a context. */
  readonly unscaledPositions?: number;
  /** Its configuration has `rope_scaling`. */
  readonly scales?: boolean;
  /** The type of its weights where nothing quantizes them. */
  readonly dataType: string;
  /** Experts of a layer, where it has any. */
  readonly experts?: number;
  /** Experts that one token passes; not known when not said. */
  readonly expertsOfToken?: number;
  /** Channels of the widest feed-forward part that tensor parallelism has to divide. */
  readonly intermediate: number;
  readonly layers: readonly Layer[];
  /** Embeddings, the head, the last norm: on the first and the last stage of a pipeline. */
  readonly outer: readonly Tensor[];
  /** Towers and projectors of other media. */
  readonly towers: readonly Tensor[];
  /** One of the towers hears. */
  readonly hears?: boolean;
  /** Layers that only speculative decoding loads. */
  readonly draft: readonly Tensor[];
  /** Those layers, which keep a cache as well; none when not said. */
  readonly draftLayers?: readonly Layer[];
  readonly quantization?: Quantization;
  /** It has a part that speaks, which is not counted: vLLM loads the part that thinks alone. */
  readonly talks?: boolean;
  /** What is not known of it, a sentence each. With any, nothing is said to fit. */
  readonly unknowns: readonly string[];
}
