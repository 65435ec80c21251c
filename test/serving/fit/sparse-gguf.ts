import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { Config, num } from '../../fit/slow/modules';
import { float32, uint32, uint64 } from '../models/gguf-numbers';

/** Types of values in a GGUF file. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const TYPES = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;

const ALIGNMENT = 32;

/** Dimensions of a tensor, the innermost first, as GGUF has them. */
type Tensors = readonly (readonly [name: string, ...dimensions: number[]])[];

/** A value of the metadata: text, a whole number, or whole numbers of each layer. */
type Value = string | number | readonly number[];

/** Writes a model whose weights are all 0, in float16 and norms in float32, as a file with holes: it takes next to nothing of the disk. */
export function writeSparseGguf(file: string, config: Config): void {
  const { architecture, metadata, tensors } = MODELS[String(config.model_type)]!(config);
  const entries = [
    entry('general.architecture', architecture),
    entry(`${architecture}.attention.layer_norm_rms_epsilon`, { float: 1e-5 }),
    ...Object.entries(metadata).map(([key, value]) => entry(`${architecture}.${key}`, value)),
    ...tokenizer(num(config, 'vocab_size')),
  ];
  let end = 0;
  const infos = tensors.map(([name, ...dimensions]) => {
    const isWide = dimensions.length === 1 || /ssm_(conv1d|a$|d$)|shortconv\.conv/.test(name);
    const info = [text(name), uint32(dimensions.length), ...dimensions.map(uint64), uint32(isWide ? 0 : 1), uint64(end)];
    end += Math.ceil(dimensions.reduce((product, size) => product * size, isWide ? 4 : 2) / ALIGNMENT) * ALIGNMENT;
    return Buffer.concat(info);
  });
  const head = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(entries.length), ...entries, ...infos]);
  const begin = Math.ceil(head.length / ALIGNMENT) * ALIGNMENT;
  const handle = openSync(file, 'w');
  writeSync(handle, head);
  ftruncateSync(handle, begin + end);
  closeSync(handle);
}

interface Model {
  readonly architecture: string;
  readonly metadata: { readonly [key: string]: Value };
  readonly tensors: Tensors;
}

/** Numbers that all have. */
function base(config: Config): { readonly [key: string]: Value } {
  return {
    context_length: num(config, 'max_position_embeddings'),
    embedding_length: num(config, 'hidden_size'),
    block_count: num(config, 'num_hidden_layers'),
    feed_forward_length: num(config, 'intermediate_size', 0),
    vocab_size: num(config, 'vocab_size'),
  };
}

const layersOf = (config: Config, layer: (index: number) => Tensors): Tensors =>
  Array.from({ length: num(config, 'num_hidden_layers') }, (_none, index) => layer(index).map(([name, ...rest]) => [`blk.${index}.${name}`, ...rest] as const)).flat();

function outer(config: Config, norm = 'output_norm'): Tensors {
  const [hidden, vocabulary] = [num(config, 'hidden_size'), num(config, 'vocab_size')];
  const all: Tensors = [['token_embd.weight', hidden, vocabulary], [`${norm}.weight`, hidden]];
  return config.tie_word_embeddings === true ? all : [...all, ['output.weight', hidden, vocabulary]];
}

function attention(config: Config): Tensors {
  const [hidden, heads] = [num(config, 'hidden_size'), num(config, 'num_attention_heads')];
  const size = num(config, 'head_dim', hidden / heads);
  const kv = num(config, 'num_key_value_heads', heads) * size;
  return [['attn_norm.weight', hidden], ['attn_q.weight', hidden, heads * size], ['attn_k.weight', hidden, kv], ['attn_v.weight', hidden, kv], ['attn_output.weight', heads * size, hidden]];
}

function feedForward(config: Config): Tensors {
  const [hidden, inner] = [num(config, 'hidden_size'), num(config, 'intermediate_size')];
  return [['ffn_norm.weight', hidden], ['ffn_gate.weight', hidden, inner], ['ffn_up.weight', hidden, inner], ['ffn_down.weight', inner, hidden]];
}

function headsOf(config: Config): { readonly [key: string]: Value } {
  const heads = num(config, 'num_attention_heads');
  const size = num(config, 'head_dim', num(config, 'hidden_size') / heads);
  return {
    'attention.head_count': heads,
    'attention.head_count_kv': num(config, 'num_key_value_heads', heads),
    'attention.key_length': size,
    'attention.value_length': size,
    'rope.dimension_count': size,
  };
}

const normsOfHeads = (config: Config): Tensors => {
  const size = num(config, 'head_dim', num(config, 'hidden_size') / num(config, 'num_attention_heads'));
  return [['attn_q_norm.weight', size], ['attn_k_norm.weight', size]];
};

