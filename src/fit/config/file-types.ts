/**
 * Bits of each weight of a whole file, as a mean over its tensors, by the type of a GGUF file: those that llama.cpp's table of quantizations gives for
 * Llama 3.1 8B. Other models differ by a few percent, because some tensors of a file have more bits.
 * https://github.com/ggml-org/llama.cpp/blob/master/tools/quantize/README.md
 */
export const BITS_OF_FILE_TYPE: { readonly [type: string]: number } = {
  'F32': 32, 'F16': 16, 'BF16': 16, 'Q8_0': 8.5, 'Q6_K': 6.56, 'Q5_K_M': 5.7, 'Q5_K_S': 5.57, 'Q5_1': 6, 'Q5_0': 5.5, 'Q4_K_M': 4.89, 'Q4_K_S': 4.67,
  'Q4_1': 5.1, 'Q4_0': 4.66, 'Q3_K_L': 4.3, 'Q3_K_M': 4, 'Q3_K_S': 3.64, 'Q2_K': 3.16, 'Q2_K_S': 2.97, 'IQ4_NL': 4.68, 'IQ4_XS': 4.46, 'IQ3_M': 3.76,
  'IQ3_S': 3.66, 'IQ3_XS': 3.5, 'IQ3_XXS': 3.25, 'IQ2_M': 2.93, 'IQ2_S': 2.74, 'IQ2_XS': 2.59, 'IQ2_XXS': 2.38, 'IQ1_M': 2.15, 'IQ1_S': 2, 'TQ1_0': 1.69, 'TQ2_0': 2.06,
  'MXFP4_MOE': 4.5,
};

/** The type of a GGUF file by its name: `model-Q4_K_M.gguf`, `Q4_K_M`. */
export function fileTypeOf(text: string): string | undefined {
  const upper = text.toUpperCase();
  return Object.keys(BITS_OF_FILE_TYPE).sort((one, other) => other.length - one.length).find(type => new RegExp(`(^|[^A-Z0-9])${type}([^A-Z0-9_]|$)`).test(upper));
}
