import { withoutDots } from './dotted-flags';
import { FlagUse, NumberMember, Spelling, SwitchMember, WordMember } from './footprint-spelling';
import { SPELLINGS, useOf } from './footprint-spellings';
import { useOfVariable } from './footprint-variables';
import { ServingEngine } from '../engines/serving-engine';
import type { PlanRequest } from '../fit/memory-plan';
import { FlagTable } from '../flags/flag-table';
import { areOpposite } from '../flags/flag-words';
import { canonicalFlag, parseFlags, valuesOf } from '../flags/flags';
import { GIB } from '../ground/bytes';
import { tryJson } from '../ground/json';
import { numberWithUnit } from '../ground/number-with-unit';
import { asObject, at, Json, JsonObject } from '../ground/objects';

/** How tokens are drafted: by no weights, by layers of the checkpoint, by a model beside it. */
export type Drafting = 'none' | 'own' | 'model';

/** What arguments say of the memory. */
export interface MemoryFlags extends Partial<Omit<PlanRequest, 'architecture' | 'engine' | 'version' | 'device' | 'count'>> {
  /** The file that is loaded, whose name may say its type. */
  readonly modelFile?: string;
  /** The server is told that it is a GGUF file. */
  readonly isGguf?: boolean;
  /** A method by which weights are quantized while they are loaded. */
  readonly quantization?: string;
  /** Sequences that share the longest context, where the server divides it among them. */
  readonly slots?: number;
  /** Each of them has the longest context for itself. */
  readonly slotsHaveAll: boolean;
  /** What is loaded to draft tokens, where that is asked for. */
  readonly drafting?: Drafting;
  /** The weights that read images are a file of their own. */
  readonly hasProjector: boolean;
  /** Layers on the devices, with the ends for one more, where that is a number. */
  readonly deviceLayers?: number;
  readonly unread: readonly string[];
  readonly beside: readonly string[];
  /** With which layers with windows or states may keep all tokens, a sentence each: it is as good as unread for a model that has them. */
  readonly keeps?: readonly string[];
}

/** What is told, by the members of a request. */
interface Told {
  readonly numbers: { [member in NumberMember]?: number };
  readonly words: { [member in WordMember]?: string };
  readonly switches: { [member in SwitchMember]?: boolean };
  readonly unread: string[];
  readonly beside: string[];
  readonly keeps: string[];
}

/** What the arguments and variables of a server say of its memory; undefined for an engine of which nobody can say it. */
export function memoryFlags(
  engine: ServingEngine, args: readonly string[], env: { readonly [name: string]: string | undefined },
): MemoryFlags | undefined {
  if (!Object.hasOwn(SPELLINGS, engine.name)) return undefined;
  const spelling = SPELLINGS[engine.name];
  const told: Told = { numbers: {}, words: {}, switches: {}, unread: [], beside: [], keeps: [] };
  readVariables(spelling, engine, env, told);
  readFlags(spelling, engine, args, told); // a flag is worth more than a variable
  readConfig(configOf(engine), told);
  return requestOf(told, spelling);
}

/** Reads what variables say: by names of their own, or in place of flags. */
function readVariables(spelling: Spelling, { _options }: ServingEngine, env: { readonly [name: string]: string | undefined }, told: Told): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    const named = useOfVariable(name, value);
    if (named !== undefined) {
      tell(named, value, told, name);
      continue;
    }
    const flag = _options.find(row => row.env.includes(name))?.flags[0];
    const { variables } = spelling;
    const said = flag ?? (variables !== undefined && name.startsWith(variables) ? `--${name.slice(variables.length).toLowerCase().replace(/_/g, '-')}` : name);
    take(spelling, spelling.others?.[said] ?? said, value, told, name);
  }
}

