import { Fields } from './fields';
import { matrix, norm, vector } from './weights';
import { Tensor } from '../architecture';

/** How a tower that reads images differs from CLIP's: layers with two norms, and biases everywhere. */
interface Tower {
  /** Its feed-forward part has a gate. */
  readonly gated?: boolean;
  /** Matrices have biases; true when not said. */
  readonly bias?: boolean;
  /** Numbers of the norms of a layer, and of other vectors of it, in widths; 4 when not said. */
  readonly norms?: number;
  /** Patches have a bias; true when not said. */
  readonly patchBias?: boolean;
  /** Learned positions; none when not said. */
  readonly positions?: (vision: Fields) => number;
  /** Vectors before and after its layers, in widths. */
  readonly vectors?: number;
  /** The width of all heads together, by its name, where it is not that of the tower. */
  readonly attention?: string;
  /** The width of its feed-forward part, by its name. */
  readonly inner?: string;
  /** Layers beside those that are counted, by the name of their number. */
  readonly layersBeside?: string;
  /** Servers take it from transformers as it is: each rank has all of it. */
  readonly whole?: boolean;
  /** What is beside all that. */
  readonly more?: (vision: Fields, width: number) => readonly Tensor[];
}

/** A square of patches, from the size of an image; a side may stand there twice. */
const patches = (vision: Fields): number => Math.floor(vision.count('image_size') / vision.count('patch_size')) ** 2;
const withClass = (vision: Fields): number => patches(vision) + 1;
const SIGLIP: Tower = { positions: patches, vectors: 2, more: pooling };
const QWEN2_5: Tower = { gated: true, norms: 2, patchBias: false };
const QWEN3: Tower = { positions: vision => vision.count('num_position_embeddings') };
const KIMI: Tower = { positions: vision => vision.count('init_pos_emb_height') * vision.count('init_pos_emb_width'), vectors: 2 };
const GLM: Tower = { gated: true, bias: false, norms: 2, positions: patches, vectors: 2, inner: 'out_hidden_size' };
const MINICPM: Tower = { positions: patches, vectors: 2, more: windows };
const INTERN: Tower = { norms: 6, positions: withClass, vectors: 1 };

/** The encoder of Segment Anything before it, with two convolutions behind: https://github.com/vllm-project/vllm vllm/model_executor/models/deepencoder.py */
const SAM_VIT_B = 95_569_152;

/**
 * Kinds of towers, by the `model_type` of their own, or of their model where they say none. https://github.com/huggingface/transformers
 * src/transformers/models
 */
const TOWERS: { readonly [kind: string]: Tower } = {
  clip: { patchBias: false, positions: vision => (vision.text('position_embedding_type') === 'rope' ? 0 : withClass(vision)), vectors: 5 },
  siglip: SIGLIP,
  phi4_multimodal: { ...SIGLIP, more: pooler },
  deepseek_ocr: { patchBias: false, positions: () => 257, vectors: 3, more: () => [vector('vision', 'sam_model', SAM_VIT_B)] }, // its image_size is SAM's
  deepseek_vl_v2: { ...SIGLIP, whole: true },
  siglip2: { ...SIGLIP, positions: vision => vision.count('num_patches') },
  idefics3: SIGLIP,
  smolvlm: SIGLIP,
  janus: SIGLIP,
  pixtral: { gated: true, bias: false, norms: 2, patchBias: false, vectors: 1 },
  qwen2_vl: { patchBias: false },
  qwen2_5_vl: QWEN2_5,
  qwen2_5_omni: QWEN2_5,
  exaone4_5: QWEN2_5,
  qianfan_ocr: INTERN,
  qwen3_vl: QWEN3,
  qwen3_vl_moe: QWEN3,
  qwen3_5: QWEN3,
  qwen3_5_moe: QWEN3,
  qwen3_omni_moe: QWEN3,
  gemma4: { gated: true, bias: false, patchBias: false, positions: vision => 2 * vision.count('position_embedding_size'), whole: true },
  llama4: { patchBias: false, positions: withClass, vectors: 5 },
  mllama: { bias: false, patchBias: false, positions: withClass, vectors: 5, layersBeside: 'num_global_layers', more: tiles },
  perception_encoder: { norms: 6, patchBias: false, positions: withClass, vectors: 4 },
  kimi_k25: KIMI,
  kimi_k3: { bias: false, norms: 2, patchBias: false, positions: KIMI.positions, vectors: 1, attention: 'qkv_hidden_size' },
  minicpmv4_6: MINICPM,
  minicpmv4_7: MINICPM,
  moonvit: KIMI,
  paddleocr_vl: SIGLIP,
  glm_ocr: { gated: true, norms: 2, vectors: 1 },
  glm4v: GLM,
  glm4v_moe: GLM,
  internvl: INTERN,
  intern_vit_6b: INTERN,
};

/**
 * Numbers of Gemma 3n's tower, a network of convolutions that has no numbers in the configuration.
 * https://github.com/huggingface/pytorch-image-models timm/models/mobilenetv5.py
 */
