import { Fields } from './fields';
import { singleLayers } from './layer-kinds';

/** Lists that have an entry for each layer; longer ones name layers that draft as well. */
const PER_LAYER = [
  'layer_types', 'layers_block_type', 'mixer_types', 'mlp_layer_types', 'moe_layer_freq', 'hybrid_layer_pattern', 'compress_ratios', 'block_configs',
  'indexer_types', 'num_attention_heads_per_layer',
];

/** What a configuration says in two ways that cannot both be, a sentence each: such a model is counted as far as it can be, and not known. */
export function contradictions(text: Fields, kind: string | undefined): string[] {
  return [...shortLists(text, kind), ...unevenHeads(text)];
}

function shortLists(text: Fields, kind: string | undefined): string[] {
  const layers = text.tryCount('num_hidden_layers', 'n_layer', 'n_layers', 'num_layers');
  if (layers === undefined) return [];
  const lists = PER_LAYER.map(name => [name, lengthOf(text, name)] as const).filter(([, length]) => length !== undefined && length < layers);
  const pattern = singleLayers(text, kind ?? '')?.length ?? layers;
  return [
    ...lists.filter(([name, length]) => !(name === 'moe_layer_freq' && length === 0)).map(([name, length]) => `its ${name} has ${length} of ${layers} layers`),
    ...(pattern < layers && lists.length === 0 ? [`its pattern of layers has ${pattern} of ${layers}`] : []),
    ...(kind === 'nemotron-nas' && text.parts('block_configs') === undefined ? ['the shapes of its layers (block_configs) are not said'] : []),
  ];
}

/** Of what kind its entries are, is for those that read it. */
function lengthOf(text: Fields, name: string): number | undefined {
  const list = text.json[name];
  return Array.isArray(list) ? list.length : undefined;
}

function unevenHeads(text: Fields): string[] {
  const heads = text.tryCount('num_attention_heads', 'n_head', 'n_heads');
  const kvHeads = text.tryCount('kv_lora_rank') === undefined ? text.tryCount('num_key_value_heads', 'num_kv_heads') : undefined; // a latent has none
  const hidden = text.tryCount('hidden_size', 'n_embd', 'd_model');
  const hasSize = ['head_dim', 'attention_head_dim', 'kv_channels', 'kv_lora_rank', 'mamba_num_heads'].some(name => text.tryCount(name) !== undefined);
  return [
    ...(heads !== undefined && kvHeads !== undefined && heads % kvHeads !== 0
      ? [`its ${kvHeads} heads of keys and values do not divide its ${heads} heads`]
      : []),
    ...(heads !== undefined && hidden !== undefined && !hasSize && hidden % heads !== 0 ? [`its ${heads} heads do not divide its width of ${hidden}`] : []),
  ];
}
