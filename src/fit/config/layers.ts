import { headsOf, Heads, plainAttention } from './attention';
import { denseOf, denseSize, expertLayer } from './feed-forward';
import { Fields } from './fields';
import { compressedAttention, indexedLayers, latentAttention } from './latent';
import { draftKinds, LayerKind, layerKinds } from './layer-kinds';
import { stateLayer } from './states';
import { Traits, TRAITS } from './traits';
import { matrix, norm, vector } from './weights';
import { Json } from '../../ground/objects';
import { Layer, LayerCache, Tensor } from '../architecture';

/** Lists of numbers of each layer. */
const LISTED = ['intermediate_size', 'compress_ratios', 'block_configs', 'num_attention_heads_per_layer'];

/** Reads the layers of a configuration; those that are alike become one object. */
export class LayerReader {
  private readonly traits: Traits;
  private readonly known = new Map<string, Layer>();
  private readonly indexed: readonly boolean[];
  private readonly listed: readonly (readonly Json[])[];

  public constructor(
    private readonly fields: Fields,
    private readonly kind: string,
    private readonly count: number,
    private readonly unknown: (what: string) => void,
  ) {
    this.traits = TRAITS[kind];
    this.indexed = indexedLayers(fields, count);
    this.listed = LISTED.flatMap(name => (Array.isArray(fields.json[name]) ? [fields.json[name]] : []));
  }

  /** All layers, in their order. */
  public read(): readonly Layer[] {
    return layerKinds(this.fields, this.kind, this.count, this.unknown).map((kind, layer) => {
      const key = JSON.stringify([kind, this.special(layer)]);
      const found = this.known.get(key) ?? this.layer(kind, layer);
      this.known.set(key, found);
      return found;
    });
  }

  /**
   * The layers of one module that drafts tokens, where a list of its own names them. https://github.com/vllm-project/vllm
   * vllm/model_executor/models/nemotron_h_mtp.py
   */
  public readDraft(): readonly Layer[] | undefined {
    return draftKinds(this.fields, this.unknown)?.map(kind => this.layer(kind, this.count));
  }

  /** What makes a layer differ from others of its kind. */
  private special(layer: number): unknown {
    const listed = this.listed.map(list => list[layer]);
    return [this.indexed[layer], listed, this.sharesCache(layer), this.sparseIndex(layer), this.crosses(layer)];
  }

  /** Gemma: the last layers read the cache of earlier ones. */
  private sharesCache(layer: number): boolean {
    return layer >= this.count - (this.fields.tryCount('num_kv_shared_layers') ?? 0);
  }

  private sparseIndex(layer: number): boolean {
    return this.fields.part('sparse_attention_config')?.numbers('sparse_attention_freq')?.[layer] === 1;
  }

  private layer(kind: LayerKind, layer: number): Layer {
    const block = this.fields.parts('block_configs')?.[layer];
    if (block) return this.searched(block);
    const mixer = this.mixer(kind, layer);
    const hidden = this.fields.count('hidden_size', 'n_embd', 'd_model');
    const feed = kind.feed === 'experts' ? this.experts() : kind.feed === 'dense' ? denseOf(this.fields, this.traits, this.width(layer)) : [];
    const norms = this.traits.bareNorms ? [] : norm('norms', hidden, { bias: this.traits.normBias, times: this.traits.norms ?? 2 });
    if (this.traits.twice) return this.twice(mixer, [...feed, ...norms]);
    const beside = [...this.ownInput(hidden), ...alternatingUpdates(this.fields, hidden)];
    return { tensors: [...mixer.tensors, ...feed, ...norms, ...beside], caches: mixer.caches };
  }

  /** https://github.com/huggingface/transformers src/transformers/models/longcat_flash */
  private twice({ tensors, caches }: Layer, rest: readonly Tensor[]): Layer {
    const dense = denseOf(this.fields, this.traits);
    return { tensors: [...tensors, ...tensors, ...dense, ...dense, ...rest], caches: [...caches, ...caches] };
  }

