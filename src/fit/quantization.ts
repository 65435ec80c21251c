/** How the weights of a checkpoint are stored. */
export interface Quantization {
  /** `quant_method`, or the algorithm of ModelOpt, in small letters: fp8, awq, gptq, mxfp4, nvfp4, bitsandbytes, gguf. */
  readonly method: string;
  /** Bits of each weight with all that belongs to it: scales, zero points. */
  readonly bits: number;
  /** Weights that share a scale along the inputs; tensor parallelism has to divide inputs by it. 0 where there are none. */
  readonly group: number;
  /** Whether the weight of this module is stored this way. */
  covers(tensor: { readonly name: string; readonly family: string; readonly columns: number }): boolean;
}
