/*
 * The smallest language model that servers take for one: a Llama of a few layers with random weights, always the same, and a tokenizer of
 * bytes. What it says is nonsense, in real tokens.
 */

/** What its configuration says. */
export const TINY_LLAMA = { vocabulary: 258, context: 4096, width: 192, inner: 512, layers: 6, heads: 6, headWidth: 32, epsilon: 1e-5 } as const;

/** Tokens that stand for no text. */
export const BEGIN = '<|begin|>';
export const END = '<|end|>';

/** A tensor, row by row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** All tokens in the order of their ids: those of every byte, as GPT-2 spells bytes, and the two special ones. */
export function tokens(): string[] {
  const printable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let others = 0;
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : 256 + others++));
  return [...bytes, BEGIN, END];
}

/** The tensors of one layer, by the last part of their name in Hugging Face's format. */
export function layerTensors(layer: number): Record<string, Tensor> {
  const { width, inner } = TINY_LLAMA;
  const seeded = (index: number, ...shape: number[]) => random(1_000 * (layer + 1) + index, shape);
  return {
    'input_layernorm': ones(width),
    'self_attn.q_proj': seeded(1, width, width),
    'self_attn.k_proj': seeded(2, width, width),
    'self_attn.v_proj': seeded(3, width, width),
    'self_attn.o_proj': seeded(4, width, width),
    'post_attention_layernorm': ones(width),
    'mlp.gate_proj': seeded(5, inner, width),
    'mlp.up_proj': seeded(6, inner, width),
    'mlp.down_proj': seeded(7, width, inner),
  };
}

/** The tensors outside of the layers. */
export function outerTensors(): Record<'embed_tokens' | 'norm' | 'lm_head', Tensor> {
  const { vocabulary, width } = TINY_LLAMA;
  return { embed_tokens: random(1, [vocabulary, width]), norm: ones(width), lm_head: random(2, [vocabulary, width]) };
}

function ones(length: number): Tensor {
  return { shape: [length], data: new Float32Array(length).fill(1) };
}

/** Numbers between -0.5 and 0.5 that follow from the seed (Park and Miller). */
function random(seed: number, shape: readonly number[]): Tensor {
  let state = seed;
  const next = () => {
    state = state * 48_271 % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  for (let warming = 0; warming < 10; warming++) next(); // small seeds begin alike
  return { shape, data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, next) };
}
