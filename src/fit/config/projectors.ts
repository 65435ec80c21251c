import { Fields } from './fields';
import { Ends, linear, Projector } from './projector-parts';
import { deepseek, firstLlava, janus, janusOfAuthors, phi3, phi4 } from './remote-projectors';
import { headsOf, widthOf } from './towers';
import { matrix, norm, vector } from './weights';
import { Tensor } from '../architecture';

/** Two matrices, from the width of the tower, or from several of its layers side by side. */
function twoLayers({ fields, width, hidden }: Ends, merged: number = width): Tensor[] {
  const layers = fields.numbersOrOne('vision_feature_layer')?.length ?? 1;
  const bias = fields.is('multimodal_projector_bias', true);
  return [...linear('linear_1', hidden, merged * layers, bias), ...linear('linear_2', hidden, hidden, bias)];
}

/** As that, with a learned end of a line. */
const withNewline: Projector = ends => [...twoLayers(ends), vector('projector', 'image_newline', ends.hidden)];

/** Patches are joined by a matrix before. https://github.com/huggingface/transformers src/transformers/models/mistral3 */
function joined(ends: Ends): Tensor[] {
  const { fields, width } = ends;
  const side = fields.tryCount('spatial_merge_size') ?? 2;
  return [...norm('norm', width), ...linear('merging_layer', width, width * side * side, false), ...twoLayers({ ...ends, fields: withoutBias(fields) })];
}

const withoutBias = (fields: Fields): Fields => fields.with({ multimodal_projector_bias: false, ...fields.json });

/** Patches are put side by side, normed and led through two matrices; some layers of the tower have one more each. */
function merger({ vision, width, hidden }: Ends, isDivided: boolean): Tensor[] {
  const side = vision.tryCount('spatial_merge_size') ?? 2;
  const merged = width * side * side;
  const parts = isDivided ? headsOf(vision) : undefined;
  const both = [
    ...linear('merger.fc1', merged, merged, true, parts),
    ...linear('merger.fc2', outputOf(vision) ?? hidden, merged, true, parts),
  ];
  const deep = vision.numbers('deepstack_visual_indexes')?.length ?? 0;
  return [...both, ...norm('merger.norm', 2 * width), ...(deep > 0
    ? [...both, vector('projector', 'merger.norm', 2 * merged)].map((tensor): Tensor => ({ ...tensor, experts: deep }))
    : [])];
}

/** Qwen2-VL has another name for its own width, and calls that of what it gives out `hidden_size`. */
const outputOf = (vision: Fields): number | undefined => vision.tryCount('out_hidden_size', ...(vision.json.embed_dim === undefined ? [] : ['hidden_size']));

/** https://github.com/vllm-project/vllm vllm/model_executor/models/qwen3_vl.py divides it over ranks. */
const qwen: Projector = ends => merger(ends, true);
const kimi: Projector = ends => merger(ends, false);

/** https://github.com/huggingface/transformers src/transformers/models/internvl */
function intern(ends: Ends): Tensor[] {
  const merged = ends.width / (ends.fields.factor('downsample_ratio') ?? 0.5) ** 2;
  return [...norm('layer_norm', merged, { bias: true }), ...twoLayers({ ...ends, fields: ends.fields.with({}) }, merged)];
}

/** https://github.com/huggingface/transformers src/transformers/models/glm4v */
function glm({ vision, width }: Ends, inner: number = vision.count('intermediate_size')): Tensor[] {
  const output = vision.count('out_hidden_size');
  const side = vision.tryCount('spatial_merge_size') ?? 2;
  return [
    ...linear('downsample', output, width * side * side, true),
    ...linear('proj', output, output, false),
    ...norm('post_projection_norm', output, { bias: true }),
    ...linear('mlp', 3 * inner, output, false),
  ];
}

/** https://github.com/vllm-project/vllm vllm/model_executor/models/minimax_m3.py: two matrices, and two that join patches. */
function minimax({ fields, width, hidden }: Ends): Tensor[] {
  const inner = fields.tryCount('projector_hidden_size') ?? hidden;
  const side = fields.part('img_token_compression_config')?.tryCount('spatial_merge_size') ?? 2;
  return [
    ...linear('linear_1', inner, width, true), ...linear('linear_2', hidden, inner, true),
    ...linear('merge_1', inner, hidden * side * side, true), ...linear('merge_2', hidden, inner, true),
  ];
}

function llama4({ vision, hidden }: Ends): Tensor[] {
  const [inside, output] = [vision.tryCount('projector_input_dim') ?? 4096, vision.tryCount('projector_output_dim') ?? 4096];
  return [
    ...linear('adapter.fc1', inside, vision.tryCount('intermediate_size') ?? 5632, false), ...linear('adapter.fc2', output, output, false),
    ...linear('linear', hidden, vision.tryCount('vision_output_dim') ?? 7680, false),
  ];
}

const perception: Projector = ({ width, hidden }) => [
  ...linear('downsampler', 2 * width, 9 * width, false), ...linear('downsampler2', 4 * width, 18 * width, false),
  ...linear('linear', hidden, 4 * width, false),
];

/**
 * An embedding of words for what the tower has no answer for, two norms and a matrix. https://github.com/huggingface/transformers
 * src/transformers/models/gemma3n
 */
