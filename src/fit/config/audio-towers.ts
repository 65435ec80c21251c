import { Fields } from './fields';
import { phi4Audio } from './phi4-audio';
import { softTokens } from './projectors';
import { matrix, norm, vector } from './weights';
import { Tensor } from '../architecture';

const THREE_CONVOLUTIONS = ['qwen3_asr_audio_encoder', 'qwen3_asr_encoder', 'qwen3_omni_moe_audio_encoder'];

/** Weights of the tower that hears, and of what leads from it into the model; undefined where its kind is not known. */
export function audioTower(fields: Fields, audio: Fields, hidden: number): Tensor[] | undefined {
  const kind = audio.text('model_type');
  if (kind === 'glmasr_encoder') return ofGlm(audio, hidden);
  if (kind === 'audioflamingo3_encoder') return ofFlamingo(fields, audio, hidden);
  if (kind === 'qwen2_audio_encoder') return asWhispers(audio, hidden);
  if (kind === 'qwen2_5_omni_audio_encoder') return ofOmni(audio, hidden);
  if (kind === 'voxtral_encoder') return ofVoxtral(audio, hidden);
  if (kind === 'phi4_multimodal_audio') return phi4Audio(audio, hidden);
  if (kind === 'gemma3n_audio') return conformer(audio, hidden);
  return kind !== undefined && THREE_CONVOLUTIONS.includes(kind) ? withThreeConvolutions(audio, hidden) : undefined;
}

const WIDTH = ['d_model', 'hidden_size'];

/** The layers of Whisper's encoder: keys may have no bias, and ranks may divide them. */
function blocksOf(audio: Fields, { keyBias, parts }: { readonly keyBias: boolean; readonly parts?: number }): Tensor[] {
  const width = audio.count(...WIDTH);
  const inner = audio.count('encoder_ffn_dim', 'intermediate_size');
  const block = [
    ...matrix('vision', 'attn', 4 * width, width, { parts }),
    vector('vision', 'attn.bias', (keyBias ? 3 : 2) * width, parts),
    ...matrix('vision', 'mlp.up', inner, width, { bias: true, parts }),
    ...matrix('vision', 'mlp.down', width, inner, { parts }),
    vector('vision', 'norms and biases of outputs', 6 * width),
  ];
  return block.map((tensor): Tensor => ({ ...tensor, experts: audio.depth('encoder_layers', 'num_hidden_layers') }));
}

/** Servers take it from transformers: each rank has all of it. https://github.com/huggingface/transformers src/transformers/models/qwen2_audio */
function asWhispers(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count('d_model');
  return [
    ...withTwoConvolutions(audio, width),
    vector('vision', 'positions', audio.count('max_source_positions') * width),
    ...matrix('projector', 'linear', hidden, width, { bias: true }),
  ];
}

/** As that; four positions in time become a token of the model. https://github.com/huggingface/transformers src/transformers/models/voxtral */
function ofVoxtral(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count(...WIDTH);
  return [
    ...withTwoConvolutions(audio, width),
    vector('vision', 'positions', audio.count('max_source_positions') * width),
    ...matrix('projector', 'linear_1', hidden, audio.tryCount('intermediate_size') ?? 4 * width),
    ...matrix('projector', 'linear_2', hidden, hidden),
  ];
}

/**
 * Attention with relative positions between two halves of a feed-forward part, and a convolution over time.
 * https://github.com/huggingface/transformers src/transformers/models/gemma3n
 */
function conformer(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count('hidden_size');
  const [first, second] = audio.numbers('sscp_conv_channel_size') ?? [];
  const kernels = (audio.lists('sscp_conv_kernel_size') ?? []).map(([height, breadth]) => Number(height) * Number(breadth));
  const block = [
    ...matrix('vision', 'mlp', 16 * width, width),
    ...matrix('vision', 'attn', 5 * width, width),
    ...matrix('vision', 'lconv1d', 3 * width, width),
    vector('vision', 'norms', (9 + audio.count('conf_conv_kernel_size')) * width + width / audio.count('conf_num_attention_heads')),
  ];
  return [
    ...block.map((tensor): Tensor => ({ ...tensor, experts: audio.depth('conf_num_hidden_layers') })),
    ...matrix('vision', 'conv', first, kernels[0] + 1),
    ...matrix('vision', 'conv', second, first * kernels[1] + 1),
    ...matrix('vision', 'input_proj_linear', width, second * Math.floor(audio.count('input_feat_size') / 4)),
    ...softTokens(audio, hidden),
  ];
}

/** As Whisper's, without learned positions; four positions in time become a token. https://github.com/vllm-project/vllm vllm/model_executor/models/glmasr.py */
function ofGlm(audio: Fields, hidden: number): Tensor[] {
  return [
    ...withTwoConvolutions(audio, audio.count(...WIDTH), audio.count('num_attention_heads')),
    ...matrix('projector', 'linear_1', 2 * hidden, audio.count('intermediate_size'), { bias: true, parts: 2 * hidden }),
    ...matrix('projector', 'linear_2', hidden, 2 * hidden, { bias: true, parts: 2 * hidden }),
  ];
}

/** https://github.com/huggingface/transformers src/transformers/models/audioflamingo3, musicflamingo */
function ofFlamingo(fields: Fields, audio: Fields, hidden: number): Tensor[] {
  const width = audio.count(...WIDTH);
  const bias = fields.is('projector_bias', true);
  return [
    ...withTwoConvolutions(audio, width),
    vector('vision', 'positions', audio.count('max_source_positions') * width),
    ...matrix('projector', 'linear_1', hidden, width, { bias }),
    ...matrix('projector', 'linear_2', hidden, hidden, { bias }),
  ];
}

function withTwoConvolutions(audio: Fields, width: number, parts?: number): Tensor[] {
  return [
    ...blocksOf(audio, { keyBias: false, parts }),
    ...matrix('vision', 'conv1', width, 3 * audio.count('num_mel_bins'), { bias: true }),
    ...matrix('vision', 'conv2', width, 3 * width, { bias: true }),
    ...norm('layer_norm', width, { bias: true }),
  ];
}

/**
 * As that, with positions that are computed, and two tokens that begin and end what is heard. https://github.com/huggingface/transformers
 * src/transformers/models/qwen2_5_omni
 */
function ofOmni(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count('d_model');
  const output = audio.tryCount('output_dim') ?? hidden;
  return [
    ...withTwoConvolutions(audio, width),
    vector('projector', 'audio_bos_eos_token', 2 * output),
    ...matrix('projector', 'proj', output, width, { bias: true }),
  ];
}

/**
 * Three convolutions over time and bands, each of half the size, and positions that are computed. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/qwen3_omni_moe_thinker.py
 */
function withThreeConvolutions(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count('d_model');
  const channels = audio.count('downsample_hidden_size');
  const bands = [1, 2, 3].reduce(size => Math.floor((size + 1) / 2), audio.count('num_mel_bins'));
  return [
    ...blocksOf(audio, { keyBias: true, parts: audio.count('encoder_attention_heads') }),
    ...matrix('vision', 'conv2d1', channels, 9, { bias: true }),
    ...[2, 3].flatMap(index => matrix('vision', `conv2d${index}`, channels, 9 * channels, { bias: true })),
    ...matrix('vision', 'conv_out', width, channels * bands),
    ...norm('ln_post', width, { bias: true }),
    ...matrix('projector', 'proj1', width, width, { bias: true }),
    ...matrix('projector', 'proj2', audio.tryCount('output_dim') ?? hidden, width, { bias: true }),
  ];
}
