import { flagsOfEngine, newestKnown } from './fit-engines';
import { FitOptions } from './fit-options';
import { emulatedType } from '../checks/emulated-type';
import { beyondNodes, oddCount, oversized } from '../checks/node-counts';
import { Said } from '../checks/rule';
import { RuleId } from '../checks/rules.generated';
import { unverifiedVersion } from '../checks/unverified-version';
import { MemoryPlan } from '../fit/memory-plan';
import { DERIVED_OF, fewest } from '../fit/open-plan';
import { PlannedDevice, PlanRequest } from '../fit/plan-request';
import { typeProblem } from '../fit/type-problems';

/** The rules of an app whose findings the command repeats, in the order in which it does. */
export const FIT_RULES = [
  'engine-version-unverified', 'pod-fits-no-known-node', 'accelerator-count-odd', 'data-type-emulated', 'accelerators-oversized',
] as const satisfies readonly RuleId[];

/** What an app would warn of beside the verdict, by the rule that says it there. */
export interface FitFinding extends Said {
  readonly rule: RuleId;
}

/** With it nobody can say that the Pod finds a node. */
const WITHOUT_NODE: RuleId = 'pod-fits-no-known-node';

/** Whether no node is known to have what was asked for. */
export const lacksNode = (findings: readonly FitFinding[]): boolean => findings.some(({ rule }) => rule === WITHOUT_NODE);

/** What the rules of an app say of the server, of the number of devices and of the types: the same words. */
export function findingsOf(options: FitOptions, request: PlanRequest, plan: MemoryPlan, said: boolean): readonly FitFinding[] {
  const { device, count } = request;
  const named = { name: device.name, mostPerNode: device.most };
  const emulated = typeProblem(request, 'emulated');
  const found: { readonly [rule in typeof FIT_RULES[number]]: Said | undefined } = {
    'engine-version-unverified': versionOf(options),
    'pod-fits-no-known-node': beyondNodes(named, count),
    'accelerator-count-odd': oddCount(named, count),
    'data-type-emulated': emulated === undefined ? undefined : emulatedType(emulated),
    'accelerators-oversized': said && plan.verdict === 'fits' && count >= 3 ? oversized(named, count, fewestOf(request, device), plan) : undefined,
  };
  return FIT_RULES.flatMap(rule => (found[rule] === undefined ? [] : [{ rule, ...found[rule] }]));
}

function versionOf(options: FitOptions): Said | undefined {
  const { engine, version } = options;
  const flags = flagsOfEngine(options);
  if (flags !== undefined) return unverifiedVersion(engine, version, flags);
  const newest = newestKnown(options);
  return newest === undefined ? undefined : {
    what: `the memory of ${engine} ${version} is not known, and is counted as that of ${newest}`,
    fix: `use ${engine} ${newest}, or a version of this library that knows ${version}`,
  };
}

function fewestOf({ count: _count, ...wanted }: PlanRequest, device: PlannedDevice): number | undefined {
  return fewest(wanted, device, (DERIVED_OF[wanted.engine] ?? []).filter(argument => argument === 'split'))?.count;
}

/** Findings in lines of text, each once. */
export function findingLines(findings: readonly FitFinding[]): string[] {
  return [...new Set(findings.map(({ rule, what, fix }) => `[warning] ${rule}: ${what}\n      fix: ${fix}`))];
}