function readFlags(spelling: Spelling, engine: ServingEngine, args: readonly string[], told: Told): void {
  const parsed = spelling.readsKeys ? withoutDots(parseFlags(args)) : parseFlags(args);
  const groups = parsed.map(({ flag, words }) => ({ name: flag === '' ? '' : fullName(engine, flag), words }));
  for (const [index, { name, words }] of groups.entries()) {
    if (name !== '' && groups.slice(index + 1).some(later => areOpposite(later.name, name))) continue; // the last of a switch and its opposite holds
    const values = name === '' ? words : valuesOf(words);
    take(spelling, spelling.others?.[name] ?? name, isList(values) ? values.join(' ') : values[0], told);
  }
}

/** The first spelling of a flag, of one that is cut short as well, where the server's parser takes it. */
function fullName({ _facts: { flagAliases, flagsFile, version } }: ServingEngine, flag: string): string {
  const name = canonicalFlag(flag, flagAliases);
  const full = name.startsWith('--') && flagsFile !== undefined && version !== undefined ? FlagTable.read(flagsFile).of(version).full(name) : undefined;
  return full === undefined ? name : canonicalFlag(full, flagAliases);
}

/** Whether all words of a flag are numbers, of which each counts. */
const isList = (values: readonly string[]): boolean => values.length > 1 && values.every(value => /^\d+$/.test(value));

/** Takes what a flag says, or a variable in its place, which is then named as it is written. */
function take(spelling: Spelling, flag: string, value: string | undefined, told: Told, written: string = flag): void {
  const use = useOf(spelling, flag, value);
  if (use !== undefined) tell(use, value, told, written);
}

/** Takes what is said by a value. */
function tell(use: FlagUse, value: string | undefined, told: Told, written: string): void {
  const isBlocks = use.kind === 'number' && use.member === 'utilization' && Number(value) > 1; // LMDeploy takes it for a number of blocks
  // a value of a variable is read in the Pod
  if (use.kind === 'unread' || value?.includes('$(')) told.unread.push(`what ${written} changes of the memory is not known`);
  else if (use.kind === 'beside') told.beside.push(`what ${written} loads beside the model is not counted`);
  else if (use.kind === 'grows') told.beside.push(`how much more memory ${written} takes is not known`);
  else if (use.kind === 'keeps') told.keeps.push(`whether ${written} makes layers with windows and states keep all tokens is not known`);
  else if (isBlocks) told.unread.push(`what ${written} ${value} changes of the memory is not known`);
  else if (use.kind === 'number') told.numbers[use.member] = use.member === 'deviceLayers' ? layersOf(value) : numberOf(value);
  else if (use.kind === 'word') told.words[use.member] = value;
  else if (use.kind === 'switch') told.switches[use.member] = true;
  if (use.kind === 'switch' && use.member === 'noFlash') told.unread.push(`what ${written} changes of the memory is not known`);
}

function requestOf({ numbers, words, switches, unread, beside, keeps }: Told, spelling: Spelling): MemoryFlags {
  const { adapters, rank, slotsHaveAll = false } = spelling;
  const { draftTokens, offloadedGib, cacheGib, adapterCount = adapters, adapterRank = rank, deviceLayers, hostRatio, hostSize, ...plain } = numbers;
  const { speculation, draftModel, projector, cacheType, valueType, runner, media, ...types } = words;
  const { hasAdapters, expertParallel = (numbers.expertRanks ?? 1) > 1, eager = false, hasHostCache, flashAttention, noFlash, ...others } = switches;
  const { onlyTexts: _texts, ...given } = others;
  const config = speculationOf(speculation, draftModel);
  const drafted = draftTokensOf(config, draftTokens);
  const isCounted = hasAdapters && adapterCount !== undefined && adapterRank !== undefined;
  return {
    ...plain,
    ...types,
    ...((cacheType ?? valueType) !== undefined && { cacheType: spelling.words.valueType ? widerOf(cacheType, valueType) : cacheType }),
    ...(spelling.words.valueType && cacheType !== undefined && { keyType: cacheType }),
    ...(valueType !== undefined && { valueType }),
    ...(noFlash ? { flashAttention: false } : flashAttention && { flashAttention }),
    slotsHaveAll,
    expertParallel,
    eager,
    ...given,
    ...mediaOf(switches, media),
    ...readingOf(runner, types.pooling),
    ...(hasHostCache && hostSize === undefined && { hostCache: { ratio: hostRatio } }),
    ...(offloadedGib !== undefined && { offloadedBytes: offloadedGib * GIB }),
    ...(cacheGib !== undefined && { cacheBytes: cacheGib * GIB }),
    ...(isCounted && { adapters: { count: adapterCount, rank: adapterRank } }),
    drafting: draftingOf(speculation, draftModel),
    ...(drafted !== undefined && { draftTokens: drafted }),
    ...draftSlotsOf(config, drafted),
    hasProjector: projector !== undefined,
    ...(keeps.length > 0 && { keeps }),
    ...(deviceLayers !== undefined && { deviceLayers }),
    unread,
    beside: [...beside, ...besideDraft(config, numbers), ...(hasAdapters && !isCounted
      ? ['adapters are not counted: the server is not told their rank (maxLoraRank of the engine)']
      : [])],
  };
}

