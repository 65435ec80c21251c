import { ALGORITHMS, Stored } from './algorithms';
import { Fields } from './fields';
import { bitsInFile, fileTypeOf } from './file-types';
import { mixOf, moduleMatcher } from './module-names';
import { byQuark } from './quark';
import { BitsOf, isPlain, leaving, namesIn, NOWHERE, ReadQuantization, ShareOf } from './stored-parts';
import { byGroups, groupOf } from './weight-groups';
import { invalid } from '../../ground/errors';
import { Json } from '../../ground/objects';
import { Architecture } from '../architecture';
import { Quantization, StoredTensor } from '../quantization';

/** Where the quantization of a model is said, and what it is of. */
export interface QuantizationInput {
  readonly fields: Fields;
  /** The part about the language model. */
  readonly text: Fields;
  /** `hf_quant_config.json`. */
  readonly beside: Json;
  /** What a user says. */
  readonly said?: string;
  /** How many layers have a tensor of a name. */
  readonly layersWith: (name: string) => number;
  /** The embedding is the head as well. */
  readonly tied: boolean;
}

/** Reads how the weights are stored, from the configuration and what a user says beside it. */
export function readQuantization(input: QuantizationInput): ReadQuantization {
  const { known, unknown } = tryMethod(input);
  if (known === undefined || input.said !== undefined || !leavesDraft(input)) return { known, unknown };
  return { known: { ...known, bitsOf: (tensor, plain) => (tensor.family === 'draft' ? plain : known.bitsOf(tensor, plain)) } };
}

/** Names of layers may be regular expressions, in a dialect of Python's that is not all of this one's. */
function tryMethod(input: QuantizationInput): ReadQuantization {
  try {
    return readMethod(input);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { unknown: `which layers are quantized is not known: ${error.message}` };
  }
}

/** What the configuration says of it; vLLM and SGLang read `compression_config` in its place, which compressed-tensors had before. */
const ownOf = (fields: Fields, text: Fields): Fields | undefined => [fields, text].map(each => each.part('quantization_config', 'compression_config'))
  .find(part => part !== undefined);

/** What the file of ModelOpt beside it says. */
const besideOf = (fields: Fields, beside: Json): Fields | undefined => fields.with({ hf_quant_config: beside }).part('hf_quant_config')?.part('quantization');

/** Whether layers that draft tokens are named among those that are left as they are, or not among those that are quantized one by one. */
function leavesDraft({ fields, text, beside }: QuantizationInput): boolean {
  const parts = [ownOf(fields, text), besideOf(fields, beside)].filter(part => part !== undefined);
  const layers = text.tryCount('num_hidden_layers') ?? Infinity;
  const isDraft = (name: string) => /(^|[.:*])mtp\b/.test(name) || Number(/\blayers\.(\d+)/.exec(name)?.[1]) >= layers;
  const isWhole = (name: string) => isDraft(name) && /(\bmtp|\blayers\.\d+)(\.layers(\.\d+)?)?[.\\]*\*?\$?$/.test(name); // not a part of it
  const oneByOne = parts.find(part => part.part('quantized_layers'))?.part('quantized_layers');
  if (oneByOne) return !Object.keys(oneByOne.json).some(isDraft);
  return parts.some(part => namesIn(part, 'exclude_modules', 'ignore', 'modules_to_not_convert', 'ignored_layers').some(isWhole));
}

function readMethod({ fields, text, beside, said, layersWith, tied }: QuantizationInput): ReadQuantization {
  const depth = text.tryCount('num_hidden_layers', 'n_layer', 'num_layers') ?? 0;
  const shareOf = (modules: readonly string[]) => moduleMatcher(modules, layersWith, depth);
  const own = ownOf(fields, text);
  const optimizer = besideOf(fields, beside);
  if (said !== undefined) return { known: bySaid(said, tied, isMxfp4(own?.text('quant_method'))) };
  if (optimizer) return byAlgorithm(optimizer, shareOf);
  if (own === undefined) return {};
  const method = (own.text('quant_method') ?? (own.is('load_in_4bit') || own.is('load_in_8bit') ? 'bitsandbytes' : '')).toLowerCase();
  if (own.part('quantized_layers')) return byAlgorithm(own, shareOf);
  if (method.startsWith('modelopt') || own.text('quant_algo') !== undefined) return byAlgorithm(own, shareOf);
  if (method === 'compressed-tensors' || own.part('config_groups')) return byGroups(own, shareOf);
  if (method === 'quark') return byQuark(own, shareOf);
  const stored = byMethod(method, own);
  if (stored === undefined) return { unknown: `weights are quantized by ${JSON.stringify(method || 'a method without a name')}, whose size is not known` };
  const left = shareOf(namesIn(own, 'modules_to_not_convert', 'ignored_layers', 'llm_int8_skip_modules'));
  const hasHead = own.is('lm_head');
  const listed = onlyIn(own);
  const only = listed.length === 0 ? undefined : shareOf(listed);
  const leftOf = only === undefined ? left : (tensor: StoredTensor) => (tensor.family === 'head' ? 0 : 1 - only(tensor));
  return { known: leaving(method, stored, leftOf, differing(own, method, shareOf) ?? fourBitExperts(text), ({ family }) => hasHead && family === 'head') };
}

