import { StoredTensor } from '../quantization';

/**
 * Bits of each weight, as means over layers: of the matrices of layers, of those of experts and feed-forward parts that lead down to the width of the
 * model, of the embedding, of the head, and of values and outputs of attention, where that is another number.
 */
type FileBits = readonly [layers: number, down: number, embedding: number, head: number, outputs?: number];

/**
 * By the type of a GGUF file, as `llama-quantize --dry-run` of llama.cpp b11434 says for Llama 3.1 8B, and the same within 0.05 bits for models from 1B to
 * 70B. An embedding that is the head as well has the bits of a head. https://github.com/ggml-org/llama.cpp/blob/master/src/llama-quant.cpp
 */
const BITS: { readonly [type: string]: FileBits } = {
  F32: [32, 32, 32, 32],
  F16: [16, 16, 16, 16],
  BF16: [16, 16, 16, 16],
  Q8_0: [8.5, 8.5, 8.5, 8.5],
  Q6_K: [6.5625, 6.5625, 6.5625, 6.5625],
  Q5_K_M: [5.517, 6.03, 5.5, 6.5625],
  Q5_K_S: [5.5, 5.5, 5.5, 6.5625],
  Q5_1: [6, 6, 6, 6.5625],
  Q5_0: [5.5, 5.5, 5.5, 6.5625],
  Q4_K_M: [4.5, 5.53, 4.5, 6.5625, 4.8],
  Q4_K_S: [4.509, 4.625, 4.5, 6.5625],
  Q4_1: [5, 5, 5, 6.5625],
  Q4_0: [4.5, 4.5, 4.5, 6.5625],
  Q3_K_L: [3.4375, 5.5, 3.4375, 6.5625, 5.5],
  Q3_K_M: [3.4375, 4.5625, 3.4375, 6.5625, 4.5],
  Q3_K_S: [3.445, 3.445, 3.4375, 6.5625],
  Q2_K: [2.65, 3.4375, 2.625, 6.5625, 3.4375],
  Q2_K_S: [2.674, 2.859, 2.625, 6.5625],
  IQ4_NL: [4.522, 4.625, 4.5, 6.5625],
  IQ4_XS: [4.275, 4.406, 4.25, 6.5625],
  IQ3_M: [3.4375, 3.57, 3.4375, 6.5625, 4.5],
  IQ3_S: [3.458, 3.458, 3.4375, 6.5625],
  IQ3_XS: [3.27, 3.27, 3.4375, 6.5625],
  IQ3_XXS: [3.208, 3.208, 3.4375, 5.5],
  IQ2_M: [2.697, 2.697, 3.4375, 5.5],
  IQ2_S: [2.479, 2.479, 3.4375, 5.5],
  IQ2_XS: [2.365, 2.365, 2.625, 5.5],
  IQ2_XXS: [2.128, 2.128, 2.625, 5.5],
  IQ1_M: [1.856, 1.856, 2.625, 5.5],
  IQ1_S: [1.693, 1.693, 2.625, 5.5],
  TQ1_0: [1.687, 1.687, 4.5, 6.5625],
  TQ2_0: [2.0625, 2.0625, 4.5, 6.5625],
  MXFP4_MOE: [8.5, 8.5, 8.5, 8.5],
};

/**
 * Names of the same mixtures, and those that publishers give to mixtures with an embedding and a head in Q8_0. https://github.com/ggml-org/llama.cpp
 * tools/quantize/quantize.cpp, https://huggingface.co/bartowski
 */
const ALSO: { readonly [type: string]: FileBits } = {
  Q3_K: BITS.Q3_K_M,
  Q4_K: BITS.Q4_K_M,
  Q5_K: BITS.Q5_K_M,
  Q2_K_L: withWideEnds(BITS.Q2_K),
  Q3_K_XL: withWideEnds(BITS.Q3_K_L),
  Q4_K_L: withWideEnds(BITS.Q4_K_M),
  Q5_K_L: withWideEnds(BITS.Q5_K_M),
  Q6_K_L: withWideEnds(BITS.Q6_K),
};

function withWideEnds([layers, down, , , outputs]: FileBits): FileBits {
  return [layers, down, 8.5, 8.5, outputs];
}

