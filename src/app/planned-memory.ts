import { loadFit } from '../fit/load';
import type { MemoryPlan } from '../fit/memory-plan';
import { footprintOf } from '../render/footprint';
import { placedOn } from '../render/planned-device';
import { serverArgs } from '../render/pod-template';
import { planRuntime, requireCompute, RuntimeInput, RuntimePlan } from '../render/runtime-plan';
import { Compute } from '../values/compute';

/** A runtime, and the plan of its memory; undefined where none can be made. */
export interface PlannedMemory {
  /** The runtime, with what patches add to its arguments and variables. */
  readonly input: RuntimeInput;
  readonly memory?: MemoryPlan;
}

/** The plan by the very arguments that a runtime would be printed with; throws a Refusal. */
export function plannedMemory(input: RuntimeInput, plan: RuntimePlan = planRuntime(input)): PlannedMemory {
  return { input, memory: input.architecture && footprintOf(plan, serverArgs(plan)) };
}

/** A runtime with another compute than its own. */
export const withCompute = (input: RuntimeInput, compute: Compute): RuntimeInput => ({ ...input, settings: { ...input.settings, compute } });

/** The same runtime with another number of accelerators; throws on one that can never be had, and a Refusal. */
export function plannedWith(input: RuntimeInput, count: number): PlannedMemory {
  return plannedMemory(withCompute(input, requireCompute(input.settings)._withCount(count)));
}

/** Accelerators of its kind that one replica can have: those of known nodes, and those that are said; none without accelerators. */
export function countsOf(compute: Compute): readonly number[] {
  const { accelerator, acceleratorCount } = compute;
  if (accelerator === undefined) return [];
  return [...new Set([...loadFit().nodeCounts(deviceOf(compute)), acceleratorCount])].sort((one, other) => one - other);
}

/** The next number of accelerators that a node has; undefined where none has more, and without accelerators. */
export function nextCountOf({ settings }: RuntimeInput): number | undefined {
  const compute = requireCompute(settings);
  return compute.accelerator && loadFit().nextCount(deviceOf(compute), compute.acceleratorCount);
}

/** The most of an accelerator that one replica can have: of a topology all chips, and no others. */
function deviceOf(compute: Compute): { readonly most?: number } {
  return compute.accelerator?._traits.chips === undefined ? { most: placedOn(compute, undefined)?.device.most } : { most: 0 };
}