  /** Gemma 4: layers that share a cache are twice as wide. */
  private width(layer: number): number {
    return denseSize(this.fields, layer) * (this.fields.is('use_double_wide_mlp') && this.sharesCache(layer) ? 2 : 1);
  }

  /** Gemma 4: each layer has an input of its own. */
  private ownInput(hidden: number): Tensor[] {
    const width = this.fields.tryCount('hidden_size_per_layer_input');
    return width === undefined ? [] : [
      ...matrix('mlp', 'per_layer_input_gate', width, hidden), ...matrix('mlp', 'per_layer_projection', hidden, width),
      ...norm('post_per_layer_input_norm', hidden),
    ];
  }

  private mixer(kind: LayerKind, layer: number): Layer {
    if (kind.mixer === 'none') return { tensors: [], caches: [] };
    if (kind.mixer === 'state') {
      const state = stateLayer(this.fields, this.kind);
      if (state === undefined) this.unknown('the state of a layer without attention');
      return state ?? { tensors: [], caches: [] };
    }
    const ratio = this.fields.numbers('compress_ratios')?.[layer];
    if (ratio !== undefined) return compressedAttention(this.fields, ratio);
    if (this.fields.tryCount('kv_lora_rank') !== undefined) return latentAttention(this.fields, this.indexed[layer]);
    const plain = plainAttention(this.fields, this.traits, { ...this.heads(kind, layer), sharedCache: this.sharesCache(layer) });
    if (this.traits.stateBeside) return this.besideState(plain);
    if (this.crosses(layer)) return this.crossing(plain);
    return this.sparseIndex(layer) ? withSparseIndex(this.fields, plain) : plain;
  }

  /** Llama 3.2: some layers attend to what the tower has read of an image, and to nothing else. */
  private crosses(layer: number): boolean {
    return this.fields.numbers('cross_attention_layers')?.includes(layer) === true;
  }

  /**
   * Such a layer norms its heads, and has two gates. What it keeps is of images: servers differ in it. https://github.com/huggingface/transformers
   * src/transformers/models/mllama
   */
  private crossing({ tensors }: Layer): Layer {
    this.unknown('what a server keeps of images in the layers that attend to them');
    return { tensors: [...tensors, ...norm('cross_attn.qk_norm', 2 * headsOf(this.fields).keySize), vector('norm', 'cross_attn.gates', 2)], caches: [] };
  }

  /** Falcon H1: attention and a state take the same input. */
  private besideState({ tensors, caches }: Layer): Layer {
    const state = stateLayer(this.fields, this.kind);
    if (state === undefined) this.unknown('the state beside its attention');
    return { tensors: [...tensors, ...state?.tensors ?? []], caches: [...caches, ...state?.caches ?? []] };
  }

  /** Models give layers with a window other heads than those without. */
  private heads({ mixer }: LayerKind, layer: number): Heads {
    const { fields } = this;
    const alike = headsOf(fields);
    const shape = { ...alike, heads: fields.numbers('num_attention_heads_per_layer')?.[layer] ?? alike.heads };
    if (mixer === 'chunked') return { ...shape, chunk: fields.tryCount('attention_chunk_size') };
    if (mixer === 'sliding') {
      const heads = fields.tryCount('swa_num_attention_heads') ?? shape.heads;
      return {
        ...shape,
        heads,
        kvHeads: fields.tryCount('swa_num_key_value_heads') ?? shape.kvHeads * (this.kind === 'mimo_v2_flash' ? 2 : 1),
        keySize: fields.tryCount('swa_head_dim') ?? shape.keySize,
        valueSize: fields.tryCount('swa_v_head_dim') ?? shape.valueSize,
        window: fields.tryCount('sliding_window', 'sliding_window_size'),
        sinks: fields.is('add_swa_attention_sink_bias', fields.is('swa_attention_sink_enabled')) || undefined,
      };
    }
    const global = fields.tryCount('global_head_dim');
    const keySize = global ?? shape.keySize;
    return {
      ...shape,
      keySize,
      valueSize: global ?? shape.valueSize,
      kvHeads: (fields.is('attention_k_eq_v') ? fields.tryCount('num_global_key_value_heads') : undefined) ?? shape.kvHeads,
      sharedValues: fields.is('attention_k_eq_v'),
      sinks: fields.is('add_full_attention_sink_bias') || undefined,
    };
  }

