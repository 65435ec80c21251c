/** Numbers of a model for `ModelArchitecture.from`: a transformer with plain attention, or latent attention, and dense or expert layers. */
export interface ModelArchitectureProps {
  /**
   * A name to read, for messages.
   *
   * @default 'the model'
   */
  readonly name?: string;

  /** Layers (`num_hidden_layers`). */
  readonly layers: number;

  /** Width of the model (`hidden_size`). */
  readonly hiddenSize: number;

  /** Heads of queries (`num_attention_heads`). */
  readonly attentionHeads: number;

  /**
   * Heads of keys and values (`num_key_value_heads`): fewer than those of queries with grouped attention, 1 with multi-query attention.
   *
   * @default - as many as there are heads of queries
   */
  readonly keyValueHeads?: number;

  /**
   * Width of a head (`head_dim`).
   *
   * @default - `hiddenSize` by `attentionHeads`
   */
  readonly headSize?: number;

  /** Width of the feed-forward part (`intermediate_size`), of dense layers. */
  readonly intermediateSize: number;

  /** Entries of the vocabulary (`vocab_size`). */
  readonly vocabularySize: number;

  /** Longest context in tokens (`max_position_embeddings`). */
  readonly maxContext: number;

  /**
   * Whether the head has the weights of the embedding (`tie_word_embeddings`).
   *
   * @default false
   */
  readonly tiedEmbeddings?: boolean;

  /**
   * Tokens that a layer looks back (`sliding_window`).
   *
   * @default - all of them
   */
  readonly slidingWindow?: number;

  /**
   * Layers that have the window; the last of each group of them sees all tokens: 5 for five layers with a window before each full one.
   *
   * @default - all layers have it, where there is one
   */
  readonly slidingLayersPerFull?: number;

  /**
   * Experts of each layer.
   *
   * @default - none: all layers are dense
   */
  readonly experts?: number;

  /**
   * Width of an expert (`moe_intermediate_size`).
   *
   * @default - `intermediateSize`
   */
  readonly expertSize?: number;

  /**
   * Experts that every token passes (`n_shared_experts`).
   *
   * @default 0
   */
  readonly sharedExperts?: number;

  /**
   * Width of the latent vector that is kept of each token (`kv_lora_rank`), with latent attention (MLA).
   *
   * @default - none: keys and values of each head are kept
   */
  readonly latentSize?: number;

  /**
   * Width of the part of a key with positions (`qk_rope_head_dim`), with latent attention.
   *
   * @default 64
   */
  readonly ropeSize?: number;

  /**
   * Type of the weights (`dtype`): `bfloat16`, `float16`, `float32`.
   *
   * @default 'bfloat16'
   */
  readonly dataType?: string;

  /**
   * How the weights are quantized: `fp8`, `awq`, `gptq`, `mxfp4`, `nvfp4`, `bitsandbytes`, or a file type of GGUF such as `Q4_K_M`.
   *
   * @default - not at all
   */
  readonly quantization?: string;
}

/** How a configuration is read. */
export interface ModelArchitectureOptions {
  /**
   * A name to read, for messages.
   *
   * @default - the path of the file
   */
  readonly name?: string;

  /**
   * Path of the `hf_quant_config.json` that the model brings beside its `config.json`.
   *
   * @default - the file of that name in the same folder, if there is one
   */
  readonly quantizationConfig?: string;

  /**
   * How the weights are quantized where the configuration does not say it: of a GGUF file its type, such as `Q4_K_M`.
   *
   * @default - as the configuration says
   */
  readonly quantization?: string;
}