/** By `model_type`. The names: https://github.com/ggml-org/llama.cpp/blob/master/gguf-py/gguf/constants.py */
const MODELS: { readonly [modelType: string]: (config: Config) => Model } = {
  llama: config => ({
    architecture: 'llama',
    metadata: { ...base(config), ...headsOf(config) },
    tensors: [...outer(config), ...layersOf(config, () => [...attention(config), ...feedForward(config)])],
  }),
  gemma3_text: config => ({
    architecture: 'gemma3',
    metadata: { ...base(config), ...headsOf(config), 'attention.sliding_window': num(config, 'sliding_window') },
    tensors: [...outer(config), ...layersOf(config, () => [
      ...attention(config), ...normsOfHeads(config), ...feedForward(config), ['post_attention_norm.weight', num(config, 'hidden_size')], ['post_ffw_norm.weight', num(config, 'hidden_size')],
    ])],
  }),
  deepseek_v2: latent,
  mamba,
  lfm2: config => ({
    architecture: 'lfm2',
    metadata: { ...base(config), ...headsOf(config), 'attention.head_count_kv': kvHeadsOfLayers(config), 'shortconv.l_cache': num(config, 'conv_L_cache') },
    tensors: [...outer({ ...config, tie_word_embeddings: true }, 'token_embd_norm'), ...layersOf(config, index => {
      const hidden = num(config, 'hidden_size');
      const conv: Tensors = [['attn_norm.weight', hidden], ['shortconv.conv.weight', num(config, 'conv_L_cache'), hidden], ['shortconv.in_proj.weight', hidden, 3 * hidden], ['shortconv.out_proj.weight', hidden, hidden]];
      return [...(kvHeadsOfLayers(config)[index] === 0 ? conv : [...attention(config), ...normsOfHeads(config)]), ...feedForward(config)];
    })],
  }),
};

const kvHeadsOfLayers = (config: Config): readonly number[] =>
  (config.layer_types as readonly string[]).map(type => (type === 'full_attention' ? num(config, 'num_key_value_heads') : 0));

function latent(config: Config): Model {
  const [hidden, heads, rank] = [num(config, 'hidden_size'), num(config, 'num_attention_heads'), num(config, 'kv_lora_rank')];
  const [nope, rope, value, queries] = [num(config, 'qk_nope_head_dim'), num(config, 'qk_rope_head_dim'), num(config, 'v_head_dim'), num(config, 'q_lora_rank')];
  return {
    architecture: 'deepseek2',
    metadata: {
      ...base(config),
      'attention.head_count': heads,
      'attention.head_count_kv': 1,
      'attention.q_lora_rank': queries,
      'attention.kv_lora_rank': rank,
      'attention.key_length': rank + rope,
      'attention.value_length': rank,
      'attention.key_length_mla': nope + rope,
      'attention.value_length_mla': value,
      'rope.dimension_count': rope,
      'leading_dense_block_count': num(config, 'num_hidden_layers'),
      'expert_count': 2,
      'expert_used_count': 1,
      'expert_shared_count': 1,
      'expert_feed_forward_length': 32,
    },
    tensors: [...outer(config), ...layersOf(config, () => [
      ['attn_norm.weight', hidden], ['attn_q_a.weight', hidden, queries], ['attn_q_a_norm.weight', queries], ['attn_q_b.weight', queries, heads * (nope + rope)], ['attn_kv_a_mqa.weight', hidden, rank + rope], ['attn_kv_a_norm.weight', rank],
      ['attn_k_b.weight', nope, rank, heads], ['attn_v_b.weight', rank, value, heads], ['attn_output.weight', heads * value, hidden], ...feedForward(config),
    ])],
  };
}

function mamba(config: Config): Model {
  const [hidden, state, kernel, rank] = [num(config, 'hidden_size'), num(config, 'state_size'), num(config, 'conv_kernel'), num(config, 'time_step_rank')];
  const inner = num(config, 'expand') * hidden;
  return {
    architecture: 'mamba',
    metadata: {
      ...base(config), 'attention.head_count': 0, 'ssm.conv_kernel': kernel, 'ssm.inner_size': inner, 'ssm.state_size': state, 'ssm.time_step_rank': rank,
    },
    tensors: [...outer({ ...config, tie_word_embeddings: true }), ...layersOf(config, () => [
      ['attn_norm.weight', hidden], ['ssm_in.weight', hidden, 2 * inner], ['ssm_conv1d.weight', kernel, inner], ['ssm_conv1d.bias', inner], ['ssm_x.weight', inner, rank + 2 * state],
      ['ssm_dt.weight', rank, inner], ['ssm_dt.bias', inner], ['ssm_a', state, inner], ['ssm_d', inner], ['ssm_out.weight', inner, hidden],
    ])],
  };
}

/** Tokens that no text becomes: the model is not asked anything. */
function tokenizer(size: number): Buffer[] {
  const ids = Array.from({ length: size }, (_none, id) => id);
  const list = (type: number, items: readonly Buffer[]) => Buffer.concat([uint32(TYPES.array), uint32(type), uint64(items.length), ...items]);
  return [
    entry('tokenizer.ggml.model', 'gpt2'),
    entry('tokenizer.ggml.pre', 'gpt-2'),
    Buffer.concat([text('tokenizer.ggml.tokens'), list(TYPES.string, ids.map(id => text(`t${id}`)))]),
    Buffer.concat([text('tokenizer.ggml.token_type'), list(TYPES.int32, ids.map(() => uint32(1)))]),
    Buffer.concat([text('tokenizer.ggml.merges'), list(TYPES.string, [text('t 1')])]),
    entry('tokenizer.ggml.bos_token_id', 1),
    entry('tokenizer.ggml.eos_token_id', 2),
  ];
}

function entry(key: string, value: Value | { readonly float: number }): Buffer {
  if (typeof value === 'string') return Buffer.concat([text(key), uint32(TYPES.string), text(value)]);
  if (typeof value === 'number') return Buffer.concat([text(key), uint32(TYPES.uint32), uint32(value)]);
  if ('float' in value) return Buffer.concat([text(key), uint32(TYPES.float32), float32(value.float)]);
  return Buffer.concat([text(key), uint32(TYPES.array), uint32(TYPES.uint32), uint64(value.length), ...value.map(uint32)]);
}

function text(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([uint64(bytes.length), bytes]);
}
