import { Fields } from './fields';
import { Traits } from './traits';
import { matrix, norm, vector } from './weights';
import { Layer, LayerCache, Tensor } from '../architecture';

/** The shape of plain attention: with as many heads of keys as of queries, or fewer, or one. */
export interface Heads {
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly keySize: number;
  readonly valueSize: number;
  readonly window?: number;
  readonly chunk?: number;
  /** The values are the keys. */
  readonly sharedValues?: boolean;
  /** It reads the cache of an earlier layer, and has no keys of its own. */
  readonly sharedCache?: boolean;
  readonly sinks?: boolean;
}

/** The shape of attention as most configurations say it. */
export function headsOf(fields: Fields): Heads {
  const hidden = fields.count('hidden_size', 'n_embd', 'd_model');
  const heads = fields.count('num_attention_heads', 'n_head', 'n_heads');
  const keySize = fields.tryCount('head_dim', 'attention_head_dim', 'kv_channels') ?? Math.floor(hidden / heads);
  return { hidden, heads, kvHeads: kvHeadsOf(fields, heads), keySize, valueSize: fields.tryCount('v_head_dim') ?? keySize };
}

/**
 * Heads of keys and values. Falcon and StarCoder have a switch for one head or all of them; a Falcon of the newer kind has that switch too, and its
 * modules do not read it. https://github.com/huggingface/transformers src/transformers/models/falcon, gpt_bigcode
 */
export function kvHeadsOf(fields: Fields, heads: number): number {
  const hasSwitch = typeof fields.json.multi_query === 'boolean' && !fields.is('new_decoder_architecture');
  if (hasSwitch) return fields.is('multi_query') ? 1 : heads;
  return fields.tryCount('num_key_value_heads', 'num_kv_heads', 'multi_query_group_num') ?? heads;
}

/** Weights and cache of a layer with plain attention. */
export function plainAttention(fields: Fields, traits: Traits, shape: Heads): Layer {
  const { hidden, heads, kvHeads, keySize, valueSize } = shape;
  const bias = fields.is('attention_bias', fields.is('qkv_bias', fields.is('use_qkv_bias')));
  const options = { bias: traits.queryBias ?? bias };
  const gate = gateOf(fields, traits);
  const gated = gate === 'channels' ? 2 : 1;
  const own = shape.sharedCache !== true;
  const tensors: Tensor[] = [
    ...matrix('attention', 'self_attn.q_proj', heads * keySize * gated, hidden, { ...options, parts: heads }),
    ...(own ? matrix('attention', 'self_attn.k_proj', kvHeads * keySize, hidden, { ...options, parts: kvHeads }) : []),
    ...(own && !shape.sharedValues ? matrix('attention', 'self_attn.v_proj', kvHeads * valueSize, hidden, { ...options, parts: kvHeads }) : []),
    ...matrix('attention', 'self_attn.o_proj', hidden, heads * valueSize, { bias: traits.outputBias ?? fields.is('attention_out_bias', bias), parts: heads }),
    ...(gate === 'heads' ? matrix('attention', 'self_attn.g_proj', heads, hidden, { parts: heads }) : []),
    ...(shape.sinks ?? traits.sinks ? [vector('attention', 'self_attn.sinks', heads, heads)] : []),
    ...headNorms(fields, traits, shape),
  ];
  return { tensors, caches: own ? [cacheOf(shape)] : [] };
}

/** Laguna says of itself what its gates are over. https://github.com/vllm-project/vllm vllm/model_executor/models/laguna.py */
function gateOf(fields: Fields, { outputGate }: Traits): Traits['outputGate'] {
  const said = fields.json.gating;
  if (said === false) fields.refuse('gating', 'true, per-head or per-element');
  return said === true || said === 'per-head' ? 'heads' : typeof said === 'string' ? 'channels' : outputGate;
}

function headNorms(fields: Fields, traits: Traits, { heads, kvHeads, keySize, sharedCache }: Heads): Tensor[] {
  const isNormed = fields.is('use_qk_norm', fields.is('qk_layernorm'));
  const kind = traits.headNorm ?? (isNormed && fields.text('model_type') !== 'llama4_text' ? 'each' : undefined);
  if (kind === undefined) return [];
  const size = kind === 'each' ? keySize * (sharedCache ? 1 : 2) : (heads + kvHeads) * keySize;
  return norm('self_attn.qk_norm', size);
}

function cacheOf({ kvHeads, keySize, valueSize, window, chunk }: Heads): LayerCache {
  return { kind: 'tokens', heads: kvHeads, elements: keySize + valueSize, window, chunk };
}
