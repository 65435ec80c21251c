import { Fields } from './fields';
import { Traits } from './traits';
import { matrix, norm, vector } from './weights';
import { Family, Tensor } from '../architecture';

/** Experts of a layer; undefined where it has none. */
export function expertsOf(fields: Fields): number | undefined {
  const count = fields.tryCount('num_local_experts', 'num_experts', 'n_routed_experts', 'moe_num_experts');
  return count === 1 ? undefined : count;
}

/** Width of one expert. */
export function expertSize(fields: Fields): number {
  return fields.tryCount('moe_intermediate_size', 'expert_ffn_hidden_size') ?? fields.tryCount('intermediate_size') ?? denseSize(fields);
}

/** Width of the feed-forward part of a dense layer; of the widest where each has its own. */
export function denseSize(fields: Fields, layer?: number): number {
  const each = fields.numbersOrOne('intermediate_size') ?? [];
  if (each.length > 0) return layer === undefined ? Math.max(...each) : each[layer] ?? each[each.length - 1];
  const said = fields.tryCount('dense_intermediate_size', 'intermediate_size_mlp', 'intermediate_size', 'ffn_dim', 'ffn_hidden_size', 'n_inner');
  if (said === undefined) return 4 * fields.count('hidden_size', 'n_embd', 'd_model');
  return fields.is('block_auto_adjust_ff_dim') ? adjusted(fields, said) : said;
}

/** LFM2 takes two thirds of what is said, times a factor, in whole multiples. https://github.com/huggingface/transformers src/transformers/models/lfm2 */
function adjusted(fields: Fields, said: number): number {
  const multiple = fields.tryCount('block_multiple_of') ?? 256;
  return multiple * Math.ceil(Math.floor((fields.factor('block_ffn_dim_multiplier') ?? 1) * Math.floor(2 * said / 3)) / multiple);
}

/** A dense part of a width: with a gate, or plain. */
export function dense(family: Family, name: string, width: number, hidden: number, traits: Traits, bias: boolean): Tensor[] {
  const options = { parts: width, bias };
  return [
    ...(traits.plainMlp ? [] : matrix(family, `${name}.gate_proj`, width, hidden, options)),
    ...matrix(family, `${name}.up_proj`, width, hidden, options),
    ...matrix(family, `${name}.down_proj`, hidden, width, options),
  ];
}

/** The dense part of a layer, as the configuration says it. */
export function denseOf(fields: Fields, traits: Traits, width: number = denseSize(fields)): Tensor[] {
  return dense('mlp', 'mlp', width, fields.count('hidden_size', 'n_embd', 'd_model'), traits, traits.mlpBias
    ?? fields.is('mlp_bias', fields.is('use_mlp_bias')));
}

/** The experts of a layer, with their router and those that all tokens pass. */
export function expertLayer(fields: Fields, traits: Traits): Tensor[] {
  const hidden = fields.count('hidden_size');
  const experts = expertsOf(fields)!;
  const width = expertSize(fields);
  const latent = fields.tryCount('moe_latent_size', 'routed_expert_hidden_size');
  const inside = latent ?? hidden;
  const options = { parts: width, experts, bias: traits.expertBias };
  const shared = sharedSize(fields);
  return [
    ...matrix('router', 'router', experts + (fields.tryCount('zero_expert_num') ?? 0), hidden, { bias: traits.expertBias ?? traits.routerBias }),
    ...(traits.plainMlp ? [] : matrix('experts', 'experts.gate_proj', width, inside, options)),
    ...matrix('experts', 'experts.up_proj', width, inside, options),
    ...matrix('experts', 'experts.down_proj', inside, width, { ...options, parts: width }),
    ...(latent === undefined
      ? []
      : [...matrix('experts', 'experts.fc1_latent_proj', latent, hidden), ...matrix('experts', 'experts.fc2_latent_proj', hidden, latent)]),
    ...(fields.is('latent_moe_use_norm') ? norm('mlp.latent_norm', inside) : []),
    ...(shared > 0 ? dense('shared-experts', 'shared_experts', shared, hidden, traits, false) : []),
    ...(shared > 0 && traits.sharedGate ? [vector('shared-experts', 'shared_experts.gate', hidden)] : []),
  ];
}

/** Width of all experts that every token passes, together. */
function sharedSize(fields: Fields): number {
  const said = fields.tryCount('shared_expert_intermediate_size', 'moe_shared_expert_intermediate_size', 'shared_intermediate_size', 'share_expert_dim');
  if (said !== undefined) return said;
  if (fields.tryCount('intermediate_size_mlp') !== undefined) return fields.count('intermediate_size');
  const count = fields.tryCount('n_shared_experts', 'num_shared_experts', 'moe_num_shared_experts', 'num_shared_expert') ?? 0;
  return count * expertSize(fields);
}
