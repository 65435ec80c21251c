import { kvHeadsOf } from './attention';
import { withClassDefaults } from './class-defaults';
import { contradictions } from './contradictions';
import { encoderDecoderLayers, isEncoderDecoder } from './encoder-decoders';
import { encoderLayers, isEncoder } from './encoders';
import { denseSize, expertSize, expertsOf } from './feed-forward';
import { Fields } from './fields';
import { singleLayers } from './layer-kinds';
import { LayerReader } from './layers';
import { withNamedTower } from './named-towers';
import { withPlainNames } from './other-names';
import { towersOf, unreadParts } from './parts';
import { positionsOf } from './positions';
import { readQuantization } from './read-quantization';
import { withSizes } from './sizes';
import { ON_DISK } from './stored-parts';
import { kindOf, Traits, TRAITS } from './traits';
import { matrix, norm, vector } from './weights';
import { asObject, Json } from '../../ground/objects';
import { Architecture, Layer, Tensor } from '../architecture';
import { isKnownType } from '../data-types';
import { weightBytes } from '../parameters';

/** What stands beside a configuration. */
export interface BesideConfig {
  /** `hf_quant_config.json`. */
  readonly quantization?: Json;
  /** What a user says: a method, or the type of a GGUF file. */
  readonly saidQuantization?: string;
  /** What it does not say is not there, and is not what its class has. */
  readonly isComplete?: boolean;
}

/** Reads a `config.json`; throws on what is no configuration of a model, and on one of a kind that is not known and has other names for its numbers. */
export function readArchitecture(config: Json, name: string, beside: BesideConfig = {}): Architecture {
  const json = asObject(config);
  if (json === undefined) throw new Error(`the configuration of ${name} is no object: take the config.json that the model brings`);
  const fields = new Fields(name, json);
  const said = languageModel(fields);
  const modelType = said.text('model_type') ?? fields.text('model_type');
  if (modelType === undefined) throw new Error(`the configuration of ${name} has no model_type: take the config.json that the model brings`);
  try {
    return read(fields, said, modelType, beside);
  } catch (error) {
    if (isKnownKind(modelType) || fields.wrong.length > 0) throw error;
    throw new Error(`models of the type ${JSON.stringify(modelType)} are not known, and the configuration of ${name} has other names for its `
      + 'numbers; give the numbers with ModelArchitecture.from, or leave architecture out');
  }
}

function read(given: Fields, said: Fields, modelType: string, beside: BesideConfig): Architecture {
  const { name } = given;
  const unknowns: string[] = [];
  const fields = withNamedTower(given, unknowns);
  const kind = kindOf(modelType) ?? kindOf(fields.text('model_type') ?? '');
  const plain = said.with(withPlainNames(said.json, modelType));
  const text = beside.isComplete ? plain : plain.with(withClassDefaults(plain.json, modelType, kind, said !== given));
  const encoder = encoderLayers(text, modelType) ?? encoderDecoderLayers(text, modelType, unknowns);
  if (kind === undefined && encoder === undefined) {
    unknowns.push(`models of the type ${JSON.stringify(modelType)} are not known; it is counted as if it were a Llama`);
  }
  const hasEncoder = fields.is('is_encoder_decoder') || fields.is('add_cross_attention');
  if (hasEncoder && encoder === undefined) unknowns.push('it has an encoder beside its decoder, whose weights and cache are not counted');
  unknowns.push(...unreadParts(fields, text));
  if (encoder === undefined) unknowns.push(...contradictions(text, kind));
  const parts = encoder ?? decoder(text, kind ?? 'llama', unknowns, headOf(fields));
  const towers = towersOf(fields, text, unknowns, kind === undefined || fields.text('model_type') === 'llama4_text' ? undefined : TRAITS[kind].reads);
  const whole = withSizes({
    ...parts,
    name,
    modelType,
    ...sizesOf(fields, text),
    ...positionsOf(text, modelType),
    ...(text.part('rope_scaling') !== undefined && { scales: true }),
    towers,
    unknowns,
    talks: fields.part('talker_config') !== undefined,
    ...((fields.part('thinker_config') ?? fields).part('audio_config') !== undefined && { hears: true }),
    ...(seesAll(fields, text) && { seesAll: true }),
    ...(text.json.use_bidirectional_attention === 'vision' && { seesMediaWhole: true }),
  }, unknowns);
  if (!isKnownType(whole.dataType)) unknowns.push(`the size of numbers of the type ${JSON.stringify(whole.dataType)} is not known`);
  const quantized = asQuantized(whole, fields, text, beside, unknowns);
  unknowns.push(...fields.wrong);
  return quantized;
}

