/*
 * Models built tensor by tensor, as the modules of transformers are: every weight of every layer by its name. Slow, and written from those modules,
 * without a look at src/fit. `npm run test:serving -- fit-counts` holds what is built here against the modules themselves.
 */

/** Weights by name: their shapes. */
export type Tensors = Map<string, readonly number[]>;

/** A configuration, as in config.json. */
export type Config = { readonly [key: string]: unknown };

/** Adds weights below a prefix. */
export class Module {
  public constructor(private readonly tensors: Tensors, private readonly prefix = '') {}

  public at(name: string): Module {
    return new Module(this.tensors, `${this.prefix}${name}.`);
  }

  public tensor(name: string, ...shape: number[]): void {
    this.tensors.set(`${this.prefix}${name}`, shape);
  }

  public linear(name: string, inputs: number, outputs: number, bias = false): void {
    this.tensor(`${name}.weight`, outputs, inputs);
    if (bias) this.tensor(`${name}.bias`, outputs);
  }

  public norm(name: string, size: number, bias = false): void {
    this.tensor(`${name}.weight`, size);
    if (bias) this.tensor(`${name}.bias`, size);
  }
}

/** A number of a configuration. */
export function num(config: Config, key: string, otherwise?: number): number {
  const value = config[key] ?? otherwise;
  if (typeof value !== 'number') throw new Error(`${key} is ${JSON.stringify(value)}`);
  return value;
}

/** Numbers in all tensors together, one after the other. */
export function count(tensors: Tensors): number {
  let sum = 0;
  for (const shape of tensors.values()) sum += shape.reduce((product, size) => product * size, 1);
  return sum;
}

/** Queries, keys and values of heads, and what comes out. */
export interface Attention {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly qkvBias?: boolean;
  readonly outBias?: boolean;
  /** RMS norm of queries and keys, over a head or over all of them. */
  readonly qkNorm?: 'head' | 'all';
  /** The projection of queries has a gate beside them. */
  readonly gated?: boolean;
}

export function attention(module: Module, hidden: number, a: Attention): void {
  module.linear('q_proj', hidden, a.heads * a.headDim * (a.gated ? 2 : 1), a.qkvBias);
  module.linear('k_proj', hidden, a.kvHeads * a.headDim, a.qkvBias);
  module.linear('v_proj', hidden, a.kvHeads * a.headDim, a.qkvBias);
  module.linear('o_proj', a.heads * a.headDim, hidden, a.outBias);
  if (a.qkNorm === undefined) return;
  module.norm('q_norm', a.qkNorm === 'head' ? a.headDim : a.heads * a.headDim);
  module.norm('k_norm', a.qkNorm === 'head' ? a.headDim : a.kvHeads * a.headDim);
}

/** DeepSeek's latent attention: https://arxiv.org/abs/2405.04434 */
export function latentAttention(module: Module, config: Config): void {
  const [hidden, heads] = [num(config, 'hidden_size'), num(config, 'num_attention_heads')];
  const [nope, rope, value, rank] = [num(config, 'qk_nope_head_dim'), num(config, 'qk_rope_head_dim'), num(config, 'v_head_dim'), num(config, 'kv_lora_rank')];
  if (config.q_lora_rank == null) {
    module.linear('q_proj', hidden, heads * (nope + rope));
  } else {
    const queries = num(config, 'q_lora_rank');
    module.linear('q_a_proj', hidden, queries);
    module.norm('q_a_layernorm', queries);
    module.linear('q_b_proj', queries, heads * (nope + rope));
  }
  module.linear('kv_a_proj_with_mqa', hidden, rank + rope);
  module.norm('kv_a_layernorm', rank);
  module.linear('kv_b_proj', rank, heads * (nope + value));
  module.linear('o_proj', heads * value, hidden);
}

/** The gated feed-forward part that most models have. */
export function gatedMlp(module: Module, hidden: number, inner: number, bias = false): void {
  module.linear('gate_proj', hidden, inner, bias);
  module.linear('up_proj', hidden, inner, bias);
  module.linear('down_proj', inner, hidden, bias);
}

/** One matrix up and one down. */
export function plainMlp(module: Module, hidden: number, inner: number, bias: boolean): void {
  module.linear('fc_in', hidden, inner, bias);
  module.linear('fc_out', inner, hidden, bias);
}

/** Experts, each with its matrices, and the router. */
export function experts(module: Module, hidden: number, inner: number, howMany: number): void {
  module.linear('gate', hidden, howMany);
  for (let expert = 0; expert < howMany; expert++) gatedMlp(module.at(`experts.${expert}`), hidden, inner);
}

/** https://arxiv.org/abs/2405.21060 */
export function mamba2(module: Module, hidden: number, m: { heads: number; headDim: number; groups: number; state: number; kernel: number }): void {
  const inner = m.heads * m.headDim;
  const convolved = inner + 2 * m.groups * m.state;
  module.linear('in_proj', hidden, inner + convolved + m.heads);
  module.tensor('conv1d.weight', convolved, 1, m.kernel);
  module.tensor('conv1d.bias', convolved);
  for (const name of ['dt_bias', 'A_log', 'D']) module.tensor(name, m.heads);
  module.norm('norm', inner);
  module.linear('out_proj', inner, hidden);
}

/** The gated delta rule of Qwen3-Next. */
export function gatedDelta(module: Module, config: Config): void {
  const hidden = num(config, 'hidden_size');
  const [keyHeads, valueHeads] = [num(config, 'linear_num_key_heads'), num(config, 'linear_num_value_heads')];
  const [keys, values] = [keyHeads * num(config, 'linear_key_head_dim'), valueHeads * num(config, 'linear_value_head_dim')];
  module.linear('in_proj_qkvz', hidden, 2 * keys + 2 * values);
  module.linear('in_proj_ba', hidden, 2 * valueHeads);
  module.tensor('conv1d.weight', 2 * keys + values, 1, num(config, 'linear_conv_kernel_dim'));
  for (const name of ['dt_bias', 'A_log']) module.tensor(name, valueHeads);
  module.norm('norm', num(config, 'linear_value_head_dim'));
  module.linear('out_proj', values, hidden);
}