/**
 * How vLLM reads prompts that it turns into vectors: whole for the mean of all tokens and the like, in parts for the last one. What nobody says is said by
 * a file of the model. https://github.com/vllm-project/vllm vllm/config/model.py (is_chunked_prefill_supported)
 */
function readingOf(runner: string | undefined, pooling: string = ''): Pick<MemoryFlags, 'wholePrompts' | 'mayReadWhole'> {
  if (/\b(MEAN|CLS|STEP)\b/.test(pooling)) return { wholePrompts: true };
  return /^(pooling|embed|embedding|classify|score|reward)$/.test(runner ?? '') && !/\bLAST\b/.test(pooling) ? { mayReadWhole: true } : {};
}

/** Kinds of media of which vLLM takes none: `{"image":0}`, `{"image":{"count":0}}`, in older versions `image=0,video=0`. */
function mediaOf({ onlyTexts }: Told['switches'], limits: string = ''): Pick<MemoryFlags, 'noMedia'> {
  const noMedia = onlyTexts ? ['all'] : [];
  const said = [...limits.matchAll(/\b([a-z_]{1,20})"?\s{0,9}[=:]\s{0,9}(?:\{\s{0,9}"count"\s{0,9}:\s{0,9})?0\s{0,9}(?=[,}]|$)/g)].map(([, kind]) => kind);
  return noMedia.length + said.length > 0 ? { noMedia: [...noMedia, ...said] } : {};
}

/** Types of the cache of llama.cpp, the widest first. */
const BY_WIDTH = ['f32', 'f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'q4_1', 'q4_0', 'iq4_nl'];

/** The wider of the types of keys and of values, each f16 where nobody says it: the plan counts both in one. */
function widerOf(keys: string | undefined, values: string | undefined): string | undefined {
  if (keys === values) return keys;
  // one that is not known comes first, and is said to be so
  return [keys ?? 'f16', values ?? 'f16'].sort((one, other) => BY_WIDTH.indexOf(one) - BY_WIDTH.indexOf(other))[0];
}

/** Layers on the device, where that is not all of them. */
function layersOf(value: string | undefined): number | undefined {
  return Number(value) < 999 ? Number(value) : undefined; // `all` and `auto` are no numbers
}

/** A number as servers take it; undefined for words and 0, which leave it to the server. */
const numberOf = (value: string | undefined): number | undefined => numberWithUnit(value) || undefined;

/** Methods that draft without weights, by layers of the checkpoint, and by a head or a model beside it unless it is not named. */
const WITHOUT_WEIGHTS = /^(\[?ngram|suffix|lookahead)/i;
const BY_OWN_LAYERS = /mtp|nextn/i;

/** What is said of it: vLLM says method and model in JSON, others in flags. */
function speculationOf(speculation: string | undefined, draftModel: string | undefined): Json {
  return speculation?.trimStart().startsWith('{') ? tryJson(speculation) : { method: speculation, model: draftModel };
}

/** Ranks that divide a draft model, where they are fewer than those of the model; scores of drafted tokens that are kept. */
function besideDraft(config: Json, { tensorParallel = 1 }: { readonly tensorParallel?: number }): string[] {
  const [ranks, sampling] = [at(config, 'draft_tensor_parallel_size'), at(config, 'draft_sample_method')];
  const tokens = at(config, 'method') ?? at(config, 'model');
  const scores = [
    ...(sampling === 'probabilistic' ? ['how much more memory scores of drafted tokens take (draft_sample_method) is not known'] : []),
    ...(tokens === 'ngram_gpu' ? ['how much more memory the tokens of all sequences take on the device (ngram_gpu) is not known'] : []),
  ];
  return ranks === undefined || ranks === null || ranks === tensorParallel
    ? scores
    : [...scores, `how much more memory a draft model takes that ${JSON.stringify(ranks)} of ${tensorParallel} ranks divide `
      + '(draft_tensor_parallel_size) is not known'];
}

/** Tokens that are drafted at once, as far as it is said. */
function draftTokensOf(config: Json, said: number | undefined): number | undefined {
  const tokens = at(config, 'num_speculative_tokens') ?? said;
  return typeof tokens === 'number' && tokens > 0 ? tokens : undefined;
}

/** Tokens of each sequence for which a batch has to have room, where a model drafts all at once, or is one of its own. */
function draftSlotsOf(config: Json, drafted: number = 1): Pick<MemoryFlags, 'draftSlots'> {
  const method = at(config, 'method');
  const isParallel = at(config, 'parallel_drafting') === true || method === 'dflash' || method === 'dspark';
  const draftSlots = (isParallel ? drafted - 1 : 0) + (method === 'draft_model' ? 1 : 0);
  return draftSlots > 0 ? { draftSlots } : {};
}

/** What drafts. */
function draftingOf(speculation: string | undefined, draftModel: string | undefined): Drafting | undefined {
  if (speculation === undefined) return draftModel === undefined ? undefined : 'model';
  const config = speculationOf(speculation, draftModel);
  const [method, model] = [at(config, 'method') ?? at(config, 'model'), at(config, 'model')];
  if (typeof method !== 'string') return 'model';
  if (WITHOUT_WEIGHTS.test(method)) return 'none';
  return BY_OWN_LAYERS.test(method) || (model === undefined && /^eagle$/i.test(method)) ? 'own' : 'model';
}

/** Settings of TensorRT-LLM that have no flag and change its memory, by the member that they say; and those that leave it as it is. */
const CONFIG_MEMBERS: { readonly [key: string]: 'utilization' | 'cacheType' } = {
  'kv_cache_config.free_gpu_memory_fraction': 'utilization',
  'kv_cache_config.dtype': 'cacheType',
};
const HARMLESS = /^(return_perf_metrics|enable_iter_perf_stats|print_iter_log|guided_decoding_backend|num_postprocess_workers|stream_interval|scheduler_config|kv_cache_config\.enable_block_reuse)\b/;
const LOADS = /^(speculative_config|lora_config)\b/;

/** The file of each engine: the same engine serves many models. */
const CONFIGS = new WeakMap<ServingEngine, JsonObject>();

function configOf(engine: ServingEngine): JsonObject {
  const known = CONFIGS.get(engine) ?? asObject(tryJson(engine._config ?? '{}')) ?? {};
  CONFIGS.set(engine, known);
  return known;
}

/** Reads the file that TensorRT-LLM is given. https://nvidia.github.io/TensorRT-LLM/llm-api/reference.html */
function readConfig(config: JsonObject, told: Told): void {
  for (const [key, value] of Object.entries(config)) {
    const inner = asObject(value);
    for (const [name, one] of inner ? Object.entries(inner).map(([part, of]) => [`${key}.${part}`, of] as const) : [[key, value] as const]) {
      const member = Object.hasOwn(CONFIG_MEMBERS, name) ? CONFIG_MEMBERS[name] : undefined;
      if (member === 'utilization') told.numbers.utilization = numberOf(String(one));
      else if (member === 'cacheType') told.words.cacheType = String(one);
      else if (LOADS.test(name)) told.beside.push(`what ${key} of config loads beside the model is not counted`);
      else if (!HARMLESS.test(name)) told.unread.push(`what ${name} of config changes of the memory is not known`);
    }
  }
}
