import {
  attention, Attention, Config, experts, gatedDelta, gatedMlp, latentAttention, mamba2, Module, num, plainMlp, Tensors,
} from './modules';

/** What a kind of model does in a layer. */
type BuildLayer = (layer: Module, config: Config, index: number) => void;

const hiddenOf = (config: Config): number => num(config, 'hidden_size');

function heads(config: Config, more: Partial<Attention> = {}): Attention {
  const all = num(config, 'num_attention_heads');
  return {
    heads: all,
    kvHeads: num(config, 'num_key_value_heads', all),
    headDim: num(config, 'head_dim', hiddenOf(config) / all),
    qkvBias: config.attention_bias === true,
    outBias: config.attention_bias === true,
    ...more,
  };
}

function norms(layer: Module, config: Config, names: readonly string[], bias = false): void {
  for (const name of names) layer.norm(name, hiddenOf(config), bias);
}

const TWO = ['input_layernorm', 'post_attention_layernorm'];
const FOUR = [...TWO, 'pre_feedforward_layernorm', 'post_feedforward_layernorm'];

/** A layer of attention and a gated feed-forward part. */
function dense(more: Partial<Attention> = {}, normNames: readonly string[] = TWO): BuildLayer {
  return (layer, config) => {
    attention(layer.at('self_attn'), hiddenOf(config), heads(config, more));
    gatedMlp(layer.at('mlp'), hiddenOf(config), num(config, 'intermediate_size'), config.mlp_bias === true);
    norms(layer, config, normNames);
  };
}

const mixtral: BuildLayer = (layer, config) => {
  attention(layer.at('self_attn'), hiddenOf(config), heads(config));
  experts(layer.at('mlp'), hiddenOf(config), num(config, 'intermediate_size'), num(config, 'num_local_experts'));
  norms(layer, config, TWO);
};

function isSparse(config: Config, index: number): boolean {
  return !(config.mlp_only_layers as number[] ?? []).includes(index) && (index + 1) % num(config, 'decoder_sparse_step', 1) === 0;
}

const qwen3Moe: BuildLayer = (layer, config, index) => {
  attention(layer.at('self_attn'), hiddenOf(config), heads(config, { qkNorm: 'head' }));
  if (isSparse(config, index)) experts(layer.at('mlp'), hiddenOf(config), num(config, 'moe_intermediate_size'), num(config, 'num_experts'));
  else gatedMlp(layer.at('mlp'), hiddenOf(config), num(config, 'intermediate_size'));
  norms(layer, config, TWO);
};

const deepseek: BuildLayer = (layer, config, index) => {
  latentAttention(layer.at('self_attn'), config);
  if (index >= num(config, 'first_k_dense_replace')) {
    const [inner, many] = [num(config, 'moe_intermediate_size'), num(config, 'n_routed_experts')];
    experts(layer.at('mlp'), hiddenOf(config), inner, many);
    gatedMlp(layer.at('mlp.shared_experts'), hiddenOf(config), inner * num(config, 'n_shared_experts'));
    if (config.model_type === 'deepseek_v3') layer.tensor('mlp.gate.e_score_correction_bias', many); // a buffer in transformers, a weight of the checkpoint
  } else {
    gatedMlp(layer.at('mlp'), hiddenOf(config), num(config, 'intermediate_size'));
  }
  norms(layer, config, TWO);
};

const gptOss: BuildLayer = (layer, config) => {
  const [hidden, inner, many] = [hiddenOf(config), num(config, 'intermediate_size'), num(config, 'num_local_experts')];
  attention(layer.at('self_attn'), hidden, heads(config, { qkvBias: true, outBias: true }));
  layer.tensor('self_attn.sinks', num(config, 'num_attention_heads'));
  layer.linear('mlp.router', hidden, many, true);
  for (let expert = 0; expert < many; expert++) {
    layer.linear(`mlp.experts.${expert}.gate_up_proj`, hidden, 2 * inner, true);
    layer.linear(`mlp.experts.${expert}.down_proj`, inner, hidden, true);
  }
  norms(layer, config, TWO);
};

const qwen3Next: BuildLayer = (layer, config, index) => {
  const full = (index + 1) % num(config, 'full_attention_interval') === 0;
  if (full) attention(layer.at('self_attn'), hiddenOf(config), heads(config, { qkNorm: 'head', gated: true }));
  else gatedDelta(layer.at('linear_attn'), config);
  experts(layer.at('mlp'), hiddenOf(config), num(config, 'moe_intermediate_size'), num(config, 'num_experts'));
  gatedMlp(layer.at('mlp.shared_expert'), hiddenOf(config), num(config, 'shared_expert_intermediate_size'));
  layer.linear('mlp.shared_expert_gate', hiddenOf(config), 1);
  norms(layer, config, TWO);
};

const lfm2: BuildLayer = (layer, config, index) => {
  const hidden = hiddenOf(config);
  if ((config.layer_types as string[])[index] === 'full_attention') {
    attention(layer.at('self_attn'), hidden, heads(config, { qkNorm: 'head' }));
  } else {
    layer.tensor('conv.conv.weight', hidden, 1, num(config, 'conv_L_cache'));
    layer.linear('conv.in_proj', hidden, 3 * hidden);
    layer.linear('conv.out_proj', hidden, hidden);
  }
  gatedMlp(layer.at('feed_forward'), hidden, num(config, 'intermediate_size'));
  norms(layer, config, ['operator_norm', 'ffn_norm']);
};