const TYPES: { readonly [type: string]: FileBits } = { ...BITS, ...ALSO };

/**
 * Bits of a weight of layers whose row is no multiple of a block of 256 numbers: a type with blocks of 32 takes its place. Of types without a line 4.5.
 * https://github.com/ggml-org/llama.cpp src/llama-quant.cpp (tensor_type_fallback)
 */
const NARROW: { readonly [beginning: string]: readonly [layers: number, down: number] } = {
  Q6_K: [8.5, 8.5],
  Q5_K_S: [6, 6],
  Q5_K: [6, 7.25],
  Q4_K_S: [5.5, 5.5625],
  Q4_K: [5.5, 7],
  Q3_K_L: [4.5, 6],
  Q3_K_XL: [4.5, 6],
  Q3_K_S: [4.5, 4.5],
  Q3_K: [4.5, 5.53],
  Q2_K_S: [4.5, 4.625],
  IQ4_XS: [4.5, 4.69],
  IQ3_M: [4.5, 4.625],
};

/** Types whose blocks have 32 numbers, or one. */
const IN_BLOCKS_OF_32 = /^(F32|B?F16|Q8_0|Q[45]_[01]|IQ4_NL|MXFP4_MOE)$/;

/** Bits of each weight of a tensor in a file of a type. Norms, biases, routers and short convolutions keep 32 bits. */
export function bitsInFile(type: string, tensor: StoredTensor, tied: boolean): number {
  const { family, columns } = tensor;
  if (columns < 32 || family === 'router') return 32;
  if (columns % 32 !== 0) return Math.max(16, TYPES[type][0]);
  if (family === 'experts' && type === 'MXFP4_MOE') return 4.25;
  if (family === 'vision' || family === 'projector') return Math.max(16, TYPES[type][0]); // in a file of their own, mostly in 16 bits
  return columns % 256 === 0 ? inWholeBlocks(type, tensor, tied) : inNarrowBlocks(type, tensor, tied);
}

function inWholeBlocks(type: string, { family, name }: StoredTensor, tied: boolean): number {
  const [layers, down, embedding, head, outputs = layers] = TYPES[type];
  if (family === 'embedding') return tied ? head : embedding;
  if (family === 'head') return head;
  if (/\.[ov]_proj$/.test(name)) return outputs;
  return name.endsWith('down_proj') ? down : layers;
}

function inNarrowBlocks(type: string, tensor: StoredTensor, tied: boolean): number {
  const { family, name } = tensor;
  const [, , embedding, head] = TYPES[type];
  if (family === 'head' || (family === 'embedding' && tied)) return Math.max(8.5, head);
  if (IN_BLOCKS_OF_32.test(type) || (family === 'embedding' && embedding === 8.5)) return inWholeBlocks(type, tensor, tied);
  const beginning = Object.keys(NARROW).find(each => type.startsWith(each));
  const [layers, down] = beginning === undefined ? [4.5, 4.5] : NARROW[beginning];
  return name.endsWith('down_proj') ? down : layers;
}

/**
 * What publishers call files whose experts are in MXFP4: in other places it is the method of other checkpoints.
 * https://huggingface.co/ggml-org/gpt-oss-20b-GGUF
 */
const IN_NAMES: { readonly [name: string]: string } = { MXFP4: 'MXFP4_MOE' };

/**
 * The type of a GGUF file by its name: `model-Q4_K_M.gguf`, `Q4_K_M`. Those of Unsloth that begin with UD are mixtures of each model's own: UD-IQ2_XXS of
 * DeepSeek V3 0324 has 219 GB, and IQ2_XXS 179. https://huggingface.co/unsloth/DeepSeek-V3-0324-GGUF/tree/main/UD-IQ2_XXS
 */
export function fileTypeOf(text: string): string | undefined {
  const upper = text.toUpperCase();
  const names = [...Object.keys(TYPES), ...upper.endsWith('.GGUF') ? Object.keys(IN_NAMES) : []].sort((one, other) => other.length - one.length);
  const found = names.find(name => new RegExp(`(^|[^A-Z0-9])(?<!UD-)${name}([^A-Z0-9_]|$)`).test(upper));
  return found === undefined || !Object.hasOwn(IN_NAMES, found) ? found : IN_NAMES[found];
}
