import { Fields } from './fields';
import { matrix, norm, vector } from './weights';
import { Layer, StateCache, Tensor } from '../architecture';

/** Weights and state of a layer that keeps a state in place of keys and values; undefined where the configuration has no such layer. */
export function stateLayer(fields: Fields, kind: string): Layer | undefined {
  if (fields.part('linear_attn_config')) return deltaAttention(fields, fields.part('linear_attn_config')!);
  if (kind.startsWith('kimi_linear')) return deltaAttention(fields, fields);
  if (fields.tryCount('linear_num_value_heads') !== undefined) return gatedDelta(fields);
  if (fields.tryCount('conv_L_cache') !== undefined) return shortConvolution(fields);
  if (fields.tryCount('mamba_num_heads', 'mamba_n_heads') !== undefined || kind === 'mamba2') return mamba2(fields);
  if (['mamba', 'falcon_mamba', 'jamba'].includes(kind)) return mamba(fields, kind);
  return undefined;
}

const layer = (
  type: StateCache['type'], tensors: readonly Tensor[], states: StateCache['states'],
): Layer => ({ tensors, caches: [{ kind: 'state', type, states }] });

/** Bytes of the numbers of a state where the configuration says them. */
function stateBytes(fields: Fields, ...names: string[]): number | undefined {
  return ({ float32: 4, bfloat16: 2, float16: 2 } as { [type: string]: number | undefined })[fields.text(...names) ?? ''];
}

/** https://github.com/huggingface/transformers src/transformers/models/mamba */
function mamba(fields: Fields, kind: string): Layer {
  const hidden = fields.count('hidden_size', 'd_model');
  const inner = fields.tryCount('intermediate_size_of_state') ?? (kind === 'jamba' ? hidden * (fields.tryCount('mamba_expand') ?? 2)
    : fields.tryCount('intermediate_size') ?? hidden * (fields.tryCount('expand') ?? 2));
  const size = fields.tryCount('state_size', 'mamba_d_state') ?? 16;
  const kernel = fields.tryCount('conv_kernel', 'mamba_d_conv') ?? 4;
  const rank = fields.tryCount('time_step_rank', 'mamba_dt_rank') ?? Math.ceil(hidden / 16);
  return layer('mamba1', [
    ...matrix('state', 'mixer.in_proj', 2 * inner, hidden, { parts: inner, bias: fields.is('use_bias', fields.is('mamba_proj_bias')) }),
    vector('state', 'mixer.conv1d', inner * (kernel + 1), inner),
    ...matrix('state', 'mixer.x_proj', rank + 2 * size, inner, { parts: inner }),
    ...matrix('state', 'mixer.dt_proj', inner, rank, { parts: inner, bias: true }),
    vector('state', 'mixer.A_log', inner * (size + 1), inner),
    ...matrix('state', 'mixer.out_proj', hidden, inner, { parts: inner, bias: fields.is('use_bias', fields.is('mamba_proj_bias')) }),
    ...(kind === 'jamba' ? norm('mixer.norms', rank + 2 * size) : []),
  ], [{ elements: inner * (kernel - 1), parts: inner }, { elements: inner * size, parts: inner, recurrent: true }]);
}

/** https://github.com/huggingface/transformers src/transformers/models/mamba2, nemotron_h, bamba */
function mamba2(fields: Fields): Layer {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('mamba_num_heads', 'mamba_n_heads', 'num_heads');
  const width = fields.tryCount('mamba_d_ssm') ?? hidden * (fields.tryCount('mamba_expand', 'expand') ?? 2);
  const headSize = fields.tryCount('mamba_head_dim', 'mamba_d_head', 'head_dim') ?? width / heads;
  const size = fields.count('ssm_state_size', 'mamba_d_state', 'state_size');
  const groups = fields.tryCount('mamba_n_groups', 'n_groups') ?? 1;
  const kernel = fields.tryCount('mamba_d_conv', 'conv_kernel') ?? 4;
  const inner = heads * headSize;
  const channels = inner + 2 * groups * size;
  const bias = fields.is('mamba_proj_bias', fields.is('use_bias'));
  const parts = { parts: heads, bias };
  return layer('mamba2', [
    ...matrix('state', 'mixer.in_proj', 2 * inner + 2 * groups * size + heads, hidden, parts),
    vector('state', 'mixer.conv1d', channels * (kernel + (fields.is('use_conv_bias', fields.is('mamba_conv_bias', true)) ? 1 : 0)), heads),
    vector('state', 'mixer.A_log', 3 * heads, heads),
    ...(fields.text('model_type') === 'falcon_h1' && !fields.is('mamba_rms_norm') ? [] : [vector('state', 'mixer.norm', inner, heads)]),
    ...matrix('state', 'mixer.out_proj', hidden, inner, parts),
  ], [
    { elements: inner * (kernel - 1), parts: heads },
    { elements: 2 * groups * size * (kernel - 1), parts: groups },
    {
      elements: heads * headSize * size,
      parts: heads,
      recurrent: true,
      bytes: stateBytes(fields, 'mamba_ssm_cache_dtype', 'mamba_ssm_dtype') ?? (fields.text('model_type') === 'nemotron_h' ? 4 : undefined),
    },
  ]);
}

