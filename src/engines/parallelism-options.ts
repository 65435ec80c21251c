/** The degree of tensor parallelism, for a server that is to use fewer devices than it could. */
export interface TensorParallelOptions {
  /**
   * Parts that each layer of the model is divided into. Times pipeline stages and copies it is the number of devices: more is an error, and fewer leave
   * some idle, which is a warning (`accelerators-idle`).
   *
   * @default - what stages and copies leave of the accelerators and their cores
   */
  readonly tensorParallelSize?: number;
}

/** Copies of the model in one replica. */
export interface DataParallelOptions {
  /**
   * Copies of the model in one Pod, which share its requests: the accelerators are divided among them. Replicas do the same over Pods.
   *
   * @default 1
   */
  readonly dataParallelSize?: number;
}

/** How the experts of a model are divided, where it is a mixture of them. */
export interface ExpertParallelOptions {
  /**
   * Whether each device has whole experts, in place of a part of each.
   *
   * @default false
   */
  readonly expertParallel?: boolean;
}

/** Copies of the attention of a model alone. */
export interface DataParallelAttentionOptions {
  /**
   * Whether only the attention is copied (`--enable-dp-attention`): the copies of `dataParallelSize` then share the devices of tensor parallelism, which has to be a
   * multiple of them, and divide none.
   *
   * @default false
   */
  readonly dataParallelAttention?: boolean;
}

/** How the context of a request is divided among devices, for contexts that are too long for one. */
export interface ContextParallelOptions {
  /**
   * Parts that the context is divided into while it is read, each on devices of its own: the accelerators are divided by it, as by pipeline stages.
   *
   * @default 1
   */
  readonly prefillContextParallelSize?: number;

  /**
   * Parts that the KV cache of a context is divided into while it is answered. It shares the devices of tensor parallelism, which has to be a multiple of it.
   *
   * @default 1
   */
  readonly decodeContextParallelSize?: number;
}
