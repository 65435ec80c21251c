import { LAYERS } from './models';
import { Config } from './modules';

/** Numbers that follow from a seed (Park and Miller). */
export class Draw {
  private state: number;

  public constructor(seed: number) {
    this.state = seed * 7_919 + 1;
    for (let warming = 0; warming < 10; warming++) this.next();
  }

  public next(): number {
    this.state = this.state * 48_271 % 2_147_483_647;
    return this.state / 2_147_483_647;
  }

  public int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  public of<T>(choices: readonly T[]): T {
    return choices[this.int(0, choices.length - 1)]!;
  }

  public is(): boolean {
    return this.next() < 0.5;
  }
}

/** Properties of one kind of model, drawn; those of every kind are drawn before. */
type DrawMore = (draw: Draw, base: { layers: number; heads: number; hidden: number }) => Config;

/** What older models do not say. */
const NO_HEADS = { num_key_value_heads: undefined, head_dim: undefined, attention_bias: undefined };

const windows: DrawMore = draw => ({ sliding_window: draw.of([32, 100, 128, 1024]) });

const deepseek: DrawMore = (draw, { heads }) => ({
  num_key_value_heads: heads,
  head_dim: undefined,
  tie_word_embeddings: false,
  attention_bias: false,
  q_lora_rank: draw.of([null, 24, 48]),
  kv_lora_rank: draw.of([32, 64, 512]),
  qk_rope_head_dim: draw.of([16, 64]),
  qk_nope_head_dim: draw.of([16, 32]),
  v_head_dim: draw.of([16, 48]),
  n_routed_experts: draw.of([4, 8]),
  n_shared_experts: draw.int(1, 2),
  num_experts_per_tok: 2,
  moe_intermediate_size: draw.of([16, 40]),
  first_k_dense_replace: draw.int(0, 2),
  n_group: 1,
  topk_group: 1,
  topk_method: 'greedy',
  routed_scaling_factor: 1.5,
  scoring_func: 'softmax',
  moe_layer_freq: 1,
});

const mambaOfGranite: DrawMore = (draw, { hidden, layers }) => {
  const heads = draw.of([2, 4]);
  return {
    layer_types: Array.from({ length: layers }, (_none, index) => (index % 3 === 1 ? 'attention' : 'mamba')),
    attention_bias: false,
    head_dim: undefined,
    num_local_experts: draw.of([2, 4]),
    num_experts_per_tok: 2,
    shared_intermediate_size: draw.of([32, 48]),
    mamba_n_heads: heads,
    mamba_d_head: 2 * hidden / heads,
    mamba_expand: 2,
    mamba_n_groups: draw.of([1, 2]),
    mamba_d_state: draw.of([16, 128]),
    mamba_d_conv: 4,
    position_embedding_type: 'nope',
  };
};

const gpt: DrawMore = (draw, { hidden, heads, layers }) => ({
  n_embd: hidden,
  n_head: heads,
  n_layer: layers,
  n_inner: draw.of([64, 100]),
  n_positions: draw.of([128, 512]),
  multi_query: draw.is(),
  tie_word_embeddings: true,
  attention_bias: undefined,
  hidden_size: undefined,
  num_attention_heads: undefined,
  num_key_value_heads: undefined,
  num_hidden_layers: undefined,
  intermediate_size: undefined,
  max_position_embeddings: undefined,
  head_dim: undefined,
});