/** The modules of a layer that are quantized, in the order in which that was done: a list, or a list of lists. https://github.com/ModelCloud/GPTQModel */
function onlyIn(own: Fields): readonly string[] {
  const lists = own.json.modules_in_block_to_quantize;
  const flat = Array.isArray(lists) ? lists.flat() : lists;
  return own.with({ modules_in_block_to_quantize: flat }).words('modules_in_block_to_quantize') ?? [];
}

/** What a user says: the type of a GGUF file, or a method with its usual groups. */
function bySaid(said: string, tied: boolean, fromMxfp4: boolean): Quantization {
  const type = fileTypeOf(said);
  if (type !== undefined) return byFile(type, tied, fromMxfp4);
  const method = said.toLowerCase();
  const stored = byMethod(method, new Fields('', {})) ?? ALGORITHMS[said.toUpperCase()];
  if (stored) return leaving(method, stored, NOWHERE);
  throw invalid({
    what: 'quantization',
    got: said,
    allowed: 'fp8, awq, gptq, mxfp4, nvfp4, bitsandbytes, and types of GGUF files such as Q4_K_M',
    fix: 'leave it out where the configuration states it',
  });
}

const isMxfp4 = (method = ''): boolean => /^(gpt_oss_)?mxfp4$/i.test(method);

/**
 * A GGUF file of a type. Experts that a model has in MXFP4 keep it in files of 16 bits, and in those of Unsloth and others: every file of gpt-oss 20B
 * has 11.5 to 13.8 GB. llama-quantize alone quantizes them anew: a Q8_0 has 22.3. https://huggingface.co/unsloth/gpt-oss-20b-GGUF,
 * https://huggingface.co/DevQuasar/openai.gpt-oss-20b-GGUF
 */
function byFile(type: string, tied: boolean, fromMxfp4: boolean): Quantization {
  const anew: Quantization = { method: 'gguf', group: 0, bitsOf: tensor => bitsInFile(type, tensor, tied) };
  if (!fromMxfp4) return anew;
  const isExperts = (tensor: StoredTensor) => tensor.family === 'experts' && tensor.columns > 1;
  const bitsOf: Quantization['bitsOf'] = (tensor, plain) => (isExperts(tensor) ? ALGORITHMS.MXFP4.bits : anew.bitsOf(tensor, plain));
  return /^(F32|B?F16)$/.test(type) ? { ...anew, bitsOf } : { ...anew, bitsOf, orElse: anew };
}

/** The same model with weights that are quantized while they are loaded, or in a GGUF file of a type; undefined for a method that is not known. */
export function quantizedBy(architecture: Architecture, method: string): Architecture | undefined {
  const known = QUANTIZED.get(architecture);
  if (known?.has(method)) return known.get(method);
  const quantized = newlyQuantized(architecture, method);
  QUANTIZED.set(architecture, (known ?? new Map<string, Architecture | undefined>()).set(method, quantized));
  return quantized;
}

/** Those of each model, by method: plans are remembered by the object. */
const QUANTIZED = new WeakMap<Architecture, Map<string, Architecture | undefined>>();

function newlyQuantized(architecture: Architecture, method: string): Architecture | undefined {
  const type = fileTypeOf(method);
  if (type) {
    const isTied = architecture.outer.every(({ family }) => family !== 'head');
    return { ...architecture, quantization: byFile(type, isTied, isMxfp4(architecture.quantization?.method)) };
  }
  const stored = byMethod(method.toLowerCase(), new Fields('', {}));
  return stored && { ...architecture, quantization: leaving(method.toLowerCase(), stored, NOWHERE) };
}

function byMethod(method: string, own: Fields): Stored | undefined {
  const group = ownGroup(own) ?? 128;
  const bits = own.tryCount('bits', 'w_bit') ?? 4;
  const scales = group === 0 ? 0 : (16 + bits) / group;
  switch (method) {
    case 'fp8': case 'blockwise_int8': return inBlocks(own);
    case 'mxfp8': return ALGORITHMS.MXFP8;
    case 'fbgemm_fp8': case 'w8a8_fp8': case 'int8': case 'w8a8': case 'w8a8_int8': case 'experts_int8': return { bits: 8, group: 0 };
    case 'awq': case 'auto_awq': case 'awq_marlin': case 'gptq': case 'auto_gptq': case 'gptq_marlin': return { bits: bits + scales, group };
    case 'auto-round': case 'auto_round': case 'intel/auto-round': case 'inc': return { bits: bits + scales, group };
    case 'mxfp4': case 'gpt_oss_mxfp4': return ALGORITHMS.MXFP4;
    case 'nvfp4': return ALGORITHMS.NVFP4;
    case 'bitsandbytes': return own.is('load_in_8bit') ? { bits: 8 + 32 / 4096, group: 0 } : {
      bits: 4 + (own.is('bnb_4bit_use_double_quant') ? 8.5 : 32) / 64, group: 64,
    };
    default: return undefined;
  }
}