const graniteHybrid: BuildLayer = (layer, config, index) => {
  const [hidden, many] = [hiddenOf(config), num(config, 'num_local_experts')];
  if ((config.layer_types as string[])[index] === 'attention') attention(layer.at('self_attn'), hidden, heads(config));
  else mamba2(layer.at('mamba'), hidden, { heads: num(config, 'mamba_n_heads'), headDim: num(config, 'mamba_d_head'), groups: num(config, 'mamba_n_groups'), state: num(config, 'mamba_d_state'), kernel: num(config, 'mamba_d_conv') });
  if (many > 0) experts(layer.at('block_sparse_moe'), hidden, num(config, 'intermediate_size'), many);
  gatedMlp(layer.at('shared_mlp'), hidden, num(config, 'shared_intermediate_size'));
  norms(layer, config, TWO);
};

const nemotronH: BuildLayer = (layer, config, index) => {
  const hidden = hiddenOf(config);
  const letter = String(config.hybrid_override_pattern)[index];
  if (letter === 'M') mamba2(layer.at('mixer'), hidden, { heads: num(config, 'mamba_num_heads'), headDim: num(config, 'mamba_head_dim'), groups: num(config, 'n_groups'), state: num(config, 'ssm_state_size'), kernel: num(config, 'conv_kernel') });
  if (letter === '*') attention(layer.at('mixer'), hidden, heads(config));
  if (letter === '-') plainMlp(layer.at('mixer'), hidden, num(config, 'intermediate_size'), false);
  norms(layer, config, ['norm']);
};

const gpt: BuildLayer = (layer, config) => {
  const hidden = num(config, 'n_embd');
  const kv = config.model_type === 'gpt_bigcode' && config.multi_query === true ? hidden / num(config, 'n_head') : hidden;
  layer.linear('attn.c_attn', hidden, hidden + 2 * kv, true);
  layer.linear('attn.c_proj', hidden, hidden, true);
  plainMlp(layer.at('mlp'), hidden, num(config, 'n_inner'), true);
  for (const name of ['ln_1', 'ln_2']) layer.norm(name, hidden, true);
};

const opt: BuildLayer = (layer, config) => {
  attention(layer.at('self_attn'), hiddenOf(config), heads(config, { qkvBias: true, outBias: true }));
  plainMlp(layer, hiddenOf(config), num(config, 'ffn_dim'), true);
  norms(layer, config, ['self_attn_layer_norm', 'final_layer_norm'], true);
};

const starcoder2: BuildLayer = (layer, config) => {
  attention(layer.at('self_attn'), hiddenOf(config), heads(config, { qkvBias: true, outBias: true }));
  plainMlp(layer.at('mlp'), hiddenOf(config), num(config, 'intermediate_size'), true);
  norms(layer, config, TWO, true);
};

const bert: BuildLayer = (layer, config) => {
  attention(layer.at('attention'), hiddenOf(config), heads(config, { qkvBias: true, outBias: true }));
  plainMlp(layer, hiddenOf(config), num(config, 'intermediate_size'), true);
  norms(layer, config, ['attention.output.LayerNorm', 'output.LayerNorm'], true);
};

/** Layers by `model_type`. */
export const LAYERS: { readonly [modelType: string]: BuildLayer } = {
  llama: dense(),
  mistral: dense(),
  phi3: dense(), // its matrices of queries, keys and values are one, and so are those of gate and up: as many numbers
  qwen2: dense({ qkvBias: true, outBias: false }),
  qwen3: dense({ qkNorm: 'head' }),
  gemma2: dense({}, FOUR),
  gemma3_text: dense({ qkNorm: 'head' }, FOUR),
  olmo3: dense({ qkNorm: 'all' }),
  cohere2: dense({}, ['input_layernorm']),
  mixtral,
  qwen3_moe: qwen3Moe,
  deepseek_v2: deepseek,
  deepseek_v3: deepseek,
  gpt_oss: gptOss,
  qwen3_next: qwen3Next,
  lfm2,
  granitemoehybrid: graniteHybrid,
  nemotron_h: nemotronH,
  gpt2: gpt,
  gpt_bigcode: gpt,
  opt,
  starcoder2,
  bert,
};

/** All weights of a model. */
export function build(config: Config): Tensors {
  const tensors: Tensors = new Map();
  const root = new Module(tensors);
  const kind = String(config.model_type);
  const [hidden, layers] = [num(config, 'hidden_size', config.n_embd as number), num(config, 'num_hidden_layers', config.n_layer as number)];
  root.tensor('embed_tokens.weight', num(config, 'vocab_size'), hidden);
  if (kind === 'gpt2' || kind === 'gpt_bigcode') root.tensor('wpe.weight', num(config, 'n_positions'), hidden);
  if (kind === 'opt') root.tensor('embed_positions.weight', num(config, 'max_position_embeddings') + 2, hidden);
  if (kind === 'bert') outerOfBert(root, config);
  else root.norm('norm', hidden, ['gpt2', 'gpt_bigcode', 'opt', 'starcoder2'].includes(kind));
  for (let index = 0; index < layers; index++) LAYERS[kind]!(root.at(`layers.${index}`), config, index);
  if (config.tie_word_embeddings === false && kind !== 'bert') root.linear('lm_head', hidden, num(config, 'vocab_size'));
  return tensors;
}

function outerOfBert(root: Module, config: Config): void {
  root.tensor('position_embeddings.weight', num(config, 'max_position_embeddings'), hiddenOf(config));
  root.tensor('token_type_embeddings.weight', num(config, 'type_vocab_size'), hiddenOf(config));
  root.norm('embeddings.LayerNorm', hiddenOf(config), true);
  root.linear('pooler.dense', hiddenOf(config), hiddenOf(config), true);
}
