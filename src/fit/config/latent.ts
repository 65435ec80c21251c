import { Fields } from './fields';
import { matrix, norm, vector } from './weights';
import { Layer, LayerCache, Tensor } from '../architecture';

/**
 * An index beside a latent: keys of 8 bits with a scale for each block of 128 channels, on every rank. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/deepseek_v2.py
 */
const indexBytes = (size: number): number => size + Math.ceil(size / 128) * 4;

/**
 * A latent that a sparse kernel reads: numbers with a scale for each 128 of them and positions in 16 bits, or for each 16 and positions in 8 bits.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/attention/mla_attention.py (fp8_ds_mla, nvfp4_ds_mla)
 */
const packedBytes = (rank: number, rope: number): { readonly inEight: number; readonly inFour: number } => (
  { inEight: indexBytes(rank) + 2 * rope, inFour: rank / 2 + rank / 16 + rope }
);

/** Weights and cache of a layer with latent attention (MLA); with an index of its own where it is sparse. */
export function latentAttention(fields: Fields, hasIndex: boolean): Layer {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const rank = fields.count('kv_lora_rank');
  const rope = fields.count('qk_rope_head_dim');
  const nope = fields.count('qk_nope_head_dim');
  const value = fields.tryCount('v_head_dim') ?? (fields.text('model_type') === 'minicpm3' ? Math.floor(hidden / heads) : nope);
  const queryRank = fields.tryCount('q_lora_rank');
  const queries = heads * (nope + rope);
  const bias = fields.is('attention_bias');
  const tensors: Tensor[] = [
    ...(queryRank === undefined ? matrix('attention', 'self_attn.q_proj', queries, hidden, { parts: heads }) : [
      ...matrix('attention', 'self_attn.q_a_proj', queryRank, hidden, { bias }),
      ...norm('self_attn.q_a_layernorm', queryRank),
      ...matrix('attention', 'self_attn.q_b_proj', queries, queryRank, { parts: heads }),
    ]),
    ...matrix('attention', 'self_attn.kv_a_proj_with_mqa', rank + rope, hidden, { bias }),
    ...norm('self_attn.kv_a_layernorm', rank),
    ...matrix('attention', 'self_attn.kv_b_proj', heads * (nope + value), rank, { parts: heads }),
    ...matrix('attention', 'self_attn.o_proj', hidden, heads * value, { bias, parts: heads }),
    ...(fields.is('mla_use_output_gate') ? matrix('attention', 'self_attn.g_proj', heads * value, hidden, { parts: heads }) : []),
    ...(hasIndex ? indexer(fields, hidden, queryRank ?? hidden) : []),
  ];
  const packed = fields.tryCount('index_head_dim') === undefined ? undefined : packedBytes(rank, rope);
  const latent: LayerCache = { kind: 'tokens', heads: 1, elements: rank + rope, latent: true, packed };
  return { tensors, caches: hasIndex ? [latent, indexCache(fields)] : [latent] };
}

function indexer(fields: Fields, hidden: number, queryRank: number): Tensor[] {
  const heads = fields.count('index_n_heads');
  const size = fields.count('index_head_dim');
  return [
    ...matrix('index', 'self_attn.indexer.wq_b', heads * size, queryRank),
    ...matrix('index', 'self_attn.indexer.wk', size, hidden),
    ...norm('self_attn.indexer.k_norm', size, { bias: true }),
    ...matrix('index', 'self_attn.indexer.weights_proj', heads, hidden),
  ];
}

function indexCache(fields: Fields): LayerCache {
  const size = fields.count('index_head_dim');
  return { kind: 'tokens', heads: 1, elements: size, latent: true, fixedBytes: indexBytes(size) };
}

/** Which layers have an index: all, or those that the configuration names; the others use that of a layer before. */
export function indexedLayers(fields: Fields, layers: number): readonly boolean[] {
  const types = fields.words('indexer_types');
  return Array.from({ length: layers }, (_none, layer) => fields.tryCount('index_head_dim') !== undefined && (types === undefined || types[layer] === 'full'));
}

/**
 * Weights of a layer of DeepSeek V4: one latent of each token in a window, and one of each group of tokens that is compressed; layers that
 * compress by 4 choose among those by an index. https://github.com/huggingface/transformers src/transformers/models/deepseek_v4
 */
export function compressedAttention(fields: Fields, ratio: number): Layer {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const size = fields.count('head_dim');
  const queryRank = fields.count('q_lora_rank');
  const groups = fields.count('o_groups');
  const outputRank = fields.count('o_lora_rank');
  const tensors: Tensor[] = [
    ...matrix('attention', 'self_attn.q_a_proj', queryRank, hidden),
    ...norm('self_attn.q_a_norm', queryRank),
    ...matrix('attention', 'self_attn.q_b_proj', heads * size, queryRank, { parts: heads }),
    ...matrix('attention', 'self_attn.kv_proj', size, hidden),
    ...norm('self_attn.kv_norm', size),
    ...matrix('attention', 'self_attn.o_a_proj', groups * outputRank, heads * size / groups, { parts: groups }),
    ...matrix('attention', 'self_attn.o_b_proj', hidden, groups * outputRank, { parts: groups }),
    vector('attention', 'self_attn.sinks', heads, heads),
    ...(ratio > 1 ? compressor(fields, hidden, size, ratio) : []),
    ...connections(fields, hidden),
  ];
  const window: LayerCache = { kind: 'tokens', heads: 1, elements: size, latent: true, window: fields.count('sliding_window') };
  const compressed: LayerCache[] = ratio > 1 ? [{ kind: 'tokens', heads: 1, elements: size, latent: true, tokensPerEntry: ratio }] : [];
  const index: LayerCache[] = ratio === 4 ? [{ ...indexCache(fields) as object, tokensPerEntry: ratio } as LayerCache] : [];
  return { tensors, caches: [window, ...compressed, ...index] };
}

/** A ratio of 4 compresses with an overlap, which takes both halves of twice the channels. */
function compressor(fields: Fields, hidden: number, size: number, ratio: number): Tensor[] {
  const width = ratio === 4 ? 2 : 1;
  const part = (name: string, channels: number): Tensor[] => [
    vector('attention', `${name}.position_bias`, ratio * channels * width),
    ...matrix('attention', `${name}.kv_proj`, channels * width, hidden),
    ...matrix('attention', `${name}.gate_proj`, channels * width, hidden),
    ...norm(`${name}.kv_norm`, channels),
  ];
  if (ratio !== 4) return part('self_attn.compressor', size);
  const indexSize = fields.count('index_head_dim');
  const indexHeads = fields.count('index_n_heads');
  return [
    ...part('self_attn.compressor', size),
    ...part('self_attn.compressor.indexer', indexSize).map((tensor): Tensor => ({ ...tensor, family: 'index' })),
    ...matrix('index', 'self_attn.compressor.indexer.q_b_proj', indexHeads * indexSize, fields.count('q_lora_rank')),
    ...matrix('index', 'self_attn.compressor.indexer.scorer.weights_proj', indexHeads, hidden),
  ];
}

/** Mixing of the copies of the residual stream, before attention and before the experts. */
function connections(fields: Fields, hidden: number): Tensor[] {
  const copies = fields.tryCount('hc_mult');
  if (copies === undefined) return [];
  const mixes = (2 + copies) * copies;
  return [{ family: 'norm', name: 'hc', rows: 2 * (mixes * hidden * copies + mixes + 3), columns: 1 }];
}