const CONVOLUTIONS: { readonly [architecture: string]: number } = { mobilenetv5_300m_enc: 294_126_912 };

/** Weights of the tower that reads images, without what leads from it into the model; undefined where its kind is not known. */
export function visionTower(vision: Fields, modelType: string): Tensor[] | undefined {
  const own = (vision.text('model_type') ?? '').replace(/_vision(_model|_encoder)?$/, '');
  const kind = own === '' ? modelType : own;
  const named = vision.text('architecture') ?? '';
  if (kind === 'gemma3n' && Object.hasOwn(CONVOLUTIONS, named)) return [vector('vision', 'convolutions', CONVOLUTIONS[named])];
  return Object.hasOwn(TOWERS, kind) ? towerOf(TOWERS[kind], vision) : undefined;
}

function towerOf(tower: Tower, vision: Fields): Tensor[] {
  const { gated = false, bias = true, patchBias = true } = tower;
  const width = widthOf(vision);
  const attention = tower.attention === undefined ? width : vision.count(tower.attention);
  const inner = tower.inner === undefined
    ? vision.tryCount('intermediate_size', 'vt_intermediate_size') ?? Math.round(width * ratioOf(vision))
    : vision.count(tower.inner);
  const heads = headsOf(vision);
  const keyHeads = vision.tryCount('num_key_value_heads') ?? heads;
  const parts = tower.whole ? undefined : heads;
  const layers = vision.depth('num_hidden_layers', 'depth', 'vt_num_hidden_layers', 'layers') + (tower.layersBeside === undefined
    ? 0
    : vision.depth(tower.layersBeside));
  const block = [
    ...matrix('vision', 'attn', 2 * attention * (1 + keyHeads / heads), width, { bias, parts }),
    ...matrix('vision', 'mlp.up', inner * (gated ? 2 : 1), width, { bias, parts }),
    ...matrix('vision', 'mlp.down', width, inner, { bias, parts }),
    vector('vision', 'norms', (tower.norms ?? 4) * width),
  ];
  const patch = vision.count('patch_size', 'spatial_patch_size');
  const channels = vision.tryCount('in_channels', 'num_channels', 'in_chans') ?? 3;
  const frames = vision.tryCount('temporal_patch_size') ?? 1;
  return [
    ...block.map((tensor): Tensor => ({ ...tensor, experts: layers })),
    ...matrix('vision', 'patch_embed', width, channels * frames * patch * patch, { bias: patchBias }),
    vector('vision', 'vectors', ((tower.positions?.(vision) ?? 0) + (tower.vectors ?? 0)) * width),
    ...tower.more?.(vision, width) ?? [],
  ];
}

/** Llama 3.2 cuts an image into tiles: each way to do so has positions of its own, and learned vectors before and after the layers. */
function tiles(vision: Fields, width: number): Tensor[] {
  const ways = (vision.lists('supported_aspect_ratios')?.length ?? 8) + 1;
  const most = vision.count('max_num_tiles');
  return [...matrix('vision', 'tile_embedding', ways, most * withClass(vision) * width), ...norm('tile_positional_embedding', 2 * ways * most * width)]
    .map((tensor): Tensor => ({ ...tensor, family: 'vision' }));
}

/** MiniCPM-V joins the patches of a window on the way, by attention among them and two matrices. */
function windows(vision: Fields, width: number): Tensor[] {
  const [height, breadth] = vision.numbers('window_kernel_size') ?? [2, 2];
  const merged = height * breadth;
  const inner = merged * vision.count('intermediate_size');
  return [
    ...matrix('vision', 'vit_merger.self_attn', 4 * width, width, { bias: true, parts: headsOf(vision) }),
    ...matrix('vision', 'vit_merger.linear_1', inner, merged * width, { bias: true }),
    ...matrix('vision', 'vit_merger.linear_2', width, inner, { bias: true }),
    vector('vision', 'vit_merger.norms', 2 * width * (1 + merged)),
  ];
}

/** What makes one vector of all patches, where the configuration says that it is there: most models do not need it. */
function pooling(vision: Fields, width: number): Tensor[] {
  return vision.is('vision_use_head') ? pooler(vision, width) : [];
}

function pooler(vision: Fields, width: number): Tensor[] {
  const inner = vision.count('intermediate_size');
  return [
    ...matrix('vision', 'head.attention', 4 * width, width, { bias: true }), ...matrix('vision', 'head.mlp.fc1', inner, width, { bias: true }),
    ...matrix('vision', 'head.mlp.fc2', width, inner, { bias: true }), vector('vision', 'head.probe and norm', 3 * width),
  ];
}

/** Ranks that divide them divide the whole tower; others have all of it each. */
export const headsOf = (vision: Fields): number => vision.tryCount('num_heads', 'num_attention_heads', 'vt_num_attention_heads', 'attention_heads') ?? 1;

/** Qwen2-VL calls the width of what it gives out `hidden_size`. */
export const widthOf = (vision: Fields): number => vision.count('embed_dim', 'hidden_size', 'vt_hidden_size');

function ratioOf(vision: Fields): number {
  return vision.factor('mlp_ratio') ?? 4;
}
