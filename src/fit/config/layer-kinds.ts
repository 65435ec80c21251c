import { expertsOf } from './feed-forward';
import { Fields } from './fields';

/** How a layer mixes tokens. `none` has only a feed-forward part. */
export type Mixer = 'full' | 'sliding' | 'chunked' | 'state' | 'none';

/** What follows it. */
export type Feed = 'dense' | 'experts' | 'none';

/** One layer, as the configuration orders it. */
export interface LayerKind {
  readonly mixer: Mixer;
  readonly feed: Feed;
}

/** Words for layers in configurations. */
const MIXERS: { readonly [word: string]: Mixer } = {
  full_attention: 'full',
  attention: 'full',
  global_attention: 'full',
  sliding_attention: 'sliding',
  sliding_window_attention: 'sliding',
  chunked_attention: 'chunked',
  linear_attention: 'state',
  conv: 'state',
  mamba: 'state',
  kda: 'state',
  deepseek_sparse_attention: 'full',
  indexed_attention: 'full',
  minimax_m3_sparse: 'full',
};

const STATE: LayerKind = { mixer: 'state', feed: 'none' };
const ATTENTION: LayerKind = { mixer: 'full', feed: 'none' };
const DENSE: LayerKind = { mixer: 'none', feed: 'dense' };
const EXPERTS: LayerKind = { mixer: 'none', feed: 'experts' };

/** Letters of the pattern of Nemotron-H, and its words: each is a layer of its own. */
const LETTERS: { readonly [letter: string]: LayerKind } = {
  'M': STATE, '*': ATTENTION, '-': DENSE, 'E': EXPERTS, 'mamba': STATE, 'attention': ATTENTION, 'mlp': DENSE, 'moe': EXPERTS,
};

/** The layers of a model of which each is attention, a state or a feed-forward part alone. */
export function singleLayers(fields: Fields, kind: string): readonly string[] | undefined {
  const pattern = fields.text('hybrid_override_pattern');
  if (pattern !== undefined) return [...pattern];
  return kind === 'nemotron_h' ? fields.list('layers_block_type')?.map(String) : undefined;
}

/** The layers that draft tokens, where a list names them. */
export function draftKinds(fields: Fields, unknown: (what: string) => void): readonly LayerKind[] | undefined {
  const pattern = fields.text('mtp_hybrid_override_pattern');
  const words = pattern === undefined ? fields.list('mtp_layers_block_type')?.map(String) : [...pattern];
  return words?.map(letter => singleLayer(letter, unknown));
}

function singleLayer(letter: string, unknown: (what: string) => void): LayerKind {
  if (Object.hasOwn(LETTERS, letter)) return LETTERS[letter];
  unknown(`a layer of the kind ${JSON.stringify(letter)}`);
  return ATTENTION;
}

/** The layers in their order; words that are not known are told to `unknown`. */
export function layerKinds(fields: Fields, kind: string, layers: number, unknown: (what: string) => void): readonly LayerKind[] {
  const pattern = singleLayers(fields, kind);
  if (pattern) return pattern.map(letter => singleLayer(letter, unknown));
  const words = fields.list('layer_types') ?? fields.list('layers_block_type') ?? fields.list('mixer_types');
  return Array.from({ length: layers }, (_none, layer): LayerKind => {
    const word = words?.[layer];
    if (word !== undefined && !(Object.hasOwn(MIXERS, String(word)))) unknown(`a layer of the kind ${JSON.stringify(word)}`);
    const mixer = word === undefined ? mixerOf(fields, kind, layer) : MIXERS[String(word)] ?? 'full';
    return { mixer, feed: ['mamba', 'mamba2', 'falcon_mamba'].includes(kind) ? 'none' : feedOf(fields, layer) };
  });
}

