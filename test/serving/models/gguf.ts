import { writeFileSync } from 'node:fs';
import { float32, uint32, uint64 } from './gguf-numbers';
import { BEGIN, layerTensors, outerTensors, Tensor, TINY_LLAMA, tokens } from './tiny-llama';

/** Types of values in a GGUF file. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const TYPES = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;

const ALIGNMENT = 32;

/** The names of a layer's tensors in Hugging Face's format, and in GGUF. */
const LAYER_NAMES: Readonly<Record<string, string>> = {
  'input_layernorm': 'attn_norm',
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'self_attn.o_proj': 'attn_output',
  'post_attention_layernorm': 'ffn_norm',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
};

/** Writes the tiny Llama as a GGUF file. */
export function makeGgufModel(file: string): void {
  const { embed_tokens, norm, lm_head } = outerTensors();
  const layers = Array.from({ length: TINY_LLAMA.layers }, (_, layer) =>
    Object.entries(layerTensors(layer)).map(([name, tensor]): [string, Tensor] => [`blk.${layer}.${LAYER_NAMES[name]}.weight`, tensor]));
  const tensors: [string, Tensor][] = [['token_embd.weight', embed_tokens], ['output_norm.weight', norm], ['output.weight', lm_head], ...layers.flat()];
  const metadata = [...architecture(), ...tokenizer()];
  const head = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(metadata.length), ...metadata, ...infos(tensors)]);
  writeFileSync(file, Buffer.concat([aligned(head), ...tensors.map(([, { data }]) => aligned(Buffer.from(data.buffer)))]));
}

function architecture(): Buffer[] {
  const { vocabulary, context, width, inner, layers, heads, headWidth, epsilon } = TINY_LLAMA;
  const number = (key: string, value: number) => entry(`llama.${key}`, TYPES.uint32, uint32(value));
  return [
    entry('general.architecture', TYPES.string, string('llama')),
    entry('general.name', TYPES.string, string('tiny')),
    number('context_length', context),
    number('embedding_length', width),
    number('block_count', layers),
    number('feed_forward_length', inner),
    number('attention.head_count', heads),
    number('attention.head_count_kv', heads),
    number('rope.dimension_count', headWidth),
    number('vocab_size', vocabulary),
    entry('llama.attention.layer_norm_rms_epsilon', TYPES.float32, float32(epsilon)),
  ];
}

/** Normal tokens are of type 1, those that stand for no text of type 3. */
function tokenizer(): Buffer[] {
  const all = tokens();
  const kinds = all.map((_, id) => (id < 256 ? 1 : 3));
  return [
    entry('tokenizer.ggml.model', TYPES.string, string('gpt2')),
    entry('tokenizer.ggml.pre', TYPES.string, string('gpt-2')),
    entry('tokenizer.ggml.tokens', TYPES.array, array(TYPES.string, all.map(string))),
    entry('tokenizer.ggml.token_type', TYPES.array, array(TYPES.int32, kinds.map(uint32))),
    entry('tokenizer.ggml.merges', TYPES.array, array(TYPES.string, [string('t h')])),
    entry('tokenizer.ggml.bos_token_id', TYPES.uint32, uint32(all.indexOf(BEGIN))),
    entry('tokenizer.ggml.eos_token_id', TYPES.uint32, uint32(all.length - 1)),
  ];
}

/** Dimensions are written from the innermost on; type 0 is float32. */
function infos(tensors: readonly [string, Tensor][]): Buffer[] {
  let offset = 0;
  return tensors.flatMap(([name, { shape, data }]) => {
    const info = [string(name), uint32(shape.length), ...[...shape].reverse().map(uint64), uint32(0), uint64(offset)];
    offset += Math.ceil(data.byteLength / ALIGNMENT) * ALIGNMENT;
    return info;
  });
}

function entry(key: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([string(key), uint32(type), value]);
}

function array(type: number, values: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(type), uint64(values.length), ...values]);
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function aligned(buffer: Buffer): Buffer {
  return Buffer.concat([buffer, Buffer.alloc((ALIGNMENT - buffer.length % ALIGNMENT) % ALIGNMENT)]);
}
