import { Fields } from './fields';
import { matrix, norm, vector } from './weights';
import { Architecture, Layer, Tensor } from '../architecture';

/** How an encoder differs from BERT. */
interface EncoderTraits {
  /** Positions that are learned, beyond those of the configuration; none where they are computed. */
  readonly positions?: number;
  readonly types?: boolean;
  readonly pooler?: boolean;
  readonly bias?: boolean;
  readonly gated?: boolean;
  readonly finalNorm?: boolean;
  /** Norms of each layer. */
  readonly norms?: number;
  readonly relativePositions?: boolean;
}

/** https://github.com/huggingface/transformers src/transformers/models/bert and others */
const ENCODERS: { readonly [modelType: string]: EncoderTraits } = {
  'bert': { positions: 0, types: true, pooler: true, bias: true },
  'roberta': { positions: 0, types: true, pooler: true, bias: true },
  'xlm-roberta': { positions: 0, types: true, pooler: true, bias: true },
  'camembert': { positions: 0, types: true, pooler: true, bias: true },
  'electra': { positions: 0, types: true, bias: true },
  'ernie': { positions: 0, types: true, pooler: true, bias: true },
  'distilbert': { positions: 0, bias: true },
  'mpnet': { positions: 0, pooler: true, bias: true, relativePositions: true },
  'modernbert': { gated: true },
  'nomic_bert': { types: true, gated: true },
  'gte': { types: true, gated: true },
  'new': { types: true, gated: true },
};

/** Whether a kind of model is an encoder that is known. */
export const isEncoder = (modelType: string): boolean => Object.hasOwn(ENCODERS, modelType);

/** Layers and ends of an encoder; undefined for anything else. */
export function encoderLayers(fields: Fields, modelType: string): Pick<Architecture, 'task' | 'layers' | 'outer' | 'draft'> | undefined {
  if (!isEncoder(modelType)) return undefined;
  const traits = saidTraits(fields, ENCODERS[modelType]);
  const hidden = fields.count('hidden_size', 'dim', 'n_embd');
  const count = fields.depth('num_hidden_layers', 'n_layers', 'n_layer');
  const kinds = Array.from({ length: count }, (_none, layer) => hasExperts(fields, layer));
  const [dense, sparse] = [false, true].map(one => (kinds.includes(one) ? layerOf(fields, traits, hidden, one) : undefined));
  const layers = kinds.map(one => (one ? sparse! : dense!));
  const outer = ends(fields, traits, hidden);
  return { task: 'encode', layers, outer: [...outer, ...ownAdapters(fields, [...layers.flatMap(({ tensors }) => tensors), ...outer])], draft: [] };
}

/** Adapters of the checkpoint itself, one for each task: two matrices of the rank beside each matrix. https://huggingface.co/jinaai/jina-embeddings-v3 */
function ownAdapters(fields: Fields, tensors: readonly Tensor[]): Tensor[] {
  const tasks = (fields.words('lora_adaptations') ?? []).length;
  if (tasks === 0) return [];
  const sides = tensors.filter(({ columns }) => columns > 1).reduce((sum, { rows, columns }) => sum + rows + columns, 0);
  return [vector('embedding', 'adapters', tasks * fields.count('lora_rank') * sides)];
}

/**
 * What a configuration says of itself: JinaBERT is a BERT with gates and without learned positions; a Nomic BERT may have no gates.
 * https://huggingface.co/jinaai/jina-bert-implementation, https://huggingface.co/nomic-ai/nomic-bert-2048
 */
function saidTraits(fields: Fields, known: EncoderTraits): EncoderTraits {
  const [activation, feed] = [fields.text('activation_function'), fields.text('feed_forward_type')];
  const gated = feed !== undefined ? feed.endsWith('glu') : activation !== undefined ? activation.endsWith('glu') : known.gated;
  const computed = ['alibi', 'rotary', 'rope'].includes(fields.text('position_embedding_type') ?? '');
  return { ...known, gated, finalNorm: known.gated, positions: computed ? undefined : known.positions };
}

/** Nomic BERT v2: every other layer has experts, from the second on. */
function hasExperts(fields: Fields, layer: number): boolean {
  const every = fields.tryCount('moe_every_n_layers');
  return every !== undefined && fields.tryCount('num_experts') !== undefined && layer % every === 1 % every;
}

function layerOf(fields: Fields, { bias = false, gated = false, norms = 2 }: EncoderTraits, hidden: number, isSparse: boolean): Layer {
  const heads = fields.count('num_attention_heads', 'n_heads', 'n_head');
  const inner = fields.tryCount('intermediate_size', 'hidden_dim', 'n_inner') ?? 4 * hidden;
  const experts = isSparse ? fields.count('num_experts') : 1;
  const tensors: Tensor[] = [
    ...['query', 'key', 'value'].flatMap(name => matrix('attention', `attention.self.${name}`, hidden, hidden, { parts: heads, bias })),
    ...matrix('attention', 'attention.output.dense', hidden, hidden, { parts: heads, bias }),
    ...[
      ...matrix('mlp', 'intermediate.dense', inner * (gated ? 2 : 1), hidden, { parts: inner, bias }),
      ...matrix('mlp', 'output.dense', hidden, inner, { parts: inner, bias }),
    ].map((tensor): Tensor => (experts > 1 ? { ...tensor, experts } : tensor)),
    ...norm('norms', hidden, { bias: bias, times: norms }),
  ];
  return { tensors, caches: [] };
}

function ends(fields: Fields, traits: EncoderTraits, hidden: number): Tensor[] {
  const width = fields.tryCount('embedding_size') ?? hidden;
  const vocabulary = fields.count('vocab_size');
  return [
    ...matrix('embedding', 'word_embeddings', vocabulary, width, { parts: Math.max(1, Math.floor(vocabulary / 64)) }),
    ...(traits.positions === undefined ? [] : matrix('embedding', 'position_embeddings', fields.count('max_position_embeddings') + traits.positions, width)),
    ...(traits.types ? matrix('embedding', 'token_type_embeddings', fields.tryCount('type_vocab_size') ?? 2, width) : []),
    ...norm('embeddings.norm', width, { bias: traits.bias }),
    ...(width === hidden ? [] : matrix('embedding', 'embeddings_project', hidden, width, { bias: true })),
    ...(traits.finalNorm ? norm('final_norm', hidden) : []),
    ...(traits.relativePositions ? matrix('attention', 'relative_attention_bias', 32, fields.count('num_attention_heads')) : []),
    ...(traits.pooler ? matrix('pooler', 'pooler.dense', hidden, hidden, { bias: true }) : []),
  ];
}