  /** Gemma 4 has a dense part beside its experts, and more norms. */
  private experts(): Tensor[] {
    const experts = expertLayer(this.fields, this.traits);
    if (!this.fields.is('enable_moe_block')) return experts;
    const hidden = this.fields.count('hidden_size');
    return [
      ...experts, ...denseOf(this.fields, this.traits), ...norm('norms', hidden, { times: 3 }),
      vector('router', 'router.scale', hidden + this.fields.count('num_experts')),
    ];
  }

  /**
   * A layer whose shape was searched for: without attention, with fewer heads, with another width.
   * https://huggingface.co/nvidia/Llama-3_3-Nemotron-Super-49B-v1
   */
  private searched(block: Fields): Layer {
    const hidden = this.fields.count('hidden_size');
    const heads = this.fields.count('num_attention_heads');
    const attention = block.part('attention');
    const feed = block.part('ffn');
    const group = attention?.tryCount('n_heads_in_group');
    const factor = feed?.factor('ffn_mult');
    const width = factor !== undefined ? 256 * Math.ceil(Math.floor(2 * factor * hidden / 3) / 256) : feed?.tryCount('intermediate_size');
    const mixer: Layer = group === undefined
      ? { tensors: attention?.is('replace_with_linear') ? matrix('attention', 'self_attn.linear_attn', hidden, hidden) : [], caches: [] }
      : plainAttention(this.fields, this.traits, { ...headsOf(this.fields), kvHeads: heads / group, window: attention?.tryCount('window_length') });
    const norms = (mixer.tensors.length > 0 ? 1 : 0) + (feed?.is('no_op') ? 0 : 1);
    const dense = feed?.is('no_op')
      ? []
      : feed?.is('replace_with_linear') ? matrix('mlp', 'mlp.linear_mlp', hidden, hidden) : width === undefined ? [] : denseOf(this.fields, this.traits, width);
    return { tensors: [...mixer.tensors, ...dense, ...norm('norms', hidden, { times: norms })], caches: mixer.caches };
  }
}

/**
 * Gemma 3n: several copies of the residual stream, of which one is computed, and a small matrix beside attention.
 * https://github.com/huggingface/transformers src/transformers/models/gemma3n
 */
function alternatingUpdates(fields: Fields, hidden: number): Tensor[] {
  const copies = fields.tryCount('altup_num_inputs');
  const rank = fields.tryCount('laurel_rank');
  if (copies === undefined || rank === undefined) return [];
  return [
    ...matrix('mlp', 'laurel.linear_left', rank, hidden),
    ...matrix('mlp', 'laurel.linear_right', hidden, rank),
    ...matrix('router', 'altup.modality_router', copies, hidden),
    vector('router', 'altup.coefs', copies * copies * (copies + 1)),
    ...norm('altup.norms', hidden, { times: 3 }), // of the router, of what is corrected, of the small matrix
  ];
}

/** MiniMax M3 chooses blocks of tokens by keys of its own. */
function withSparseIndex(fields: Fields, { tensors, caches }: Layer): Layer {
  const part = fields.part('sparse_attention_config')!;
  const hidden = fields.count('hidden_size');
  const heads = part.count('sparse_num_index_heads');
  const size = part.count('sparse_index_dim');
  const index: LayerCache = { kind: 'tokens', heads: 1, elements: size, latent: true };
  return {
    tensors: [
      ...tensors, ...matrix('index', 'self_attn.index_q_proj', heads * size, hidden), ...matrix('index', 'self_attn.index_k_proj', size, hidden),
      ...norm('self_attn.index_norm', 2 * size),
    ],
    caches: [...caches, index],
  };
}