export function softTokens(part: Fields, hidden: number): Tensor[] {
  const width = part.count('hidden_size');
  return [
    ...matrix('projector', 'embedding', part.tryCount('vocab_size') ?? 128, width), ...norm('embedding_norm', 2 * width),
    ...linear('embedding_projection', hidden, width, false),
  ];
}

/** A square of patches is one vector. */
const square = ({ fields, width }: Ends): number => width * (fields.tryCount('downsample_factor', 'scale_factor') ?? 2) ** 2;

/** Such a square through a gate. https://github.com/huggingface/transformers src/transformers/models/cohere2_vision, aya_vision */
function gated(ends: Ends): Tensor[] {
  const inner = ends.fields.tryCount('alignment_intermediate_size') ?? ends.hidden;
  return [...linear('linear_1', inner, square(ends), true), ...linear('linear_2', ends.hidden, Math.floor(inner / 2), true)];
}

/** https://github.com/huggingface/transformers src/transformers/models/lfm2_vl */
function liquid(ends: Ends): Tensor[] {
  const { fields, hidden } = ends;
  const inner = fields.tryCount('projector_hidden_size') ?? 2560;
  const bias = fields.is('projector_bias', true);
  return [
    ...(fields.is('projector_use_layernorm', true) ? norm('layer_norm', square(ends), { bias: true }) : []),
    ...linear('linear_1', inner, square(ends), bias), ...linear('linear_2', hidden, inner, bias),
  ];
}

/** Squares of patches become one, several times. https://github.com/vllm-project/vllm vllm/model_executor/models/minicpmv4_6.py */
function minicpm({ fields, width, hidden }: Ends): Tensor[] {
  const times = fields.tryDepth('merger_times') ?? 1;
  return Array.from({ length: times }, (_none, index) => [
    ...norm('merger.pre_norm', 4 * width, { bias: true }), ...linear('merger.linear_1', 4 * width, 4 * width, true),
    ...linear('merger.linear_2', index === times - 1 ? hidden : width, 4 * width, true),
  ]).flat();
}

/** What leads from the tower into a model, by the `model_type` of the model. https://github.com/huggingface/transformers src/transformers/models */
const PROJECTORS: { readonly [modelType: string]: Projector } = {
  llava: ends => (ends.fields.part('text_config') === undefined ? firstLlava(ends) : twoLayers(ends)),
  llava_llama: firstLlava,
  llava_mistral: firstLlava,
  llava_qwen: firstLlava,
  llava_next: withNewline,
  llava_next_video: withNewline,
  llava_onevision: withNewline,
  mistral3: joined,
  gemma3: ({ width, hidden }) => [...linear('linear', hidden, width, false), ...norm('mm_soft_emb_norm', width)],
  paligemma: ({ width, hidden }) => linear('linear', hidden, width, true),
  cohere2_vision: gated,
  aya_vision: ends => [...norm('layernorm', square(ends), { bias: true }), ...gated(ends)],
  idefics3: ends => linear('proj', ends.hidden, square(ends), false),
  smolvlm: ends => linear('proj', ends.hidden, square(ends), false),
  lfm2_vl: liquid,
  lighton_ocr: joined,
  phi3_v: phi3,
  phi4_multimodal: phi4,
  phi4mm: phi4,
  deepseek_vl: twoLayers,
  deepseek_vl_v2: deepseek,
  multi_modality: janusOfAuthors,
  janus,
  gemma4: ({ width, hidden }) => linear('linear', hidden, width, false),
  gemma3n: ({ vision, hidden }) => softTokens(vision, hidden),
  llama4,
  mllama: ({ vision, hidden }) => linear('linear', hidden, vision.count('vision_output_dim'), true),
  qwen2_vl: qwen,
  qwen2_5_vl: qwen,
  qwen2_5_omni: qwen,
  qwen3_vl: qwen,
  qwen3_vl_moe: qwen,
  qwen3_5: qwen,
  qwen3_5_moe: qwen,
  qwen3_omni_moe: qwen,
  glm46v: ends => glm(ends),
  glm_ocr: ends => glm(ends, ends.vision.count('out_hidden_size') * (ends.vision.tryCount('in_channels') ?? 3)),
  paddleocr_vl: kimi,
  glmga: ends => glm(ends),
  kimi_vl: kimi,
  kimi_k25: kimi,
  kimi_k3: kimi,
  glm4v: ends => glm(ends),
  glm4v_moe: ends => glm(ends),
  internvl: intern,
  internvl_chat: intern,
  qianfan_ocr: intern,
  exaone4_5: qwen,
  minicpmv4_6: minicpm,
  minicpmv4_7: minicpm,
  minimax_m3_vl: minimax,
  step3p7: perception,
};

/** Weights of what leads from the tower into the model; undefined where the kind of model is not known. */
export function projectorOf(fields: Fields, vision: Fields, hidden: number): Tensor[] | undefined {
  const modelType = (fields.text('model_type') ?? '').replace(/_thinker$/, '');
  return Object.hasOwn(PROJECTORS, modelType) ? PROJECTORS[modelType]({
    fields,
    vision,
    hidden,
    width: vision.tryCount('embed_dim', 'hidden_size', 'vt_hidden_size') === undefined ? 0 : widthOf(vision),
  }) : undefined;
}