const MORE: { readonly [modelType: string]: DrawMore } = {
  mistral: (draw, base) => ({ ...(draw.is() && windows(draw, base)), attention_bias: false }),
  phi3: () => ({ attention_bias: false, head_dim: undefined }),
  qwen2: () => ({ attention_bias: undefined, head_dim: undefined }),
  gemma2: (draw, base) => ({ ...windows(draw, base), tie_word_embeddings: true }),
  gemma3_text: (draw, base) => ({ ...windows(draw, base), tie_word_embeddings: true, sliding_window_pattern: draw.int(2, 6) }),
  olmo3: (draw, base) => ({ ...windows(draw, base), head_dim: undefined }),
  cohere2: (draw, base) => ({ ...windows(draw, base), tie_word_embeddings: true }),
  mixtral: draw => ({ num_local_experts: draw.of([2, 8]), num_experts_per_tok: 2, attention_bias: false }),
  qwen3_moe: draw => ({
    num_experts: draw.of([4, 6]),
    num_experts_per_tok: 2,
    moe_intermediate_size: draw.of([16, 24]),
    decoder_sparse_step: draw.int(1, 2),
    mlp_only_layers: draw.is() ? [0] : [],
  }),
  deepseek_v2: deepseek,
  deepseek_v3: (draw, base) => ({ ...deepseek(draw, base), topk_method: 'noaux_tc', scoring_func: 'sigmoid' }),
  gpt_oss: (draw, base) => ({ ...windows(draw, base), num_local_experts: draw.of([2, 4]), num_experts_per_tok: 2, attention_bias: true }),
  qwen3_next: (draw, { layers }) => ({
    full_attention_interval: draw.int(2, 4),
    layer_types: undefined,
    num_experts: 4,
    num_experts_per_tok: 2,
    moe_intermediate_size: 16,
    shared_expert_intermediate_size: draw.of([16, 24]),
    decoder_sparse_step: 1,
    attention_bias: false,
    linear_num_key_heads: 2,
    linear_num_value_heads: draw.of([2, 4]),
    linear_key_head_dim: draw.of([16, 32]),
    linear_value_head_dim: draw.of([16, 32]),
    linear_conv_kernel_dim: 4,
    num_hidden_layers: Math.max(4, layers),
  }),
  lfm2: (draw, { layers }) => ({
    layer_types: Array.from({ length: layers }, (_none, index) => (index % 3 === 2 ? 'full_attention' : 'conv')), conv_L_cache: draw.int(3, 4), conv_bias: false, block_auto_adjust_ff_dim: false, tie_word_embeddings: true, attention_bias: undefined, head_dim: undefined,
  }),
  granitemoehybrid: mambaOfGranite,
  nemotron_h: (draw, { layers }) => ({
    hybrid_override_pattern: Array.from({ length: layers }, (_none, index) => (index === 0 ? 'M' : draw.of(['M', '*', '-']))).join(''),
    attention_bias: false,
    tie_word_embeddings: false,
    mamba_num_heads: draw.of([2, 4]),
    mamba_head_dim: draw.of([16, 32]),
    n_groups: draw.of([1, 2]),
    ssm_state_size: draw.of([16, 64]),
    conv_kernel: 4,
    use_conv_bias: true,
    mlp_hidden_act: 'relu2',
  }),
  gpt2: (draw, base) => ({ ...gpt(draw, base), multi_query: undefined }),
  gpt_bigcode: gpt,
  opt: (draw, { hidden }) => ({
    ffn_dim: draw.of([64, 100]),
    word_embed_proj_dim: hidden,
    do_layer_norm_before: true,
    tie_word_embeddings: true,
    ...NO_HEADS,
    intermediate_size: undefined,
  }),
  starcoder2: () => ({ use_bias: true, attention_bias: undefined, head_dim: undefined, tie_word_embeddings: true }),
  bert: () => ({ type_vocab_size: 2, ...NO_HEADS, tie_word_embeddings: undefined }),
};

/** Names of classes, which a configuration says. */
const CLASSES: { readonly [modelType: string]: string } = {
  llama: 'LlamaForCausalLM',
  mistral: 'MistralForCausalLM',
  phi3: 'Phi3ForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
  gemma2: 'Gemma2ForCausalLM',
  gemma3_text: 'Gemma3ForCausalLM',
  olmo3: 'Olmo3ForCausalLM',
  cohere2: 'Cohere2ForCausalLM',
  mixtral: 'MixtralForCausalLM',
  qwen3_moe: 'Qwen3MoeForCausalLM',
  deepseek_v2: 'DeepseekV2ForCausalLM',
  deepseek_v3: 'DeepseekV3ForCausalLM',
  gpt_oss: 'GptOssForCausalLM',
  qwen3_next: 'Qwen3NextForCausalLM',
  lfm2: 'Lfm2ForCausalLM',
  granitemoehybrid: 'GraniteMoeHybridForCausalLM',
  nemotron_h: 'NemotronHForCausalLM',
  gpt2: 'GPT2LMHeadModel',
  gpt_bigcode: 'GPTBigCodeForCausalLM',
  opt: 'OPTForCausalLM',
  starcoder2: 'Starcoder2ForCausalLM',
  bert: 'BertModel',
};

/** A configuration of a small model, always the same for a seed. */
export function drawConfig(seed: number): Config {
  const draw = new Draw(seed);
  const kind = Object.keys(LAYERS)[seed % Object.keys(LAYERS).length]!;
  const [heads, layers, headDim] = [draw.of([2, 4, 6]), draw.int(2, 7), draw.of([16, 24, 32])];
  const hidden = heads * headDim;
  const kvHeads = draw.of([1, 2, heads].filter(some => heads % some === 0));
  const base = {
    architectures: [CLASSES[kind]!],
    model_type: kind,
    dtype: draw.of(['bfloat16', 'float16']),
    vocab_size: draw.int(130, 700),
    hidden_size: hidden,
    intermediate_size: draw.of([64, 80, 104]),
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: kvHeads,
    head_dim: draw.of([16, 32, headDim]),
    max_position_embeddings: draw.of([256, 2048]),
    tie_word_embeddings: draw.is(),
    attention_bias: kind === 'llama' && draw.is(),
    pad_token_id: null,
    bos_token_id: 1,
    eos_token_id: 2,
  };
  const config = { ...base, ...MORE[kind]?.(draw, { layers, heads, hidden }) };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
