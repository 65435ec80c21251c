import { at, JsonObject } from '../../ground/objects';

/** Names that a kind of model has for what others call otherwise: the plain name, and the path of its own. */
interface Names {
  readonly [plain: string]: readonly string[];
}

/** Models whose remote code, or whose class in transformers, has names of its own. https://github.com/vllm-project/vllm vllm/transformers_utils/configs */
const OTHER_NAMES: { readonly [modelType: string]: Names } = {
  chatglm: {
    vocab_size: ['padded_vocab_size'],
    intermediate_size: ['ffn_hidden_size'],
    num_hidden_layers: ['num_layers'],
    num_key_value_heads: ['multi_query_group_num'],
    max_position_embeddings: ['seq_length'],
  },
  step3p5: {
    num_key_value_heads: ['num_attention_groups'],
    swa_num_attention_heads: ['attention_other_setting', 'num_attention_heads'],
    swa_num_key_value_heads: ['attention_other_setting', 'num_attention_groups'],
    swa_head_dim: ['attention_other_setting', 'head_dim'],
  },
  dbrx: {
    hidden_size: ['d_model'],
    num_hidden_layers: ['n_layers'],
    num_attention_heads: ['n_heads'],
    num_key_value_heads: ['attn_config', 'kv_n_heads'],
    intermediate_size: ['ffn_config', 'ffn_hidden_size'],
    num_local_experts: ['ffn_config', 'moe_num_experts'],
    max_position_embeddings: ['max_seq_len'],
  },
};

/** A configuration with the names that are read, beside its own. */
export function withPlainNames(json: JsonObject, modelType: string): JsonObject {
  if (!Object.hasOwn(OTHER_NAMES, modelType)) return json;
  const plain = Object.entries(OTHER_NAMES[modelType]).map(([name, path]) => [name, at(json, ...path)] as const);
  return { ...Object.fromEntries(plain.filter(([, value]) => value !== undefined)), ...json };
}