function asQuantized(whole: Architecture, fields: Fields, text: Fields, beside: BesideConfig, unknowns: string[]): Architecture {
  const layersWith = counter(whole.layers);
  const tied = whole.outer.every(({ family }) => family !== 'head');
  const { known, unknown } = readQuantization({ fields, text, beside: beside.quantization, said: beside.saidQuantization, layersWith, tied });
  const quantized = { ...whole, quantization: known };
  const bytes = weightBytes(quantized);
  if (unknown !== undefined) {
    unknowns.push(unknown);
  } else if (known && (Number.isNaN(bytes) || (known.method !== 'gguf' && bytes > 0.95 * weightBytes(whole)))) {
    unknowns.push(`weights are quantized by ${known.method}, and which of them is not known`);
  }
  return Number.isNaN(bytes) ? whole : quantized;
}

/** https://github.com/vllm-project/vllm vllm/model_executor/models/llama.py, config.py (LlamaBidirectionalConfig, Gemma3TextModelConfig) */
const seesAll = (fields: Fields, text: Fields): boolean => [fields, text].some(each => (
  each.json.is_causal === false || each.json.use_bidirectional_attention === true || each.text('model_type') === 'llama_bidirec'
));

/** Whether there is a table for a kind. */
const isKnownKind = (modelType: string): boolean => kindOf(modelType) !== undefined || isEncoder(modelType) || isEncoderDecoder(modelType);

/** How many layers have a tensor of a name. */
function counter(layers: readonly Layer[]): (name: string) => number {
  const alike = new Map<Layer, number>(); // layers that are the same are one object
  layers.forEach(layer => alike.set(layer, (alike.get(layer) ?? 0) + 1));
  const counts = new Map<string, number>();
  for (const [{ tensors }, times] of alike) {
    for (const name of new Set(tensors.map(tensor => tensor.name))) counts.set(name, (counts.get(name) ?? 0) + times);
  }
  return name => counts.get(name) ?? 1;
}

/** The head that the class of a model has: words, labels, or none. */
function headOf(fields: Fields): 'words' | 'labels' | 'none' {
  const type = fields.words('architectures')?.[0] ?? '';
  if (/ForSequenceClassification|RewardModel/.test(type)) return 'labels';
  return /Model$/.test(type) && !/(LMHead|ChatGLM|Omni)Model$/.test(type) ? 'none' : 'words';
}

/** The part of a configuration that is about the language model. */
function languageModel(fields: Fields): Fields {
  const inner = fields.part('text_config', 'llm_config', 'language_config', 'thinker_config');
  if (inner === undefined) return fields;
  const nested = inner.part('text_config');
  const { tie_word_embeddings, dtype, torch_dtype } = fields.json;
  return (nested ?? inner).with({ tie_word_embeddings, dtype: dtype ?? torch_dtype, ...(nested ?? inner).json });
}

function sizesOf(fields: Fields, text: Fields): Pick<Architecture, 'hidden' | 'vocabulary' | 'heads' | 'kvHeads' | 'dataType'
  | 'experts' | 'expertsOfToken' | 'intermediate'> {
  const heads = text.tryCount('num_attention_heads', 'n_head', 'n_heads', 'num_heads', 'decoder_attention_heads') ?? 1;
  const isLatent = text.tryCount('kv_lora_rank') !== undefined;
  return {
    hidden: text.count('hidden_size', 'n_embd', 'd_model', 'dim'),
    vocabulary: text.count('vocab_size'),
    heads,
    kvHeads: isLatent ? 1 : kvHeadsOf(text, heads),
    dataType: text.text('dtype', 'torch_dtype') ?? fields.text('dtype', 'torch_dtype') ?? 'bfloat16',
    experts: expertsOf(text),
    expertsOfToken: text.tryCount('num_experts_per_tok', 'num_experts_per_token', 'moe_topk', 'moe_top_k', 'moe_k', 'top_k_experts', 'experts_per_token'),
    intermediate: expertsOf(text) === undefined ? text.tryCount('hidden_dim', 'd_ff', 'decoder_ffn_dim') ?? denseSize(text) : expertSize(text),
  };
}

/** Layers and ends of a model that generates text. */
function decoder(
  fields: Fields, kind: string, unknowns: string[], head: ReturnType<typeof headOf>,
): Pick<Architecture, 'task' | 'layers' | 'outer' | 'draft' | 'draftLayers'> {
  const traits = TRAITS[kind];
  const names = ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'];
  const count = singleLayers(fields, kind)?.length ?? fields.depth(...traits.twice ? names.reverse() : names); // the first says how often they attend
  const reader = new LayerReader(fields, kind, count, what => { if (!unknowns.includes(`${what} is not known`)) unknowns.push(`${what} is not known`); });
  const layers = reader.read();
  const draftLayers = draftLayersOf(fields, reader, layers);
  return { task: 'generate', layers, outer: outerOf(fields, traits, head), draft: draftOf(fields, traits, draftLayers), draftLayers };
}

