import { FootprintInput, footprintOf, planRequest, requireDrafting } from './footprint';
import { EngineContainer } from '../engines/serving-engine';
import { isAtLeast } from '../facts/versions';
import { loadFit } from '../fit/load';
import type { OpenArgument } from '../fit/open-plan';
import { canonicalFlag, mergeArgs, parseFlags } from '../flags/flags';

type Input = Omit<FootprintInput, 'container'> & {
  /** An open context is not shortened to what there is room for. */
  readonly keepsContext?: boolean;
};

/** A flag, and the member of the engine's props by which a user says it; where the engine writes the flag itself, that is the only way to tell. */
interface Spelling {
  readonly flag: string;
  readonly property?: string;
}

/** How an engine says what follows from a plan. */
interface Fitting {
  readonly tensorParallel: Spelling;
  readonly pipelineParallel: Spelling;
  readonly maxModelLen: Spelling;
  /** The share of each device, where that which the server takes leaves too little beside it. */
  readonly utilization?: Spelling;
  /** How many sequences are taken at once, where each needs a block of state. */
  readonly maxSequences?: Spelling;
  readonly dataType: Spelling;
}

const FITTINGS: { readonly [engine: string]: Fitting } = {
  vllm: {
    tensorParallel: { flag: '--tensor-parallel-size', property: 'tensorParallelSize' },
    pipelineParallel: { flag: '--pipeline-parallel-size' },
    maxModelLen: { flag: '--max-model-len' },
    utilization: { flag: '--gpu-memory-utilization', property: 'gpuMemoryUtilization' },
    maxSequences: { flag: '--max-num-seqs' },
    dataType: { flag: '--dtype' },
  },
  sglang: {
    tensorParallel: { flag: '--tp-size', property: 'tensorParallelSize' },
    pipelineParallel: { flag: '--pp-size' },
    maxModelLen: { flag: '--context-length' },
    dataType: { flag: '--dtype' },
  },
};

/** The members of a request that each open argument stands for. */
const MEMBERS: { readonly [argument in OpenArgument]: readonly (keyof Fitting)[] } = {
  type: ['dataType'], split: ['tensorParallel', 'pipelineParallel'], share: ['utilization'], sequences: ['maxSequences'], context: ['maxModelLen'],
};

/** The container with the arguments that follow from its memory plan, where neither the engine nor the user says them. */
export function fittedContainer(container: EngineContainer, input: Input): EngineContainer {
  const { architecture, engine, footprint = {} } = input;
  if (architecture === undefined) return container;
  if (footprint.fixedCache) requireFixedCache(input);
  if (footprint.draft) requireDrafting(input, argsOf(container, input));
  const fitting = Object.hasOwn(FITTINGS, engine.name) ? FITTINGS[engine.name] : undefined;
  if (fitting === undefined || footprint.deriveArguments === false) return withFixedCache(container, input);
  const request = planRequest({ ...input, container }, argsOf(container, input));
  const derived = request === undefined ? {} : loadFit().derivedArguments(request, openArguments(container, input, fitting));
  const flags = Object.entries(derived).flatMap(([member, value]) => [fitting[member as keyof Fitting]!.flag, String(value)]);
  return withFixedCache(withFlags(container, flags, input), input);
}

/** All arguments by now, those of the user among them. */
function argsOf({ args = [] }: EngineContainer, { settings, engine }: Input): string[] {
  return mergeArgs(args, settings.args ?? [], engine._facts.flagAliases);
}

/** What nobody says: neither the engine, by a member of its props, nor the user in `args`. */
function openArguments({ args = [] }: EngineContainer, { settings, engine, keepsContext }: Input, fitting: Fitting): OpenArgument[] {
  const { flagAliases } = engine._facts;
  const names = (words: readonly string[]) => (
    new Set(words.filter(word => word.startsWith('-')).map(word => canonicalFlag(word.split('=', 1)[0], flagAliases)))
  );
  const [byUser, byEngine] = [names(settings.args ?? []), names(args)];
  const props = (engine as { readonly _props?: { readonly [name: string]: unknown } })._props;
  const isByEngine = ({ flag, property }: Spelling) => (property === undefined ? byEngine.has(flag) : props?.[property] !== undefined);
  const isSaid = (spelling: Spelling) => byUser.has(spelling.flag) || isByEngine(spelling);
  const derived = loadFit().DERIVED_OF[engine.name].filter(argument => !(argument === 'context' && keepsContext));
  return derived.filter(argument => MEMBERS[argument].every(member => !isSaid(fitting[member]!)));
}

function withFlags(container: EngineContainer, flags: string[], { engine }: Input): EngineContainer {
  return flags.length === 0 ? container : { ...container, args: mergeArgs(container.args ?? [], flags, engine._facts.flagAliases) };
}

/** How vLLM is told the size of its cache. */
const FIXED_CACHE = '--kv-cache-memory-bytes';

/** Throws where the server cannot be told the size of its cache. */
function requireFixedCache({ engine }: Input): void {
  if (engine.name === 'vllm' && isAtLeast(engine._facts.version ?? '0', '0.11.0')) return;
  throw new Error(
    `footprint.fixedCache is for vLLM from 0.11.0 on (--kv-cache-memory-bytes), got ${engine.name} ${engine._facts.version ?? 'of no version'}; leave it out`,
  );
}

function withFixedCache(container: EngineContainer, input: Input): EngineContainer {
  if (!input.footprint?.fixedCache || input.compute.accelerator === undefined) return container;
  const args = argsOf(container, input);
  const isSaid = parseFlags(args).some(({ flag }) => canonicalFlag(flag, input.engine._facts.flagAliases) === FIXED_CACHE);
  const plan = footprintOf({ ...input, container }, args);
  if (plan?.verdict !== 'fits' || isSaid) return container;
  return withFlags(container, [FIXED_CACHE, String(Math.floor(plan.cacheBytes))], input);
}
