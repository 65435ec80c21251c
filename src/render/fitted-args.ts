import { FootprintInput, footprintOf } from './footprint';
import { EngineContainer } from '../engines/serving-engine';
import { isAtLeast } from '../facts/versions';
import { loadFit } from '../fit/load';
import type { MemoryPlan } from '../fit/memory-plan';
import { canonicalFlag, mergeArgs, parseFlags } from '../flags/flags';

/** How an engine says what follows from a plan. */
interface Fitting {
  readonly tensor: string;
  readonly pipeline: string;
  readonly context: string;
  /** How many sequences are taken at once, where each needs a block of state. */
  readonly sequences?: string;
  readonly type: string;
}

const FITTINGS: { readonly [engine: string]: Fitting } = {
  vllm: { tensor: '--tensor-parallel-size', pipeline: '--pipeline-parallel-size', context: '--max-model-len', sequences: '--max-num-seqs', type: '--dtype' },
  sglang: { tensor: '--tp-size', pipeline: '--pp-size', context: '--context-length', type: '--dtype' },
};

/** A context is a multiple of this: whole blocks, and a number that can be remembered. */
const STEP = 256;

/** The container with the arguments that follow from its memory plan, where neither the engine nor the user says them. */
export function fittedContainer(container: EngineContainer, input: Omit<FootprintInput, 'container'>): EngineContainer {
  const { architecture, engine, footprint = {} } = input;
  if (architecture === undefined) return container;
  if (footprint.fixedCache) requireFixedCache(input);
  const fitting = Object.hasOwn(FITTINGS, engine.name) ? FITTINGS[engine.name] : undefined;
  if (fitting === undefined || footprint.deriveArguments === false) return withFixedCache(container, input);
  const steps = [withType, withSplit, withSequences, withContext];
  return withFixedCache(steps.reduce((fitted, step) => step(fitted, input, fitting), container), input);
}

/** All arguments by now, those of the user among them. */
function argsOf({ args = [] }: EngineContainer, { settings, engine }: Omit<FootprintInput, 'container'>): string[] {
  return mergeArgs(args, settings.args ?? [], engine._facts.flagAliases);
}

const planOf = (container: EngineContainer, input: Omit<FootprintInput, 'container'>): MemoryPlan | undefined => footprintOf({ ...input, container }, argsOf(container, input));

/** Whether somebody says a flag: the engine by a member of its props, or the user in `args`. */
function isSaid(flag: string, container: EngineContainer, { settings, engine }: Omit<FootprintInput, 'container'>, property?: string): boolean {
  const { flagAliases } = engine._facts;
  const names = (args: readonly string[]) => parseFlags(args).map(one => canonicalFlag(one.flag, flagAliases));
  if (names(settings.args ?? []).includes(flag)) return true;
  if (property !== undefined) return (engine as { readonly _props?: { readonly [name: string]: unknown } })._props?.[property] !== undefined;
  return names(container.args ?? []).includes(flag);
}

const withFlags = (container: EngineContainer, flags: string[], { engine }: Omit<FootprintInput, 'container'>): EngineContainer => (
  { ...container, args: mergeArgs(container.args ?? [], flags, engine._facts.flagAliases) }
);

/** Devices before Ampere have no bfloat16; a model that the server refuses in float16 is loaded in float32 there. */
function withType(container: EngineContainer, input: Omit<FootprintInput, 'container'>, { type }: Fitting): EngineContainer {
  const { compute, engine: { name, _facts: { version = '0' } } } = input;
  if (isSaid(type, container, input) || !loadFit().lacksBfloat16(compute.accelerator?.name ?? '')) return container;
  const { _architecture: architecture } = input.architecture!;
  if (architecture.dataType.replace('torch.', '') !== 'bfloat16') return container;
  return withFlags(container, [type, loadFit().typeWithoutBfloat16(name, version, architecture)], input);
}

/** Where as many ranks as there are devices do not divide the heads: fewer ranks, in as many stages as are left. */
function withSplit(container: EngineContainer, input: Omit<FootprintInput, 'container'>, { tensor, pipeline }: Fitting): EngineContainer {
  const { acceleratorCount: count } = input.compute;
  const isOpen = count > 1 && !isSaid(tensor, container, input, 'tensorParallelSize') && !isSaid(pipeline, container, input);
  if (!isOpen || (planOf(container, input)?.refusals.length ?? 0) === 0) return container;
  for (let ranks = Math.floor(count / 2); ranks >= 1; ranks--) {
    if (count % ranks !== 0) continue;
    const split = withFlags(container, [tensor, String(ranks), pipeline, String(count / ranks)], input);
    if (planOf(split, input)?.refusals.length === 0) return split;
  }
  return container;
}

/** No more sequences at once than surely have a block of state. */
function withSequences(container: EngineContainer, input: Omit<FootprintInput, 'container'>, { sequences }: Fitting): EngineContainer {
  if (sequences === undefined || isSaid(sequences, container, input)) return container;
  const plan = planOf(container, input);
  if (plan === undefined || plan.unknowns.length > 0 || !loadFit().lacksStates(plan) || plan.mostSequences === 0) return container;
  return withFlags(container, [sequences, String(plan.mostSequences)], input);
}

/** The longest context that surely fits, where all of it does not; where none surely does, one that probably or perhaps does, of which a finding warns. */
function withContext(container: EngineContainer, input: Omit<FootprintInput, 'container'>, { context }: Fitting): EngineContainer {
  if (isSaid(context, container, input)) return container;
  const plan = planOf(container, input);
  if (plan?.maxContext === undefined || !['probably-not', 'impossible'].includes(plan.verdict) || plan.refusals.length > 0 || plan.maxContext >= plan.maxModelLen) return container;
  const known = [plan.maxContext, plan.likelyContext, plan.mostContext];
  const longest = known.map((tokens = 0) => Math.floor(tokens / STEP) * STEP).find(tokens => tokens >= STEP);
  return longest === undefined ? container : withFlags(container, [context, String(longest)], input);
}

/** Throws where the server cannot be told the size of its cache. */
function requireFixedCache({ engine }: Omit<FootprintInput, 'container'>): void {
  if (engine.name === 'vllm' && isAtLeast(engine._facts.version ?? '0', '0.11.0')) return;
  throw new Error(`footprint.fixedCache is for vLLM from 0.11.0 on (--kv-cache-memory-bytes), got ${engine.name} ${engine._facts.version ?? 'of no version'}; leave it out`);
}

function withFixedCache(container: EngineContainer, input: Omit<FootprintInput, 'container'>): EngineContainer {
  if (!input.footprint?.fixedCache || input.compute.accelerator === undefined) return container;
  const plan = planOf(container, input);
  if (plan?.verdict !== 'fits' || isSaid('--kv-cache-memory-bytes', container, input)) return container;
  return withFlags(container, ['--kv-cache-memory-bytes', String(Math.floor(plan.cacheBytes))], input);
}
