/** The facts of a tensor that decide how it is stored. */
export interface StoredTensor {
  readonly name: string;
  readonly family: string;
  readonly columns: number;
}

/** How the weights of a checkpoint are stored. */
export interface Quantization {
  /** `quant_method`, or the algorithm of ModelOpt, in small letters: fp8, awq, gptq, mxfp4, nvfp4, bitsandbytes, gguf. */
  readonly method: string;
  /** Weights that share a scale along the inputs; tensor parallelism has to divide inputs by it. 0 where there are none. */
  readonly group: number;
  /** How they may be stored as well, where the name of a type does not tell. */
  readonly orElse?: Quantization;
  /** Bits of each weight of a tensor with all that belongs to it (scales, zero points), as a mean over layers; `plain` where it is not quantized. */
  bitsOf(tensor: StoredTensor, plain: number): number;
}
