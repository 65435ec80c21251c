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
  'M': STATE,
  '*': ATTENTION,
  '-': DENSE,
  'E': EXPERTS,
  'mamba': STATE,
  'linear_attention': STATE,
  'attention': ATTENTION,
  'full_attention': ATTENTION,
  'mlp': DENSE,
  'moe': EXPERTS,
};

/** The layers of a model of which each is attention, a state or a feed-forward part alone. */
export function singleLayers(fields: Fields, kind: string): readonly string[] | undefined {
  const pattern = fields.text('hybrid_override_pattern');
  if (pattern !== undefined) return [...pattern];
  return kind === 'nemotron_h' ? fields.words('layers_block_type') : undefined;
}

/** The layers that draft tokens, where a list names them. */
export function draftKinds(fields: Fields, unknown: (what: string) => void): readonly LayerKind[] | undefined {
  const pattern = fields.text('mtp_hybrid_override_pattern');
  const words = pattern === undefined ? fields.words('mtp_layers_block_type') : [...pattern];
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
  const words = fields.words('layer_types') ?? fields.words('layers_block_type') ?? fields.words('mixer_types');
  return Array.from({ length: layers }, (_none, layer): LayerKind => {
    const word = words?.[layer];
    if (word !== undefined && !(Object.hasOwn(MIXERS, word))) unknown(`a layer of the kind ${JSON.stringify(word)}`);
    const mixer = word === undefined ? mixerOf(fields, kind, layer) : MIXERS[word] ?? 'full';
    return { mixer, feed: ['mamba', 'mamba2', 'falcon_mamba'].includes(kind) ? 'none' : feedOf(fields, kind, layer) };
  });
}

/** Where no list names the layers: what the module of each kind of model does. */
function mixerOf(fields: Fields, kind: string, layer: number): Mixer {
  const sliding = fields.tryCount('sliding_window', 'sliding_window_size') !== undefined;
  if (['mamba', 'mamba2', 'falcon_mamba'].includes(kind)) return 'state';
  if (kind === 'bamba' && fields.numbers('attn_layer_indices') === undefined) return 'state';
  const attention = fields.tryCount('attn_layer_period');
  if (attention !== undefined) return layer % attention === (fields.whole('attn_layer_offset') ?? 0) ? 'full' : 'state';
  const linear = fields.part('linear_attn_config')?.numbers('kda_layers');
  if (linear) return linear.includes(layer + 1) ? 'state' : 'full';
  const full = fields.numbers('full_attn_idxs') ?? fields.numbers('attn_layer_indices');
  if (full) return full.includes(layer) ? 'full' : 'state';
  const interval = fields.tryCount('full_attention_interval');
  if (interval !== undefined) return (layer + 1) % interval === 0 ? 'full' : 'state';
  const hybrid = fields.numbers('hybrid_layer_pattern');
  if (hybrid) return hybrid[layer] === 1 ? 'sliding' : 'full';
  if (kind === 'kimi_linear') return layer > 0 && layer % 4 === 0 ? 'full' : 'state';
  if (kind === 'olmo_hybrid') return layer % 4 === 3 ? 'full' : 'state';
  if (kind === 'granitemoehybrid') return 'state';
  if (kind === 'llama4') return fields.tryCount('attention_chunk_size') !== undefined && (layer + 1) % 4 !== 0 ? 'chunked' : 'full';
  return sliding ? patternOf(fields, layer) ?? windowOf(fields, kind, layer) : 'full';
}

/** Which layers have a window by a pattern: one of so many has none, or a letter for each. */
function patternOf(fields: Fields, layer: number): Mixer | undefined {
  const name = ['sliding_window_pattern', '_sliding_window_pattern'].find(each => fields.json[each] !== undefined) ?? 'global_attn_every_n_layers';
  if (typeof fields.json[name] === 'string') {
    const letters = fields.text(name)!;
    if (!/^[LG]+$/.test(letters)) fields.refuse(name, 'a number, or letters L and G');
    return letters[layer % letters.length] === 'L' ? 'sliding' : 'full';
  }
  const every = fields.tryCount(name);
  return every === undefined ? undefined : (layer + 1) % every === 0 ? 'full' : 'sliding';
}

function windowOf(fields: Fields, kind: string, layer: number): Mixer {
  if (['gemma2', 'gpt_oss', 'vaultgemma'].includes(kind)) return layer % 2 === 0 ? 'sliding' : 'full';
  if (kind === 'gemma3') return (layer + 1) % 6 === 0 ? 'full' : 'sliding';
  if (kind === 'gemma3n') return (layer + 1) % 5 === 0 ? 'full' : 'sliding';
  if (['cwm', 'granite_swa', 'granitemoe_swa'].includes(kind)) return layer % 4 === 0 ? 'full' : 'sliding';
  if (kind === 'mimo_v2_flash') return layer === 0 || (layer + 1) % 6 === 0 ? 'full' : 'sliding';
  if (kind === 'cohere2' || kind === 'olmo3') return (layer + 1) % 4 === 0 ? 'full' : 'sliding';
  if (kind.startsWith('qwen')) return fields.is('use_sliding_window') && layer >= (fields.tryCount('max_window_layers') ?? 0) ? 'sliding' : 'full';
  return ['mistral', 'ministral', 'mixtral', 'phi3', 'phimoe', 'starcoder2'].includes(kind) ? 'sliding' : 'full';
}

/** Whose first layer is dense where the configuration does not say it. */
const FIRST_DENSE = ['glm4_moe_lite', 'hy_v3', 'kimi_linear', 'laguna', 'mimo_v2_flash'];

/** Which layers have experts. */
function feedOf(fields: Fields, kind: string, layer: number): Feed {
  if (expertsOf(fields) === undefined) return 'dense';
  const listed = listedFeed(fields, layer);
  if (listed !== undefined) return listed ? 'experts' : 'dense';
  if (fields.numbers('mlp_only_layers')?.includes(layer)) return 'dense';
  const number = (name: string, otherwise: number): number => fields.whole(name) ?? otherwise;
  const last = fields.whole('moe_layer_end_index', -1) ?? -1; // -1 is the last of all
  const period = number('expert_layer_period', 1);
  const isExpert = layer >= number('first_k_dense_replace', FIRST_DENSE.includes(kind) ? 1 : 0) && layer >= number('num_dense_layers', 0)
    && layer >= number('moe_layer_start_index', 0) && (last === -1 || layer <= last)
    && layer % number('moe_layer_freq', 1) === 0
    && (layer + 1) % number('decoder_sparse_step', 1) === 0
    && (layer + 1) % number('interleave_moe_layer_step', 1) === 0
    && (layer + 1) % number('moe_layer_interval', 1) === 0
    && layer % period === (period === 1 ? 0 : number('expert_layer_offset', 0));
  return isExpert ? 'experts' : 'dense';
}

/** Whether a layer has experts by a list of layers; undefined without such a list. */
function listedFeed(fields: Fields, layer: number): boolean | undefined {
  const words = fields.words('mlp_layer_types');
  if (words?.some(word => word !== 'sparse' && word !== 'dense')) fields.refuse('mlp_layer_types', 'a list of sparse and dense');
  if (words) return words[layer] !== 'dense';
  const each = fields.numbersOrOne('moe_layer_freq');
  if (each) return each[layer] === 1;
  const only = fields.numbers('moe_layers') ?? fields.text('moe_layers_enum')?.split(',').map(Number);
  if (only?.some(Number.isNaN)) fields.refuse('moe_layers_enum', 'numbers with commas between them');
  return only?.includes(layer);
}