/** Where no list names the layers: what the module of each kind of model does. */
function mixerOf(fields: Fields, kind: string, layer: number): Mixer {
  const pattern = fields.json.sliding_window_pattern ?? fields.json._sliding_window_pattern;
  const sliding = fields.tryCount('sliding_window') !== undefined;
  if (['mamba', 'mamba2', 'falcon_mamba'].includes(kind)) return 'state';
  if (kind === 'bamba' && fields.list('attn_layer_indices') === undefined) return 'state';
  const attention = fields.tryCount('attn_layer_period');
  if (attention !== undefined) return layer % attention === Number(fields.json.attn_layer_offset ?? 0) ? 'full' : 'state';
  const linear = fields.part('linear_attn_config')?.list('kda_layers');
  if (linear) return linear.includes(layer + 1) ? 'state' : 'full';
  const full = fields.list('full_attn_idxs') ?? fields.list('attn_layer_indices');
  if (full) return full.includes(layer) ? 'full' : 'state';
  const interval = fields.tryCount('full_attention_interval');
  if (interval !== undefined) return (layer + 1) % interval === 0 ? 'full' : 'state';
  const hybrid = fields.list('hybrid_layer_pattern');
  if (hybrid) return hybrid[layer] === 1 ? 'sliding' : 'full';
  if (kind === 'llama4') return fields.tryCount('attention_chunk_size') !== undefined && (layer + 1) % 4 !== 0 ? 'chunked' : 'full';
  if (!sliding) return 'full';
  if (typeof pattern === 'number') return (layer + 1) % pattern === 0 ? 'full' : 'sliding';
  if (typeof pattern === 'string') return pattern[layer % pattern.length] === 'L' ? 'sliding' : 'full';
  return windowOf(fields, kind, layer);
}

function windowOf(fields: Fields, kind: string, layer: number): Mixer {
  if (kind === 'gemma2' || kind === 'gpt_oss') return layer % 2 === 0 ? 'sliding' : 'full';
  if (kind === 'gemma3') return (layer + 1) % 6 === 0 ? 'full' : 'sliding';
  if (kind === 'gemma3n') return (layer + 1) % 5 === 0 ? 'full' : 'sliding';
  if (kind === 'cohere2' || kind === 'olmo3') return (layer + 1) % 4 === 0 ? 'full' : 'sliding';
  if (kind.startsWith('qwen')) return fields.is('use_sliding_window') && layer >= (fields.tryCount('max_window_layers') ?? 0) ? 'sliding' : 'full';
  return ['mistral', 'mixtral', 'phi3', 'phimoe', 'starcoder2'].includes(kind) ? 'sliding' : 'full';
}

/** Which layers have experts. */
function feedOf(fields: Fields, layer: number): Feed {
  if (expertsOf(fields) === undefined) return 'dense';
  const number = (name: string, otherwise: number): number => (typeof fields.json[name] === 'number' ? fields.json[name] : otherwise);
  const listed = fields.list('mlp_layer_types') ?? fields.list('moe_layer_freq') ?? undefined;
  if (listed) return listed[layer] === 'sparse' || listed[layer] === 1 ? 'experts' : 'dense';
  const only = fields.list('moe_layers') ?? fields.text('moe_layers_enum')?.split(',').map(Number);
  if (only) return only.includes(layer) ? 'experts' : 'dense';
  if ((fields.list('mlp_only_layers') ?? []).includes(layer)) return 'dense';
  const period = number('expert_layer_period', 1);
  const isExpert = layer >= number('first_k_dense_replace', 0) && layer >= number('num_dense_layers', 0)
    && layer >= number('moe_layer_start_index', 0) && layer <= number('moe_layer_end_index', Infinity)
    && layer % number('moe_layer_freq', 1) === 0
    && (layer + 1) % number('decoder_sparse_step', 1) === 0
    && (layer + 1) % number('interleave_moe_layer_step', 1) === 0
    && (layer + 1) % number('moe_layer_interval', 1) === 0
    && layer % period === (period === 1 ? 0 : number('expert_layer_offset', 0));
  return isExpert ? 'experts' : 'dense';
}
