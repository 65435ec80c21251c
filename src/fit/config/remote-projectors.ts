import { Fields } from './fields';
import { Ends, linear, stacked } from './projector-parts';
import { matrix, vector } from './weights';
import { Tensor } from '../architecture';

/**
 * The first LLaVA, as its authors write it: one matrix, or several, and the end of a line where the padding of an image is cut off.
 * https://github.com/haotian-liu/LLaVA llava/model/multimodal_projector/builder.py, llava/model/llava_arch.py
 */
export function firstLlava({ fields, width, hidden }: Ends): Tensor[] | undefined {
  const type = fields.text('mm_projector_type') ?? 'linear';
  const depth = type === 'linear' ? 1 : Number(/^mlp(\d)x_gelu$/.exec(type)?.[1] ?? 0);
  if (depth === 0) return undefined;
  const hasNewline = fields.text('mm_patch_merge_type')?.includes('unpad') === true;
  return [...stacked('mm_projector', depth, hidden, width), ...(hasNewline ? [vector('projector', 'image_newline', hidden)] : [])];
}

/**
 * Four patches side by side through two matrices, and two learned separators of them. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/phi3v.py
 */
export function phi3({ fields, width, hidden }: Ends): Tensor[] | undefined {
  const embedding = fields.part('embd_layer');
  if (embedding?.text('projection_cls') !== 'mlp' || !embedding.is('use_hd_transform')) return undefined;
  return [...stacked('img_projection', 2, hidden, 4 * width), vector('projector', 'glb_GN, sub_GN', 8 * width)];
}

/** Patches are averaged before. https://github.com/huggingface/transformers src/transformers/models/phi4_multimodal */
export const phi4 = ({ width, hidden }: Ends): Tensor[] => [
  ...stacked('img_projection', 2, hidden, width), vector('projector', 'glb_GN, sub_GN', 2 * width),
];

/**
 * Squares of patches through matrices of a width of their own, and two learned separators; one matrix in DeepSeek-OCR. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/deepseek_vl2.py
 */
export function deepseek({ fields, width }: Ends): Tensor[] | undefined {
  const part = fields.part('projector_config');
  if (part === undefined) return undefined;
  const type = part.text('projector_type') ?? 'downsample_mlp_gelu';
  const output = part.tryCount('n_embed') ?? 2048;
  const separators = vector('projector', 'image_newline, view_seperator', 2 * output);
  if (type === 'linear') return [...linear('projector', output, part.count('input_dim'), true), separators];
  if (type !== 'downsample_mlp_gelu') return undefined;
  const inner = output * (part.tryCount('mlp_ratio') ?? 1);
  return [
    ...stacked('projector', (part.tryCount('depth') ?? 2) - 1, inner, width * (part.tryCount('downsample_ratio') ?? 2) ** 2),
    ...linear('projector.last', output, inner, true),
    separators,
  ];
}

/** Numbers of what Janus draws with. */
interface Drawing {
  /** Matrices into the language model, from what it sees and from what it draws. */
  readonly depths: readonly [number, number];
  /** Of the language model, as the one and as the other say it. */
  readonly outputs: readonly [number, number];
  /** Of a token of an image, and how many tokens there are. */
  readonly size: number;
  readonly tokens: number;
  /** Of the part that chooses the next token of an image: what goes in, and what is inside. */
  readonly chooser: readonly [number, number];
}

/** The network that turns tokens into images, of which all Janus have the same: https://github.com/FoundationVision/LlamaGen calls it VQ-16. */
const VQ_16 = 71_883_403;

function drawn({ width }: Ends, { depths, outputs, size, tokens, chooser }: Drawing): Tensor[] {
  return [
    ...stacked('aligner', depths[0], outputs[0], width),
    ...stacked('gen_aligner', depths[1], outputs[1], size),
    ...matrix('projector', 'gen_embed', tokens, size),
    ...linear('gen_head.output_mlp_projector', chooser[1], chooser[0], true),
    ...linear('gen_head.vision_head', tokens, chooser[1], true),
    vector('vision', 'gen_vision_model', VQ_16),
  ];
}

/** Janus as its authors write it; DeepSeek-VL has the same type and does not draw. https://github.com/deepseek-ai/Janus janus/models */
export function janusOfAuthors(ends: Ends): Tensor[] | undefined {
  const part = (name: string): Fields | undefined => ends.fields.part(name)?.part('params');
  const [aligner, genAligner, head] = [part('aligner_config'), part('gen_aligner_config'), part('gen_head_config')];
  const isKnown = [aligner, genAligner].every(each => each?.text('projector_type') === 'mlp_gelu');
  if (!isKnown || head === undefined || ends.fields.part('gen_vision_config')?.text('cls') !== 'VQ-16') return undefined;
  return drawn(ends, {
    depths: [aligner!.count('depth'), genAligner!.count('depth')],
    outputs: [aligner!.count('n_embed'), genAligner!.count('n_embed')],
    size: genAligner!.count('input_dim'),
    tokens: head.count('image_token_size'),
    chooser: [head.count('n_embed'), head.count('image_token_embed')],
  });
}

/** What the network of all Janus has. */
const SAME: readonly (readonly [member: string, value: number])[] = [
  ['base_channels', 128], ['num_res_blocks', 2], ['latent_channels', 256], ['embed_dim', 8], ['num_embeddings', 16_384],
];

/** The same in transformers. https://github.com/huggingface/transformers src/transformers/models/janus */
export function janus(ends: Ends): Tensor[] | undefined {
  const { fields, vision } = ends;
  const network = fields.part('vq_config');
  const output = network?.tryCount('projection_dim') ?? 2048;
  const isSame = network !== undefined && SAME.every(([member, value]) => (network.tryCount(member) ?? value) === value)
    && (network.numbers('channel_multiplier') ?? [1, 1, 2, 2, 4]).join() === '1,1,2,2,4' && !network.is('double_latent');
  if (!isSame) return undefined;
  return drawn(ends, {
    depths: [vision.tryCount('depth') ?? 2, network.tryCount('num_hidden_layers') ?? 2],
    outputs: [vision.tryCount('projection_dim') ?? 2048, output],
    size: 8,
    tokens: 16_384,
    chooser: [network.tryCount('image_token_embed_dim') ?? 2048, output],
  });
}
