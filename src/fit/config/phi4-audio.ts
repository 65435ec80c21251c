import { Fields } from './fields';
import { stacked } from './projector-parts';
import { matrix, norm, vector } from './weights';
import { Tensor } from '../architecture';

/**
 * The tower of Phi-4 multimodal that hears: halves of a feed-forward part with gates around attention and a convolution; two ways into the model, for
 * speech alone and beside images. https://github.com/huggingface/transformers src/transformers/models/phi4_multimodal
 */
export function phi4Audio(audio: Fields, hidden: number): Tensor[] {
  const width = audio.count('hidden_size');
  const heads = audio.count('num_attention_heads');
  const distances = audio.count('bias_max_distance') * (audio.is('bias_symmetric') ? 1 : 2);
  const intoModel = stacked('audio_projection', 2, hidden, width * (audio.tryCount('downsample_rate') ?? 1));
  return [
    ...blockOf(audio, width).map((tensor): Tensor => ({ ...tensor, family: 'vision', experts: audio.depth('num_blocks') })),
    ...subsampling(audio, width),
    ...matrix('vision', 'relative_attention_bias', distances, heads),
    ...intoModel, ...intoModel,
  ];
}

function blockOf(audio: Fields, width: number): Tensor[] {
  const inner = audio.count('intermediate_size');
  const outside = audio.count('ext_pw_out_channel');
  const separate = audio.count('depthwise_separable_out_channel');
  const channels = width * (audio.tryCount('depthwise_multiplier') ?? 1);
  const bias = true;
  return [
    ...['feed_forward_in', 'feed_forward_out'].flatMap(name => [
      ...matrix('vision', `${name}.gate_up_proj`, 2 * inner, width, { bias }), ...matrix('vision', `${name}.down_proj`, width, inner, { bias }),
    ]),
    ...matrix('vision', 'self_attn', 4 * width, width, { bias }),
    ...matrix('vision', 'conv.glu', 2 * outside, width, { bias }),
    vector('vision', 'conv.glu.b', 2 * outside),
    vector('vision', 'conv.dw_conv', channels * (audio.count('kernel_size') + 1)),
    ...matrix('vision', 'conv.pw_conv', separate, channels, { bias }),
    ...matrix('vision', 'conv.ext_pw_conv_1d', outside, width, { bias }),
    ...norm('norms', width, { bias, times: 5 }),
  ];
}

/** Convolutions, each of which halves the time and the bands. */
function subsampling(audio: Fields, width: number): Tensor[] {
  const channels = audio.count('nemo_conv_channels');
  const stages = Math.log2(audio.count('time_reduction'));
  const bands = audio.tryCount('nemo_final_size')
    ?? Array.from({ length: stages }).reduce<number>(size => Math.floor((size - 1) / 2) + 1, audio.count('input_size'));
  return [
    vector('vision', 'embed.conv', 10 * channels * stages),
    ...Array.from({ length: stages - 1 }, () => matrix('vision', 'embed.conv.pointwise', channels, channels, { bias: true })).flat(),
    ...matrix('vision', 'embed.out', width, channels * bands, { bias: true }),
  ];
}
