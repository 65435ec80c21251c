import { Fields } from './fields';
import { matrix, norm } from './weights';
import { Architecture, Layer, Tensor } from '../architecture';

/** How an encoder differs from BERT. */
interface EncoderTraits {
  /** Positions that are learned, beyond those of the configuration; none where they are computed. */
  readonly positions?: number;
  readonly types?: boolean;
  readonly pooler?: boolean;
  readonly bias?: boolean;
  readonly gated?: boolean;
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
  const traits = ENCODERS[modelType];
  const hidden = fields.count('hidden_size', 'dim', 'n_embd');
  const count = fields.depth('num_hidden_layers', 'n_layers', 'n_layer');
  const layer = layerOf(fields, traits, hidden);
  return { task: 'encode', layers: Array.from({ length: count }, () => layer), outer: ends(fields, traits, hidden), draft: [] };
}

function layerOf(fields: Fields, { bias = false, gated = false, norms = 2 }: EncoderTraits, hidden: number): Layer {
  const heads = fields.count('num_attention_heads', 'n_heads', 'n_head');
  const inner = fields.tryCount('intermediate_size', 'hidden_dim', 'n_inner') ?? 4 * hidden;
  const tensors: Tensor[] = [
    ...['query', 'key', 'value'].flatMap(name => matrix('attention', `attention.self.${name}`, hidden, hidden, { parts: heads, bias })),
    ...matrix('attention', 'attention.output.dense', hidden, hidden, { parts: heads, bias }),
    ...matrix('mlp', 'intermediate.dense', inner * (gated ? 2 : 1), hidden, { parts: inner, bias }),
    ...matrix('mlp', 'output.dense', hidden, inner, { parts: inner, bias }),
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
    ...(traits.gated ? norm('final_norm', hidden) : []),
    ...(traits.relativePositions ? matrix('attention', 'relative_attention_bias', 32, fields.count('num_attention_heads')) : []),
    ...(traits.pooler ? matrix('pooler', 'pooler.dense', hidden, hidden, { bias: true }) : []),
  ];
}
