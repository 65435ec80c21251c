/** The degree of tensor parallelism. */
export interface TensorParallelOptions {
  /**
   * Degree of tensor parallelism: the number of parts that each layer is divided into. Multiplied by pipeline stages and copies it gives the number
   * of devices. More than the replica has is an error; fewer leave devices idle, which is a warning (`accelerators-idle`).
   *
   * @default - the number of devices (the accelerators times their cores), divided by pipeline stages and copies
   */
  readonly tensorParallelSize?: number;
}

/** Copies of the model in one replica. */
export interface DataParallelOptions {
  /**
   * Copies of the model in one Pod, which share its requests. The accelerators are divided among them. `replicas` does the same across Pods.
   *
   * @default 1
   */
  readonly dataParallelSize?: number;
}

/** How the experts of a mixture-of-experts model are divided. */
export interface ExpertParallelOptions {
  /**
   * Whether each device holds whole experts, instead of a part of every expert.
   *
   * @default false
   */
  readonly expertParallel?: boolean;
}

/** Data parallelism of the attention alone. */
export interface DataParallelAttentionOptions {
  /**
   * Whether only the attention is copied (`--enable-dp-attention`). The copies of `dataParallelSize` then share the devices of tensor parallelism and
   * do not divide the accelerators; the degree of tensor parallelism has to be a multiple of their number.
   *
   * @default false
   */
  readonly dataParallelAttention?: boolean;
}

/** How the context of one request is divided among devices, for very long contexts. */
export interface ContextParallelOptions {
  /**
   * Parts that the context is divided into while the prompt is processed (prefill). Each part has its own devices: the accelerators are divided among
   * them, as among pipeline stages.
   *
   * @default 1
   */
  readonly prefillContextParallelSize?: number;

  /**
   * Parts that the KV cache of a context is divided into while the answer is generated (decode). They share the devices of tensor parallelism, whose
   * degree has to be a multiple of this number.
   *
   * @default 1
   */
  readonly decodeContextParallelSize?: number;
}
