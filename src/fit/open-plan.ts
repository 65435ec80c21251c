import { lacksBfloat16, typeWithoutBfloat16 } from './engines/half-precision';
import { hasVllm } from './engines/served-models';
import { lacksStates, MemoryPlan, tryPlanMemory } from './memory-plan';
import { PlannedDevice, PlanRequest } from './plan-request';
import { Remembered } from './remembered';
import { resolved } from './resolve-request';

/** An argument that nobody says, and that the library derives from the plan. */
export type OpenArgument = 'type' | 'split' | 'share' | 'sequences' | 'context';

/** What is derived of them. */
export type DerivedArguments = Partial<Pick<PlanRequest, 'dataType' | 'tensorParallel' | 'pipelineParallel' | 'utilization' | 'maxSequences' | 'maxModelLen'>>;

/** Arguments that are derived, by engine; of others none. */
export const DERIVED_OF: { readonly [engine: string]: readonly OpenArgument[] } = {
  vllm: ['type', 'split', 'share', 'sequences', 'context'],
  sglang: ['type', 'split', 'context'],
};

/** How each is derived, in the order in which one follows from another. */
const STEPS: readonly (readonly [OpenArgument, (request: PlanRequest) => DerivedArguments])[] = [
  ['type', typeOf], ['split', splitOf], ['share', smallerShare], ['sequences', sequencesOf], ['context', contextOf],
];

const DERIVED = new Remembered<DerivedArguments>();

/** The arguments that follow from a plan, of those that are open. An app and the command ask here, so that both say the same. */
export function derivedArguments(request: PlanRequest, open: readonly OpenArgument[]): DerivedArguments {
  if (open.length === 0) return {};
  return DERIVED.of(request, open.join(), () => STEPS.filter(([argument]) => open.includes(argument))
    .reduce<DerivedArguments>((derived, [, derive]) => ({ ...derived, ...derive({ ...request, ...derived }) }), {}));
}

/** The plan with what is derived; undefined for an engine whose memory is not known. */
export function tryPlanOpen(request: PlanRequest, open: readonly OpenArgument[]): MemoryPlan | undefined {
  return tryPlanMemory({ ...request, ...derivedArguments(request, open) });
}

/** Devices before Ampere have no bfloat16; a model that the server refuses in float16 is loaded in float32 there. */
function typeOf({ architecture, engine, version, device }: PlanRequest): DerivedArguments {
  if (!lacksBfloat16(device.name) || architecture.dataType.replace('torch.', '') !== 'bfloat16') return {};
  return { dataType: typeWithoutBfloat16(engine, version, architecture) };
}

/** Where as many ranks as there are devices do not divide the heads: fewer ranks, in as many stages as are left. */
function splitOf(request: PlanRequest): DerivedArguments {
  const { count } = request;
  if (count === 1 || (tryPlanMemory(request)?.refusals.length ?? 0) === 0) return {};
  for (let ranks = Math.floor(count / 2); ranks >= 1; ranks--) {
    const split = { tensorParallel: ranks, pipelineParallel: count / ranks };
    if (count % ranks === 0 && tryPlanMemory({ ...request, ...split })?.refusals.length === 0) return split;
  }
  return {};
}

/** A smaller share is none that anybody wants: the model is too large for the device, or takes too much beside its cache. */
const LEAST_SHARE = 0.5;

/** The share that leaves as much beside it as the server may need there, where its own does not, and there is room for a context in it. */
function smallerShare(request: PlanRequest): DerivedArguments {
  const plan = tryPlanMemory(request);
  if (plan?.tight === undefined || !['probably-not', 'impossible'].includes(plan.verdict)) return {};
  const { left, needed } = plan.tight;
  const utilization = Math.floor(100 - 100 * (1 - plan.utilization) * needed / left) / 100;
  if (utilization < LEAST_SHARE) return {};
  const smaller = tryPlanMemory({ ...request, utilization });
  const isUsed = smaller !== undefined && smaller.tight === undefined && (smaller.verdict === 'fits' || (smaller.maxContext ?? 0) >= STEP);
  return isUsed ? { utilization } : {};
}

/** As many sequences at once as are wanted, and no more than have a token each in a batch, and surely a block of state. */
function sequencesOf(request: PlanRequest): DerivedArguments {
  const wanted = hasVllm(request.engine) ? resolved(request) : undefined;
  const most = Math.min(wanted?.ofCopy ?? 0, wanted?.maxBatchedTokens ?? 0);
  const more = most > (wanted?.maxSequences ?? 0) ? { maxSequences: most } : {};
  return { ...more, ...statesOf({ ...request, ...more }) };
}

function statesOf(request: PlanRequest): DerivedArguments {
  const plan = tryPlanMemory(request);
  if (plan === undefined || plan.unknowns.length > 0 || !lacksStates(plan) || plan.mostSequences === 0) return {};
  return { maxSequences: plan.mostSequences };
}

/** A context is a multiple of this: whole blocks, and a number that can be remembered. */
const STEP = 256;

/** The longest context that surely fits, where all of it does not; where none surely does, one that probably or perhaps does, of which a finding warns. */
function contextOf(request: PlanRequest): DerivedArguments {
  const plan = tryPlanMemory(request);
  if (plan?.maxContext === undefined
    || !['probably-not', 'impossible'].includes(plan.verdict)
    || plan.refusals.length > 0
    || plan.maxContext >= plan.maxModelLen) return {};
  const known = [plan.maxContext, plan.likelyContext, plan.mostContext];
  const maxModelLen = known.map((tokens = 0) => Math.floor(tokens / STEP) * STEP).find(tokens => tokens >= STEP);
  return maxModelLen === undefined ? {} : { maxModelLen };
}

/** The fewest devices of a kind that serve it, with the division that does. */
export interface Fewest {
  readonly count: number;
  readonly plan: MemoryPlan;
}

/** Accelerators that nodes have. */
const NODE_COUNTS = [1, 2, 4, 8, 16];

/** The numbers of a device that nodes have; of one that nobody knows, those up to 8. */
export const nodeCounts = ({ most = 8 }: Pick<PlannedDevice, 'most'>): readonly number[] => NODE_COUNTS.filter(count => count <= most);

/** The next number above a count; undefined where no node has more. */
export const nextCount = (device: Pick<PlannedDevice, 'most'>, count: number): number | undefined => nodeCounts(device).find(more => more > count);

/** The fewest of one kind of device that serve it; numbers of devices are those that nodes have. Undefined where none do. */
export function fewest(request: Omit<PlanRequest, 'device' | 'count'>, device: PlannedDevice, open: readonly OpenArgument[] = []): Fewest | undefined {
  for (const count of nodeCounts(device)) {
    const plan = tryPlanOpen({ ...request, device, count }, open);
    if (plan?.verdict === 'fits') return { count, plan };
  }
  return undefined;
}