/** https://github.com/huggingface/transformers src/transformers/models/qwen3_next */
function gatedDelta(fields: Fields): Layer {
  const hidden = fields.count('hidden_size');
  const keyHeads = fields.count('linear_num_key_heads');
  const heads = fields.count('linear_num_value_heads');
  const keySize = fields.count('linear_key_head_dim');
  const size = fields.count('linear_value_head_dim');
  const kernel = fields.tryCount('linear_conv_kernel_dim') ?? 4;
  const channels = 2 * keyHeads * keySize + heads * size;
  return layer('gated-delta', [
    ...matrix('state', 'linear_attn.in_proj_qkv', channels, hidden, { parts: keyHeads }),
    ...matrix('state', 'linear_attn.in_proj_z', heads * size, hidden, { parts: heads }),
    ...matrix('state', 'linear_attn.in_proj_ba', 2 * heads, hidden, { parts: heads }),
    vector('state', 'linear_attn.conv1d', channels * kernel, keyHeads),
    vector('state', 'linear_attn.A_log', 2 * heads, heads),
    ...norm('linear_attn.norm', size),
    ...matrix('state', 'linear_attn.out_proj', hidden, heads * size, { parts: heads }),
  ], [{ elements: channels * (kernel - 1), parts: keyHeads }, {
    elements: heads * size * keySize,
    parts: heads,
    recurrent: true,
    bytes: stateBytes(fields, 'mamba_ssm_dtype', 'mamba_ssm_cache_dtype'),
  }]);
}

/** Kimi Delta Attention. https://github.com/huggingface/transformers src/transformers/models/kimi_linear */
function deltaAttention(fields: Fields, part: Fields): Layer {
  const hidden = fields.count('hidden_size');
  const heads = part.count('linear_num_heads', 'num_heads');
  const size = part.count('linear_head_dim', 'head_dim');
  const kernel = part.tryCount('linear_conv_kernel_dim', 'short_conv_kernel_size') ?? 4;
  const inner = heads * size;
  const gate = (name: string) => [
    ...matrix('state', `self_attn.${name}_a_proj`, size, hidden), ...matrix('state', `self_attn.${name}_b_proj`, inner, size, { parts: heads }),
  ];
  return layer('kda', [
    ...['q_proj', 'k_proj', 'v_proj'].flatMap(name => matrix('state', `self_attn.${name}`, inner, hidden, { parts: heads })),
    vector('state', 'self_attn.conv1d', 3 * inner * kernel, heads),
    ...gate('f'),
    ...(part.is('use_full_rank_gate') ? matrix('state', 'self_attn.g_proj', inner, hidden, { parts: heads }) : gate('g')),
    ...matrix('state', 'self_attn.b_proj', heads, hidden, { parts: heads }),
    vector('state', 'self_attn.A_log', heads + inner, heads),
    ...norm('self_attn.o_norm', size),
    ...matrix('state', 'self_attn.o_proj', hidden, inner, { parts: heads }),
  ], [{ elements: 3 * inner * (kernel - 1), parts: heads }, { elements: inner * size, parts: heads, recurrent: true, bytes: 4 }]);
}

/** https://github.com/huggingface/transformers src/transformers/models/lfm2 */
function shortConvolution(fields: Fields): Layer {
  const hidden = fields.count('hidden_size');
  const width = fields.tryCount('conv_dim') ?? hidden;
  const kernel = fields.count('conv_L_cache');
  const bias = fields.is('conv_bias');
  return layer('short-conv', [
    ...matrix('state', 'conv.in_proj', 3 * width, hidden, { parts: width, bias }),
    vector('state', 'conv.conv', width * (kernel + (bias ? 1 : 0)), width),
    ...matrix('state', 'conv.out_proj', hidden, width, { parts: width, bias }),
  ], [{ elements: width * (kernel - 1), parts: width }]);
}
