import { readArchitecture } from '../../src/fit/config/read-config';
import { unknownsOnServer } from '../../src/fit/engines/served-models';
import { weightBytesOfRank } from '../../src/fit/parameters';

const AUDIO = { model_type: 'qwen2_audio_encoder', d_model: 1280, encoder_layers: 32, encoder_attention_heads: 20, encoder_ffn_dim: 5120, num_mel_bins: 128, max_source_positions: 1500 };
const TEXT = {
  model_type: 'qwen2', hidden_size: 4096, intermediate_size: 11008, num_hidden_layers: 2, num_attention_heads: 32, num_key_value_heads: 32, vocab_size: 156_032, max_position_embeddings: 8192,
};
const qwen2Audio = (audio: object = AUDIO) => readArchitecture({
  model_type: 'qwen2_audio', architectures: ['Qwen2AudioForConditionalGeneration'], audio_config: { ...audio }, text_config: { ...TEXT, tie_word_embeddings: false }, torch_dtype: 'bfloat16',
}, 'a model that hears');

const asr = () => readArchitecture({
  model_type: 'qwen3_asr',
  architectures: ['Qwen3ASRForConditionalGeneration'],
  thinker_config: {
    audio_config: {
      model_type: 'qwen3_asr_audio_encoder', d_model: 1024, encoder_layers: 24, encoder_attention_heads: 16, encoder_ffn_dim: 4096, num_mel_bins: 128, output_dim: 2048, downsample_hidden_size: 480,
    },
    text_config: {
      model_type: 'qwen3', hidden_size: 2048, intermediate_size: 6144, num_hidden_layers: 2, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, vocab_size: 151_936, tie_word_embeddings: true,
    },
  },
  torch_dtype: 'bfloat16',
}, 'Qwen3-ASR');

const OMNI_TEXT = { vocab_size: 152_064, num_hidden_layers: 2, num_key_value_heads: 4, tie_word_embeddings: false, max_position_embeddings: 32_768 };

const omni = () => readArchitecture({
  model_type: 'qwen2_5_omni',
  architectures: ['Qwen2_5OmniModel'],
  thinker_config: {
    audio_config: { ...AUDIO, model_type: 'qwen2_5_omni_audio_encoder', output_dim: 3584 },
    vision_config: {
      model_type: 'qwen2_5_omni_vision_encoder', depth: 32, hidden_size: 1280, intermediate_size: 3420, num_heads: 16, out_hidden_size: 3584, patch_size: 14, spatial_merge_size: 2, temporal_patch_size: 2, hidden_act: 'silu',
    },
    text_config: { ...OMNI_TEXT, model_type: 'qwen2_5_omni_text', hidden_size: 3584, intermediate_size: 18_944, num_attention_heads: 28 },
  },
  talker_config: { model_type: 'qwen2_5_omni_talker' },
  torch_dtype: 'bfloat16',
}, 'Qwen2.5-Omni');

const omniMoe = () => readArchitecture({
  model_type: 'qwen3_omni_moe',
  architectures: ['Qwen3OmniMoeForConditionalGeneration'],
  thinker_config: {
    audio_config: { ...AUDIO, model_type: 'qwen3_omni_moe_audio_encoder', output_dim: 2048, downsample_hidden_size: 480 },
    vision_config: {
      model_type: 'qwen3_omni_moe_vision_encoder', depth: 27, hidden_size: 1152, intermediate_size: 4304, num_heads: 16, out_hidden_size: 2048, patch_size: 16, spatial_merge_size: 2, temporal_patch_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24],
    },
    text_config: {
      ...OMNI_TEXT, model_type: 'qwen3_omni_moe_text', hidden_size: 2048, num_attention_heads: 32, head_dim: 128, intermediate_size: 768, moe_intermediate_size: 768, num_experts: 8, num_experts_per_tok: 2,
    },
  },
  torch_dtype: 'bfloat16',
}, 'Qwen3-Omni');

describe('a tower that hears', () => {
  test.each([
    ['of Qwen2-Audio', 1, qwen2Audio, 4_650_450_944], ['of Qwen2-Audio', 4, qwen2Audio, 2_125_967_360], ['of Qwen3-ASR', 1, asr, 1_458_632_960], ['of Qwen3-ASR', 4, asr, 387_647_744],
    ['of Qwen2.5-Omni', 1, omni, 5_744_622_592], ['of Qwen2.5-Omni', 4, omni, 2_398_164_352], ['of Qwen3-Omni', 1, omniMoe, 3_845_404_896], ['of Qwen3-Omni', 4, omniMoe, 996_133_176],
  ] as const)('%s has the bytes that vLLM 0.32.0 says on one of %i ranks, within a thousandth', (_name, tensorParallel, of, bytes) => {
    const architecture = of();
    expect(architecture.unknowns).toEqual([]);
    const ours = weightBytesOfRank(architecture, { tensorParallel, pipelineParallel: 1, expertParallel: 1 }, 'bfloat16');
    expect(Math.abs(ours / bytes - 1)).toBeLessThan(0.001);
  });

  test.each([
    ['of another kind', { ...AUDIO, model_type: 'granite_speech_encoder' }],
    ['without a kind', { d_model: 1280 }],
  ])('%s is not counted, and its model is not known', (_name, audio) => {
    expect(qwen2Audio(audio).unknowns).toEqual(['the weights of its audio_config are not counted']);
  });

  test('is looked for where a model thinks', () => {
    const { unknowns } = readArchitecture({ model_type: 'qwen3_asr', thinker_config: { audio_config: { model_type: 'another_audio_encoder' }, text_config: { ...TEXT, model_type: 'qwen3' } } }, 'it');
    expect(unknowns).toContain('the weights of its audio_config are not counted');
  });

  test('is not all of a model that speaks as well, of which vLLM alone is known to load no more', () => {
    expect(unknownsOnServer('vllm', omni())).toEqual([]);
    expect(unknownsOnServer('sglang', omni())).toEqual(['the weights of the part that speaks, which sglang may load, are not counted']);
  });
});