/** Scales of small blocks have 8 bits, those of large ones 32. https://github.com/sgl-project/sglang python/sglang/srt/layers/quantization/fp8.py */
function inBlocks(own: Fields): Stored {
  const sides = own.numbers('weight_block_size');
  if (sides === undefined) return { bits: 8, group: 0 };
  const [rows, columns] = [sides[0] || 128, sides[1] || 128];
  return { bits: 8 + (rows * columns < 1024 ? 8 : 32) / (rows * columns), group: columns };
}

/** Numbers that share a scale; 0 where all of a row do, which methods write as -1. */
function ownGroup(own: Fields): number | undefined {
  const size = own.whole('group_size', -1) ?? own.whole('q_group_size', -1);
  return size === -1 ? 0 : size || undefined;
}

/** Experts in 4 bits among weights in 8. https://huggingface.co/deepseek-ai/DeepSeek-V4-Flash */
function fourBitExperts(text: Fields): (tensor: StoredTensor) => number | undefined {
  const isFour = text.text('expert_dtype') === 'fp4';
  return ({ name }) => (isFour && name.startsWith('experts.') ? ALGORITHMS.MXFP4.bits : undefined);
}

/** Modules with bits of their own: `dynamic` of GPTQModel, whose regular expressions behind `-:` are left as they are, and `extra_config` of AutoRound. */
function differing(own: Fields, method: string, shareOf: ShareOf): BitsOf | undefined {
  const rows = own.part('dynamic', 'extra_config')?.entries ?? [];
  if (rows.length === 0) return undefined;
  const parts = rows.map(([name, how]) => {
    const [, sign, pattern] = /^([-+]:)?(.*)$/s.exec(name)!;
    const isLeft = sign === '-:' || (how?.tryCount('bits') ?? 0) > 8;
    const stored = isLeft ? undefined : byMethod(method, own.with({ ...own.json, ...how?.json }));
    return { stored, isLeft, share: shareOf([sign === undefined && own.part('dynamic') === undefined ? pattern : `re:${pattern}`]) };
  });
  return (tensor, plain, bits) => (
    mixOf(parts.map(({ stored, isLeft, share }) => ({ bits: isLeft ? plain : stored?.bits ?? bits, share: share(tensor) })), bits)
  );
}

function byAlgorithm(own: Fields, shareOf: ShareOf): ReadQuantization {
  const name = (own.text('quant_algo') ?? '').toUpperCase();
  const layers = own.part('quantized_layers');
  if (layers) return { known: mixed(layers, own, shareOf) };
  const stored = ALGORITHMS[name] ?? (name === '' ? groupOf(own)?.stored : undefined);
  if (stored === undefined) return { unknown: `weights are quantized by ${JSON.stringify(name)} of ModelOpt, whose size is not known` };
  const left = namesIn(own, 'exclude_modules', 'ignore');
  const method = name === '' ? 'modelopt' : name.toLowerCase();
  return { known: left.length > 0 ? leaving(method, stored, shareOf(left)) : withoutNames(method, stored) };
}

/**
 * A checkpoint that names no module leaves more than the head as it is: only feed-forward parts are then counted as quantized. Mixtures in 4 bits have
 * those that every token passes, and layers with a state, in 8; layers that draft are not quantized. https://github.com/NVIDIA-NeMo/Nemotron/pull/257
 */
function withoutNames(method: string, stored: Stored): Quantization {
  const inEight = (name: string) => stored.bits < 8 && /^(shared_experts\.|mixer\.(in|out)_proj$)/.test(name);
  const isQuantized = ({ name, family }: StoredTensor) => family !== 'draft' && (/^(mlp|experts|shared_experts)\.(?!fc\d_latent)/.test(name) || inEight(name));
  return leaving(method, stored, tensor => (isQuantized(tensor) ? 0 : 1), ({ name }) => (inEight(name) ? ALGORITHMS.FP8.bits : undefined));
}

/** Each layer is quantized in its own way; the others as `quant_method` says, or not at all. */
function mixed(layers: Fields, own: Fields, shareOf: ShareOf): Quantization {
  const byName = new Map<string, string[]>();
  for (const [module, how] of layers.entries) {
    const algorithm = (how?.text('quant_algo') ?? '').toUpperCase();
    if (algorithm !== '' && !Object.hasOwn(ALGORITHMS, algorithm)) how!.refuse('quant_algo', `one of ${Object.keys(ALGORITHMS).join(', ')}`);
    const known = byName.get(algorithm);
    if (known) known.push(module);
    else byName.set(algorithm, [module]);
  }
  const base = own.text('quant_method') === 'fp8' ? byMethod('fp8', own) : undefined;
  const parts = [...byName].map(([algorithm, modules]) => ({ bits: ALGORITHMS[algorithm]?.bits, share: shareOf(modules) }));
  return {
    method: 'modelopt_mixed',
    group: 16,
    bitsOf(tensor, plain) {
      if (tensor.columns === 1) return plain;
      const rest = base === undefined || isPlain(tensor) ? plain : base.bits;
      return parts.reduce((sum, { bits, share }) => sum + ((bits ?? plain) - rest) * share(tensor), rest);
    },
  };
}
