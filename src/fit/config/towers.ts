import { Fields } from './fields';
import { matrix, norm, vector } from './weights';
import { Tensor } from '../architecture';

/**
 * Weights of the tower that reads images, and of what leads from it into the model; undefined where its kind is not known. Towers are a few percent of a
 * model: they are counted from their layers, and what stands at their ends as each kind has it.
 */
export function visionTower(vision: Fields, hidden: number): Tensor[] | undefined {
  const width = vision.tryCount('embed_dim', 'hidden_size', 'vt_hidden_size'); // Qwen2-VL calls the width of what it gives out `hidden_size`
  const layers = vision.tryCount('num_hidden_layers', 'depth', 'vt_num_hidden_layers', 'layers');
  const inner = vision.tryCount('intermediate_size', 'vt_intermediate_size') ?? (width === undefined ? undefined : Math.round(width * ratioOf(vision)));
  if (width === undefined || layers === undefined || inner === undefined) return undefined;
  const kind = (vision.text('model_type') ?? '').replace(/_vision(_model|_encoder)?$/, '');
  const gated = ['gemma4', 'pixtral', 'qwen2_5_vl', 'qwen2_5_omni'].includes(kind) || vision.text('hidden_act') === 'silu';
  const hasBias = !['gemma4', 'pixtral'].includes(kind);
  const heads = headsOf(vision);
  const block = [
    ...matrix('vision', 'attn', 4 * width, width, { bias: hasBias, parts: heads }),
    ...matrix('vision', 'mlp.up', inner * (gated ? 2 : 1), width, { bias: hasBias, parts: heads }),
    ...matrix('vision', 'mlp.down', width, inner, { bias: hasBias, parts: heads }),
    { ...vector('vision', 'norms', (kind === 'gemma4' ? 4 : ['pixtral', 'qwen2_5_vl', 'qwen2_5_omni'].includes(kind) ? 2 : 4) * width) },
    ...(kind === 'perception_encoder' ? [vector('vision', 'scales', 2 * width)] : []),
  ];
  const all = block.map((tensor): Tensor => ({ ...tensor, experts: layers }));
  const tower = [...all, ...entrance(vision, width), ...projector(vision, kind, width, hidden)];
  return BUILT_BY_TRANSFORMERS.includes(kind) ? tower.map((tensor): Tensor => ({ ...tensor, parts: undefined })) : tower;
}

/** Towers that servers take from transformers as they are: each rank has all of them. https://github.com/vllm-project/vllm vllm/model_executor/models/gemma4_mm.py */
const BUILT_BY_TRANSFORMERS = ['gemma4', 'gemma3n'];

/** Kinds whose merger ranks divide as they divide the blocks. https://github.com/vllm-project/vllm vllm/model_executor/models/qwen3_vl.py */
const DIVIDED_MERGER = /^qwen/;

/** Ranks that divide them divide the whole tower; others have all of it each. */
const headsOf = (vision: Fields): number => vision.tryCount('num_heads', 'num_attention_heads', 'vt_num_attention_heads') ?? 1;

function ratioOf(vision: Fields): number {
  const ratio = vision.json.mlp_ratio;
  return typeof ratio === 'number' ? ratio : 4;
}

/** Patches and positions. */
function entrance(vision: Fields, width: number): Tensor[] {
  const patch = vision.tryCount('patch_size', 'spatial_patch_size') ?? 14;
  const image = vision.tryCount('image_size');
  const frames = vision.tryCount('temporal_patch_size') ?? 1;
  const rope = vision.text('position_embedding_type', 'model_type');
  const positions = vision.tryCount('num_position_embeddings')
    ?? (vision.tryCount('position_embedding_size') ?? 0) * 2
    + (vision.tryCount('init_pos_emb_height') ?? 0) * (vision.tryCount('init_pos_emb_width') ?? 0)
    + (image === undefined || rope === 'rope' || rope === 'pixtral' ? 0 : (image / patch) ** 2 + 1);
  return [...matrix('vision', 'patch_embed', width, 3 * frames * patch * patch, { bias: true }), vector('vision', 'positions', Math.round(positions) * width)];
}

/** What turns patches into tokens of the model. */
function projector(vision: Fields, kind: string, width: number, hidden: number): Tensor[] {
  const merge = vision.tryCount('spatial_merge_size') ?? (vision.list('merge_kernel_size') ? 2 : 1);
  const merged = width * merge * merge;
  const output = vision.tryCount('out_hidden_size', 'projection_dim') ?? hidden;
  if (kind === 'llama4') return [...matrix('projector', 'adapter', 4096, 5632 + 4096), ...matrix('projector', 'linear', hidden, vision.tryCount('vision_output_dim') ?? 7680)];
  if (kind === 'gemma4' || kind.startsWith('siglip') || kind === 'gemma3') return matrix('projector', 'linear', hidden, width);
  if (kind === 'perception_encoder') return [...matrix('projector', 'downsampler', 2 * width, 9 * width), ...matrix('projector', 'downsampler2', 4 * width, 18 * width), ...matrix('projector', 'linear', hidden, 4 * width)];
  const deep = vision.list('deepstack_visual_indexes')?.length ?? 0;
  const parts = DIVIDED_MERGER.test(kind) ? headsOf(vision) : undefined;
  const merger = merge > 1
    ? [...matrix('projector', 'merger.fc1', merged, merged, { bias: true, parts }), ...matrix('projector', 'merger.fc2', output, merged, { bias: true, parts })]
    : [...matrix('projector', 'linear_1', hidden, width, { bias: true }), ...matrix('projector', 'linear_2', hidden, hidden, { bias: true })];
  return [...merger, ...norm('merger.norm', 2 * width), ...merger.map((tensor): Tensor => ({ ...tensor, experts: deep })).filter(() => deep > 0)];
}
