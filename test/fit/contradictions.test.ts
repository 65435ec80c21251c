import { CONFIGURATIONS } from './data/read';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters } from '../../src/fit/parameters';
import { JsonObject } from '../../src/ground/objects';

const LLAMA = {
  model_type: 'llama', hidden_size: 4096, num_hidden_layers: 8, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, torch_dtype: 'bfloat16',
};
const unknowns = (more: JsonObject) => readArchitecture({ ...LLAMA, ...more }, 'it').unknowns;

describe('a configuration that contradicts itself', () => {
  test.each<[string, JsonObject, RegExp]>([
    ['too few kinds of layers', { model_type: 'qwen3', layer_types: ['full_attention'] }, /its layer_types has 1 of 8 layers/],
    ['no kinds of layers', { model_type: 'gemma3_text', layer_types: [] }, /its layer_types has 0 of 8 layers/],
    ['too few feed-forward parts', { model_type: 'glm4_moe', n_routed_experts: 4, moe_intermediate_size: 64, mlp_layer_types: ['dense'] }, /its mlp_layer_types has 1 of 8/],
    ['too short a pattern', { model_type: 'nemotron_h', hybrid_override_pattern: 'M*', mamba_num_heads: 8, mamba_head_dim: 64, ssm_state_size: 16 }, /its pattern of layers has 2 of 8/],
    ['no shapes of layers', { model_type: 'nemotron-nas', block_configs: [] }, /its block_configs has 0 of 8 layers/],
    ['shapes of layers that are not said', { model_type: 'nemotron-nas' }, /the shapes of its layers \(block_configs\) are not said/],
    ['heads that are not divided', { num_key_value_heads: 7 }, /its 7 heads of keys and values do not divide its 32 heads/],
    ['more heads of keys than of queries', { num_key_value_heads: 64 }, /its 64 heads of keys and values do not divide its 32 heads/],
    ['a width that is not divided', { hidden_size: 4100, num_key_value_heads: 32 }, /its 32 heads do not divide its width of 4100/],
    ['a type that is none', { torch_dtype: 'foo' }, /the size of numbers of the type "foo" is not known/],
    ['a type of four bits', { dtype: 'fp4', torch_dtype: undefined }, /the size of numbers of the type "fp4" is not known/],
    ['a number that is a text', { head_dim: '256' }, /^its head_dim is "256", and has to be a whole number from 0 on$/],
    ['a rope of no size', { rope_scaling: { rope_type: 'yarn', factor: 1e300 } }, /^its rope_scaling\.factor is 1e\+300, and has to be a number above 0, and not above 1048576$/],
    ['rules of single modules in a list', { quantization_config: { quant_method: 'gptq', bits: 4, group_size: -1, dynamic: [{}] } }, /^its quantization_config\.dynamic is \[\{\}\], and has to be an object$/],
    ['modules in a text', { quantization_config: { quant_method: 'fp8', modules_to_not_convert: 'lm_head' } }, /modules_to_not_convert is "lm_head", and has to be a list of words/],
  ])('is not known: %s', (_case, more, says) => {
    expect(unknowns(more)).toEqual([expect.stringMatching(says)]);
  });

  test.each<[string, JsonObject]>([
    ['lists that name layers that draft as well', { model_type: 'qwen3', layer_types: Array.from({ length: 9 }, () => 'full_attention') }],
    ['heads of a size that is said', { hidden_size: 4100, head_dim: 128 }],
    ['types that are written in full', { torch_dtype: 'torch.float16' }],
    ['numbers of layers that are alike', { intermediate_size: Array.from({ length: 8 }, () => 14336) }],
    ['nothing where there is none', { sliding_window: 0, num_local_experts: 0, head_dim: null }],
  ])('is none with %s', (_case, more) => {
    expect(unknowns(more)).toEqual([]);
  });

  test('is none of the real ones', () => {
    const said = CONFIGURATIONS.flatMap(({ name, config, quantization }) => {
      try {
        return readArchitecture(config, name, { quantization }).unknowns.filter(unknown => /^its .* (has|divide)|are not said/.test(unknown)).map(unknown => `${name}: ${unknown}`);
      } catch {
        return [];
      }
    });
    expect(said).toEqual([]);
  });

  test('a last layer of experts that is -1 is the last of all', () => {
    const experts = (last: number) => parameters(readArchitecture({ ...LLAMA, model_type: 'ernie4_5_moe', moe_num_experts: 8, moe_intermediate_size: 1024, moe_layer_end_index: last }, 'it'));
    expect(experts(-1)).toBe(experts(7));
    expect(experts(-1)).not.toBe(experts(3));
  });

  test('is refused in true words where a number is of another kind, and where the kind of model is not known', () => {
    expect(() => unknowns({ num_hidden_layers: '80' })).toThrow('the configuration of it has num_hidden_layers "80": it has to be a whole number from 1 on');
    expect(() => unknowns({ num_hidden_layers: null })).toThrow('has no num_hidden_layers');
    expect(() => readArchitecture({ model_type: 'rwkv6', num_layers: 28, padded_vocab_size: 65024 }, 'it')).toThrow(/models of the type "rwkv6" are not known.*ModelArchitecture\.from, or leave architecture out/);
    const whisper = {
      model_type: 'whisper', is_encoder_decoder: true, d_model: 384, encoder_layers: 4, decoder_layers: 4, encoder_attention_heads: 6, decoder_attention_heads: 6, encoder_ffn_dim: 1536, decoder_ffn_dim: 1536, vocab_size: 51865,
    };
    expect(readArchitecture({ ...whisper, max_source_positions: 1500, max_target_positions: 448 }, 'it').unknowns).toEqual([]);
    const t5 = { model_type: 't5', is_encoder_decoder: true, d_model: 768, d_kv: 64, num_heads: 12, d_ff: 3072, num_layers: 12, vocab_size: 32128, n_positions: 512 };
    expect(readArchitecture(t5, 'it').unknowns).toEqual([expect.stringContaining('that its encoder has read is not counted') as string]);
    expect(() => readArchitecture({ model_type: 'rwkv', n_embd: 64 }, 'it')).toThrow(/models of the type "rwkv" are not known/);
  });
});