function outerOf(fields: Fields, traits: Traits, head: ReturnType<typeof headOf>): Tensor[] {
  const hidden = fields.count('hidden_size', 'n_embd', 'd_model');
  const vocabulary = fields.count('vocab_size');
  const parts = Math.max(1, Math.floor(vocabulary / 64));
  const tied = fields.is('tie_word_embeddings', fields.is('tie_embedding', traits.tied ?? false));
  const positions = fields.tryCount('n_positions', 'max_position_embeddings') ?? 0;
  const copies = fields.tryCount('hc_mult');
  const width = fields.tryCount('word_embed_proj_dim') ?? hidden; // OPT
  return [
    // Llama 3.2 has 8 words more for images
    ...matrix('embedding', 'embed_tokens', vocabulary + (fields.numbers('cross_attention_layers') === undefined ? 0 : 8), width, { parts }),
    ...(width === hidden ? [] : [...matrix('embedding', 'project_in', hidden, width), ...matrix('embedding', 'project_out', width, hidden)]),
    ...(traits.embeddingNorm ? norm('embeddings.norm', hidden, { bias: traits.normBias }) : []),
    ...(traits.learnedPositions === undefined ? [] : matrix('embedding', 'embed_positions', positions + traits.learnedPositions, hidden)),
    ...(traits.bareNorms ? [] : norm('norm', hidden, { bias: traits.normBias })),
    ...(copies === undefined ? [] : [vector('norm', 'hc_head', copies * (hidden * copies + 1) + 1)]),
    ...(tied || head !== 'words' ? [] : matrix('head', 'lm_head', vocabulary, width, { parts, bias: traits.headBias })),
    ...(head === 'labels' ? matrix('head', 'score', fields.tryCount('num_labels') ?? 2, hidden) : []),
    ...perLayerInputs(fields, hidden),
  ];
}

/** Gemma: an embedding of each layer beside that of the model. https://github.com/huggingface/transformers src/transformers/models/gemma4 */
function perLayerInputs(fields: Fields, hidden: number): Tensor[] {
  const width = fields.tryCount('hidden_size_per_layer_input');
  if (width === undefined) return [];
  const all = width * fields.count('num_hidden_layers');
  return [
    ...matrix('embedding', 'embed_tokens_per_layer', fields.tryCount('vocab_size_per_layer_input') ?? fields.count('vocab_size'), all),
    ...matrix('embedding', 'per_layer_model_projection', all, hidden),
    ...norm('per_layer_projection_norm', width),
    ...updatedCopies(fields, hidden),
  ];
}

/** Gemma 3n: each copy of the residual stream but the first is led in and out by a matrix. */
function updatedCopies(fields: Fields, hidden: number): Tensor[] {
  const count = fields.tryDepth('altup_num_inputs') ?? 1;
  return Array.from({ length: 2 * (count - 1) }, () => matrix('embedding', 'altup_projections', hidden, hidden)).flat();
}

/** Layers that guess the next tokens: like the last one, or as a list of their own names them. */
function draftLayersOf(fields: Fields, reader: LayerReader, layers: readonly Layer[]): readonly Layer[] {
  const count = fields.tryDepth('num_nextn_predict_layers', 'mtp_num_hidden_layers') ?? (fields.is('use_mtp')
    ? fields.tryDepth('num_mtp_modules')
    : undefined) ?? 0;
  return Array.from({ length: count }, () => reader.readDraft() ?? [layers[layers.length - 1]]).flat();
}

/** Their weights, with a matrix that joins two states. Some checkpoints have the embedding and the head once more. */
function draftOf(fields: Fields, traits: Traits, layers: readonly Layer[]): Tensor[] {
  if (layers.length === 0) return [];
  const hidden = fields.count('hidden_size');
  const joins = [...matrix('draft', 'eh_proj', hidden, 2 * hidden), ...norm('draft.norms', 3 * hidden)];
  const vocabulary = fields.count('vocab_size');
  const ends = traits.draftEnds ? matrix('draft', `${ON_DISK}ends`, 2 * vocabulary, hidden) : [];
  const depth = fields.tryDepth('num_nextn_predict_layers', 'mtp_num_hidden_layers', 'num_mtp_modules') ?? 1;
  return [
    ...layers.flatMap(({ tensors }) => tensors), ...Array.from({ length: depth }, () => [...joins, ...ends]).flat(),
  ].map((tensor): Tensor => ({ ...tensor, family: 'draft' }));
}
