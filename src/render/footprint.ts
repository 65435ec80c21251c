import { MemoryFlags, memoryFlags } from './footprint-flags';
import { toldHostMemory } from './host-memory';
import { placedOn } from './planned-device';
import { EngineContainer, ServingEngine } from '../engines/serving-engine';
import { MOST_SEQUENCES } from '../facts/most-sequences';
import { isAtLeast } from '../facts/versions';
import type { Architecture } from '../fit/architecture';
import { loadFit } from '../fit/load';
import type { PlanRequest, MemoryPlan } from '../fit/memory-plan';
import { invalid } from '../ground/errors';
import { isSameList } from '../ground/shared-data';
import { FootprintOptions } from '../profiles/footprint-options';
import { ModelArchitecture } from '../profiles/model-architecture';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { Compute } from '../values/compute';

/** The part of a plan that decides its memory. */
export interface FootprintInput {
  readonly architecture?: ModelArchitecture;
  readonly footprint?: FootprintOptions;
  readonly engine: ServingEngine;
  readonly compute: Compute;
  readonly container: EngineContainer;
  readonly settings: RuntimeSettings;
}

/** What is wanted of the memory; throws on a number of sequences that nobody can want. */
export function checkedFootprint(footprint: FootprintOptions | undefined): FootprintOptions | undefined {
  const { concurrency: got } = footprint ?? {};
  if (got === undefined || (Number.isInteger(got) && got >= 1 && got <= MOST_SEQUENCES)) return footprint;
  throw invalid({ what: 'footprint.concurrency', got, allowed: `a whole number from 1 to ${MOST_SEQUENCES}`, fix: 'leave it out for one sequence' });
}

/**
 * What is asked of a memory plan by the very arguments that the server is given; undefined without an architecture, and where its devices or what it is told
 * are not known.
 *
 * @param args all arguments of the server, in their order.
 */
export function planRequest(input: FootprintInput, args: readonly string[]): PlanRequest | undefined {
  const { architecture, compute, footprint, engine } = input;
  if (architecture === undefined) return undefined;
  const facts = [architecture, compute, footprint, engine, input.container.env, input.settings.env];
  const isLast = last !== undefined && facts.every((fact, index) => fact === last!.facts[index]) && isSameList(args, last.args);
  if (!isLast) last = { facts, args: [...args], request: newRequest(input, args) };
  return last!.request;
}

/** What was asked last: several rules ask about one model. */
let last: { readonly facts: readonly unknown[]; readonly args: readonly string[]; readonly request?: PlanRequest } | undefined;

function newRequest(input: FootprintInput, args: readonly string[]): PlanRequest | undefined {
  const { architecture, engine, compute, footprint = {} } = input;
  const { version } = engine._facts;
  if (architecture === undefined || version === undefined) return undefined;
  const env = { ...input.container.env, ...input.settings.env };
  const flags = memoryFlags(engine, args, env);
  const placed = flags && placedOn(compute, flags.utilization);
  if (flags === undefined || placed === undefined) return undefined;
  const { quantization, slots, slotsHaveAll, drafting, hasProjector, unread, beside, keeps = [], maxModelLen, ...rest } = flags;
  const { deviceLayers, modelFile: _file, isGguf: _isGguf, ...told } = rest;
  const [sharedBy, plain, file] = [slotsHaveAll ? undefined : slots, architecture._architecture, loadedFile(engine, flags)];
  const [quantized, draft] = [quantizedAs(plain, quantization, file), draftOf(drafting, plain, footprint.draft)];
  return {
    architecture: quantized ?? plain,
    engine: engine.name,
    version,
    device: placed.device,
    count: placed.count,
    concurrency: footprint.concurrency === undefined ? slots : Math.max(footprint.concurrency, slots ?? 1), // each has its place, whoever comes
    atOnce: loadFit().slotsAtOnce({ engine: engine.name, version, architecture: plain, slots }),
    ...told,
    ...hasProjector && { hasProjector },
    ...(engine.name === 'ollama' && { flashAttention: told.flashAttention === true }), // off where no variable says it, but for some models
    hostBytes: toldHostMemory(engine, { args, env, copies: told.dataParallel ?? 1, devices: placed.count }),
    draft: typeof draft === 'string' && draft !== 'own' ? undefined : draft,
    drafts: drafting !== undefined,
    maxModelLen: maxModelLen !== undefined && sharedBy !== undefined ? Math.floor(maxModelLen / sharedBy) : maxModelLen,
    sharedBy,
    unread: [...unread, ...leftOnHost(plain, deviceLayers), ...(keepsLess(plain) ? keeps : []), ...unsaidOf(engine, file, quantized, quantization)],
    beside: [
      ...beside,
      ...placed.beside,
      ...loadedWhole(engine.name, version, quantized === plain ? undefined : quantization),
      ...(draft === 'model' ? ['the model that drafts tokens is not counted: give its architecture as footprint.draft'] : []),
      ...(draft === 'unknown' ? ['layers of the checkpoint draft tokens, and its configuration does not say them (num_nextn_predict_layers)'] : []),
      ...(hasProjector && plain.towers.length === 0 ? ['the projector that reads images is not counted: the configuration has no vision_config'] : []),
    ],
  };
}

