import { Fields } from './fields';
import { matrix, norm } from './weights';
import { Architecture, Layer, LayerCache, Tensor } from '../architecture';

/** How a model with an encoder and a decoder differs from BART. */
interface Traits {
  /** Matrices and norms have biases; keys may have none. */
  readonly bias: boolean;
  readonly keyBias?: boolean;
  /** Learned positions of each side, by the name of their number, and how many more; none where they are relative. */
  readonly positions?: { readonly encoder: string; readonly decoder: string; readonly more: number };
  /** Relative positions: on the first layer of each side, or on all. */
  readonly relative?: 'first' | 'all';
  /** Norms over the embeddings, and over the output, of each side. */
  readonly outerNorms: number;
  /** It hears: two convolutions over the bands of a spectrum. */
  readonly hears?: boolean;
}

const T5: Traits = { bias: false, relative: 'first', outerNorms: 1 };
const POSITIONS = { encoder: 'max_position_embeddings', decoder: 'max_position_embeddings', more: 2 };

/** https://github.com/huggingface/transformers src/transformers/models/t5, bart, whisper and others */
const KINDS: { readonly [modelType: string]: Traits } = {
  t5: T5,
  mt5: T5,
  umt5: { ...T5, relative: 'all' },
  bart: { bias: true, positions: POSITIONS, outerNorms: 1 },
  mbart: { bias: true, positions: POSITIONS, outerNorms: 2 },
  whisper: { bias: true, keyBias: false, positions: { encoder: 'max_source_positions', decoder: 'max_target_positions', more: 0 }, outerNorms: 1, hears: true },
};

/** Whether a kind of model has an encoder and a decoder that are known. */
export const isEncoderDecoder = (modelType: string): boolean => Object.hasOwn(KINDS, modelType);

/** What is not known of those that read texts: how long they may be is the server's word. Recordings are all as long, in positions of the encoder. */
const CROSS_CACHE = 'what its decoder keeps of each text that its encoder has read is not counted: servers differ in it';

/** Layers and ends of a model with an encoder and a decoder; undefined for anything else. */
export function encoderDecoderLayers(
  fields: Fields, modelType: string, unknowns: string[],
): Pick<Architecture, 'task' | 'layers' | 'outer' | 'draft'> | undefined {
  if (!isEncoderDecoder(modelType)) return undefined;
  const traits = KINDS[modelType];
  if (!traits.hears) unknowns.push(CROSS_CACHE);
  const side = (name: 'encoder' | 'decoder'): Layer[] => {
    const count = name === 'encoder' ? fields.depth('encoder_layers', 'num_layers') : fields.depth('decoder_layers', 'num_decoder_layers', 'num_layers');
    const [first, other] = [layerOf(fields, traits, name, true), layerOf(fields, traits, name, false)];
    return Array.from({ length: count }, (_none, layer) => (layer === 0 ? first : other));
  };
  return { task: 'generate', layers: [...side('encoder'), ...side('decoder')], outer: ends(fields, traits), draft: [] };
}

function layerOf(fields: Fields, traits: Traits, side: 'encoder' | 'decoder', isFirst: boolean): Layer {
  const hidden = fields.count('d_model');
  const heads = fields.count(`${side}_attention_heads`, 'num_heads');
  const size = fields.tryCount('d_kv') ?? hidden / heads;
  const inner = fields.count(`${side}_ffn_dim`, 'd_ff');
  const isGated = fields.text('feed_forward_proj')?.startsWith('gated') === true;
  const { bias, keyBias = bias, relative, hears } = traits;
  const attention = (name: string): Tensor[] => [
    ...['q_proj', 'v_proj'].flatMap(part => matrix('attention', `${name}.${part}`, heads * size, hidden, { parts: heads, bias })),
    ...matrix('attention', `${name}.k_proj`, heads * size, hidden, { parts: heads, bias: keyBias }),
    ...matrix('attention', `${name}.o_proj`, hidden, heads * size, { parts: heads, bias }),
  ];
  const tensors: Tensor[] = [
    ...attention('self_attn'),
    ...(side === 'decoder' ? attention('encoder_attn') : []),
    ...matrix('mlp', 'mlp.up_proj', inner * (isGated ? 2 : 1), hidden, { parts: inner, bias }),
    ...matrix('mlp', 'mlp.down_proj', hidden, inner, { parts: inner, bias }),
    ...norm('norms', hidden, { bias, times: side === 'decoder' ? 3 : 2 }),
    ...(relative === 'all' || (relative === 'first' && isFirst)
      ? matrix('attention', 'relative_attention_bias', fields.tryCount('relative_attention_num_buckets') ?? 32, heads)
      : []),
  ];
  const own: LayerCache = { kind: 'tokens', heads, elements: 2 * size };
  return { tensors, caches: side === 'encoder' ? [] : hears ? [own, { ...own, encoded: fields.count('max_source_positions') }] : [own] };
}

function ends(fields: Fields, { bias, positions, outerNorms, hears }: Traits): Tensor[] {
  const hidden = fields.count('d_model');
  const vocabulary = fields.count('vocab_size');
  const parts = Math.max(1, Math.floor(vocabulary / 64));
  const bands = fields.tryCount('num_mel_bins') ?? 80;
  return [
    ...matrix('embedding', 'embed_tokens', vocabulary, hidden, hears ? {} : { parts }), // vLLM has it whole on each rank: vllm/model_executor/models/whisper.py
    ...(positions === undefined
      ? []
      : [positions.encoder, positions.decoder].flatMap(name => matrix('embedding', 'embed_positions', fields.count(name) + positions.more, hidden))),
    ...norm('norm', hidden, { bias, times: 2 * outerNorms }),
    ...(hears ? [...matrix('vision', 'conv1', hidden, 3 * bands, { bias: true }), ...matrix('vision', 'conv2', hidden, 3 * hidden, { bias: true })] : []),
    ...(fields.is('tie_word_embeddings', true) ? [] : matrix('head', 'lm_head', vocabulary, hidden, { parts })),
  ];
}
