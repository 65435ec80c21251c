import { Fields } from './fields';
import { at, JsonObject } from '../../ground/objects';

const clip = (image_size: number): JsonObject => (
  { model_type: 'clip_vision_model', hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, num_attention_heads: 16, image_size, patch_size: 14 }
);
const SIGLIP_SO400M: JsonObject = {
  model_type: 'siglip_vision_model',
  hidden_size: 1152,
  intermediate_size: 4304,
  num_hidden_layers: 27,
  num_attention_heads: 16,
  image_size: 384,
  patch_size: 14,
};

/**
 * Numbers of towers by their names, without the owner of the repository. vLLM builds that of DeepSeek-VL2 with the part that pools, which the
 * checkpoint does not have. https://github.com/vllm-project/vllm vllm/model_executor/models/phi3v.py, deepseek_vl2.py
 * https://github.com/huggingface/pytorch-image-models timm/models/vision_transformer.py
 */
const NAMED: { readonly [name: string]: JsonObject } = {
  'clip-vit-large-patch14': clip(224),
  'clip-vit-large-patch14-336': clip(336),
  'siglip-so400m-patch14-384': SIGLIP_SO400M,
  'siglip_so400m_patch14_384': { ...SIGLIP_SO400M, model_type: 'deepseek_vl_v2_vision', vision_use_head: true },
  'deeplip_b_l': { ...clip(224), model_type: 'deepseek_ocr_vision' },
  'siglip_large_patch16_384': {
    ...SIGLIP_SO400M, hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, patch_size: 16,
  },
};

/** Where kinds of models name their tower, in place of its numbers; models have those kinds also in forms that do not. */
const WHERE: { readonly [modelType: string]: readonly [part: string | undefined, member: string] } = {
  phi3_v: ['img_processor', 'model_name'],
  llava: [undefined, 'mm_vision_tower'],
  llava_llama: [undefined, 'mm_vision_tower'],
  llava_mistral: [undefined, 'mm_vision_tower'],
  llava_qwen: [undefined, 'mm_vision_tower'],
  deepseek_vl_v2: ['vision_config', 'model_name'],
  multi_modality: ['vision_config', 'params.model_name'],
};

/**
 * Phi-4 multimodal as its authors write it: the tower that sees is that of the code, and the one that hears has other names for its numbers.
 * https://github.com/vllm-project/vllm vllm/model_executor/models/phi4mm.py, phi4mm_audio.py
 */
function phi4(fields: Fields, unknowns: string[]): Fields {
  const audio = fields.part('audio_processor')?.part('config')?.json;
  if (audio === undefined) unknowns.push('it hears, and the configuration does not have the config of the audio_processor that does');
  return fields.with({
    ...fields.json,
    vision_config: { ...SIGLIP_SO400M, model_type: 'phi4_multimodal_vision', image_size: 448 },
    audio_config: audio && {
      ...audio,
      model_type: 'phi4_multimodal_audio',
      hidden_size: audio.attention_dim,
      num_attention_heads: audio.attention_heads,
      intermediate_size: audio.linear_units,
      depthwise_separable_out_channel: audio.depthwise_seperable_out_channel,
      nemo_conv_channels: at(audio, 'nemo_conv_settings', 'conv_channels'),
      bias_max_distance: at(audio, 'relative_attention_bias_args', 't5_bias_max_distance'),
      downsample_rate: at(fields.json, 'embd_layer', 'audio_embd_layer', 'downsample_rate'),
    },
  });
}

/** A configuration with the numbers of the tower that it names; says it where no such tower is known. */
export function withNamedTower(fields: Fields, unknowns: string[]): Fields {
  const modelType = fields.text('model_type') ?? '';
  if (modelType === 'phi4mm') return phi4(fields, unknowns);
  if (!Object.hasOwn(WHERE, modelType)) return fields;
  const [part, member] = WHERE[modelType];
  const path = member.split('.');
  const inner = [...part === undefined ? [] : [part], ...path.slice(0, -1)].reduce<Fields | undefined>((outer, step) => outer?.part(step), fields);
  const name = inner?.text(path[path.length - 1]);
  if (name === undefined) return fields;
  const plain = name.split('/').pop()!;
  if (Object.hasOwn(NAMED, plain)) {
    const { model_type, ...numbers } = NAMED[plain];
    return fields.with({ ...fields.json, vision_config: { ...numbers, ...fields.part('vision_config')?.json, model_type } });
  }
  unknowns.push(`the tower ${JSON.stringify(name.slice(0, 80))} that it names is not known, and its configuration does not have the numbers of it`);
  return fields.with({ ...fields.json, vision_config: undefined });
}
