import { StoredTensor } from '../quantization';

/** Bits of each weight: of the matrices of layers, as a mean, of the embedding, and of the head. */
type FileBits = readonly [layers: number, embedding: number, head: number];

/**
 * By the type of a GGUF file, as `llama-quantize --dry-run` of llama.cpp b11434 says for Llama 3.1 8B, and the same within 0.05 bits for models from 1B to
 * 70B. An embedding that is the head as well has the bits of a head. https://github.com/ggml-org/llama.cpp/blob/master/src/llama-quant.cpp
 */
const BITS: { readonly [type: string]: FileBits } = {
  F32: [32, 32, 32],
  F16: [16, 16, 16],
  BF16: [16, 16, 16],
  Q8_0: [8.5, 8.5, 8.5],
  Q6_K: [6.5625, 6.5625, 6.5625],
  Q5_K_M: [5.655, 5.5, 6.5625],
  Q5_K_S: [5.5, 5.5, 6.5625],
  Q5_1: [6, 6, 6.5625],
  Q5_0: [5.5, 5.5, 6.5625],
  Q4_K_M: [4.8, 4.5, 6.5625],
  Q4_K_S: [4.54, 4.5, 6.5625],
  Q4_1: [5, 5, 6.5625],
  Q4_0: [4.5, 4.5, 6.5625],
  Q3_K_L: [4.195, 3.4375, 6.5625],
  Q3_K_M: [3.85, 3.4375, 6.5625],
  Q3_K_S: [3.445, 3.4375, 6.5625],
  Q2_K: [2.942, 2.625, 6.5625],
  Q2_K_S: [2.724, 2.625, 6.5625],
  IQ4_NL: [4.55, 4.5, 6.5625],
  IQ4_XS: [4.31, 4.25, 6.5625],
  IQ3_M: [3.575, 3.4375, 6.5625],
  IQ3_S: [3.458, 3.4375, 6.5625],
  IQ3_XS: [3.27, 3.4375, 6.5625],
  IQ3_XXS: [3.208, 3.4375, 5.5],
  IQ2_M: [2.697, 3.4375, 5.5],
  IQ2_S: [2.479, 3.4375, 5.5],
  IQ2_XS: [2.365, 2.625, 5.5],
  IQ2_XXS: [2.128, 2.625, 5.5],
  IQ1_M: [1.856, 2.625, 5.5],
  IQ1_S: [1.693, 2.625, 5.5],
  TQ1_0: [1.687, 4.5, 6.5625],
  TQ2_0: [2.0625, 4.5, 6.5625],
  MXFP4_MOE: [8.5, 8.5, 8.5],
};

/** Bits of each weight of a tensor in a file of a type. Norms and biases keep 32 bits, and so do routers. */
export function bitsInFile(type: string, { family, columns }: StoredTensor, tied: boolean): number {
  const [layers, embedding, head] = BITS[type];
  if (columns === 1 || family === 'router') return 32;
  if (family === 'experts' && type === 'MXFP4_MOE') return 4.25;
  if (family === 'embedding') return tied ? head : embedding;
  return family === 'head' ? head : layers;
}

/** The type of a GGUF file by its name: `model-Q4_K_M.gguf`, `Q4_K_M`. */
export function fileTypeOf(text: string): string | undefined {
  const upper = text.toUpperCase();
  return Object.keys(BITS).sort((one, other) => other.length - one.length).find(type => new RegExp(`(^|[^A-Z0-9])${type}([^A-Z0-9_]|$)`).test(upper));
}
