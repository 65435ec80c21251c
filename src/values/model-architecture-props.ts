/** The numbers of a model for `ModelArchitecture.from`: a transformer with plain or latent attention, and with dense or expert layers. */
export interface ModelArchitectureProps {
  /**
   * A name to read, for messages.
   *
   * @default 'the model'
   */
  readonly name?: string;

  /** Number of layers (`num_hidden_layers`). */
  readonly layers: number;

  /** Hidden size of the model (`hidden_size`). */
  readonly hiddenSize: number;

  /** Number of query heads (`num_attention_heads`). */
  readonly attentionHeads: number;

  /**
   * Number of key and value heads (`num_key_value_heads`): fewer than query heads with grouped-query attention, 1 with multi-query attention.
   *
   * @default - the number of query heads
   */
  readonly keyValueHeads?: number;

  /**
   * Size of a head (`head_dim`).
   *
   * @default - `hiddenSize` divided by `attentionHeads`
   */
  readonly headSize?: number;

  /** Size of the feed-forward part of dense layers (`intermediate_size`). */
  readonly intermediateSize: number;

  /** Size of the vocabulary (`vocab_size`). */
  readonly vocabularySize: number;

  /** Longest context in tokens (`max_position_embeddings`). */
  readonly maxContext: number;

  /**
   * Whether the output head shares the weights of the embedding (`tie_word_embeddings`).
   *
   * @default false
   */
  readonly tiedEmbeddings?: boolean;

  /**
   * Number of tokens that a layer with a sliding window attends to (`sliding_window`).
   *
   * @default - no window: layers attend to all tokens
   */
  readonly slidingWindow?: number;

  /**
   * Number of layers with the window before each layer that attends to all tokens: 5 for groups of five layers with a window and one without.
   *
   * @default - all layers have the window, where there is one
   */
  readonly slidingLayersPerFull?: number;

  /**
   * Number of experts of each layer.
   *
   * @default - none: all layers are dense
   */
  readonly experts?: number;

  /**
   * Size of the feed-forward part of an expert (`moe_intermediate_size`).
   *
   * @default - `intermediateSize`
   */
  readonly expertSize?: number;

  /**
   * Number of experts that every token passes (`n_shared_experts`).
   *
   * @default 0
   */
  readonly sharedExperts?: number;

  /**
   * Size of the latent vector that the cache keeps for each token (`kv_lora_rank`), with multi-head latent attention (MLA).
   *
   * @default - none: the cache keeps keys and values of each head
   */
  readonly latentSize?: number;

  /**
   * Size of the part of a key with rotary positions (`qk_rope_head_dim`), with latent attention.
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

/** Facts that a configuration may lack. */
export interface ModelArchitectureOptions {
  /**
   * A name to read, for messages.
   *
   * @default - the path of the file
   */
  readonly name?: string;

  /**
   * Path of the model's `hf_quant_config.json`, which some models have beside their `config.json`.
   *
   * @default - the file of that name in the same folder, if there is one
   */
  readonly quantizationConfig?: string;

  /**
   * How the weights are quantized, where the configuration does not have it: for a GGUF file its type, such as `Q4_K_M`.
   *
   * @default - as the configuration says
   */
  readonly quantization?: string;
}