/** What llama.cpp leaves on the host, where it is told fewer layers than the model has with its ends. */
const leftOnHost = ({ layers }: Architecture, deviceLayers: number = Infinity): string[] => (
  deviceLayers > layers.length ? [] : ['what --n-gpu-layers leaves in the memory of the host is not known']
);

/** Whether a server may drop tokens of some layers, or keeps none of them. */
const keepsLess = ({ layers }: Architecture): boolean => (
  layers.some(({ caches }) => caches.some(cache => cache.kind !== 'tokens' || (cache.window ?? cache.chunk) !== undefined))
);

/** Weights that vLLM quantized while it loaded them were all there before in 16 bits, until 0.15: https://github.com/vllm-project/vllm/pull/31914 */
function loadedWhole(engine: string, version: string, quantization: string | undefined): string[] {
  const isWhole = engine === 'vllm' && !isAtLeast(version, '0.15.0') && /^(fp8|experts_int8)$/.test(quantization ?? '');
  return isWhole ? [`vllm ${version} loads all weights in 16 bits before it quantizes them, and this is not counted: take 0.15.0 or newer, or `
    + 'weights that are quantized already'] : [];
}

/** The GGUF file that is loaded: of servers that load others as well, where its name or a flag says so. */
function loadedFile({ name }: ServingEngine, { modelFile = '', isGguf }: MemoryFlags): string | undefined {
  return isGguf || modelFile.endsWith('.gguf') || loadFit().loadsGguf(name) ? modelFile : undefined;
}

/** What nobody says of the weights: the type of a GGUF file, on a server that loads other files as well, or what a method makes of them. */
function unsaidOf({ name }: ServingEngine, file: string | undefined, loaded: Architecture | undefined, method: string | undefined): string[] {
  if (loaded === undefined) return [`the size of weights that ${JSON.stringify(method)} quantizes is not known`];
  const { loadsGguf, UNKNOWN_TYPE } = loadFit();
  return file === undefined || loadsGguf(name) || loaded.quantization?.method === 'gguf' ? [] : [UNKNOWN_TYPE];
}

/** The model as it is loaded: quantized by a flag, unless its configuration says how it is, or as the name of its file says. */
function quantizedAs(plain: Architecture, quantization: string | undefined, file: string | undefined): Architecture | undefined {
  const { fileTypeOf, quantizedBy } = loadFit();
  const type = file === undefined || plain.quantization?.method === 'gguf' ? undefined : fileTypeOf(file);
  if (type !== undefined) return quantizedBy(plain, type);
  return quantization === undefined || plain.quantization !== undefined ? plain : quantizedBy(plain, quantization);
}

/** Bytes of the weights as the server finds them, of a GGUF file by the type in its name; undefined where they are not known. */
export function storedBytes(architecture: ModelArchitecture, engine: ServingEngine, path: string): number | undefined {
  if (architecture.unknowns.length > 0) return undefined;
  const { diskBytes, fileTypeOf, loadsGguf, quantizedBy } = loadFit();
  const plain = architecture._architecture;
  if (!(loadsGguf(engine.name) || path.endsWith('.gguf')) || plain.quantization?.method === 'gguf') return architecture._diskBytes;
  const { modelFile = path } = (engine as { readonly _props?: { readonly modelFile?: string } })._props ?? {};
  const type = fileTypeOf(modelFile);
  return type === undefined ? undefined : diskBytes(quantizedBy(plain, type)!);
}

/** What drafts tokens, as far as it is known. */
function draftOf(drafting: MemoryFlags['drafting'], { draft }: Architecture, given: ModelArchitecture | undefined): PlanRequest['draft'] | 'model' | 'unknown' {
  if (drafting === undefined || drafting === 'none') return undefined;
  if (given) return given._architecture;
  return drafting === 'model' ? 'model' : draft.length > 0 ? 'own' : 'unknown';
}

/** Throws on a draft model, which is given, whose server drafts without one. */
export function requireDrafting({ engine }: Pick<FootprintInput, 'engine'>, args: readonly string[]): void {
  const drafting = memoryFlags(engine, args, {})?.drafting;
  if (drafting === 'model' || drafting === 'own') return;
  throw new Error(`footprint.draft is given, and ${engine.name} drafts no tokens with a model; give speculativeDecoding of the engine, or leave it out`);
}

/** The plan; undefined where no request can be made, and for an engine whose memory is not known. */
export function footprintOf(input: FootprintInput, args: readonly string[]): MemoryPlan | undefined {
  const request = planRequest(input, args);
  return request && loadFit().tryPlanMemory(request);
}
