import { footprintOf } from './footprint';
import { serverArgs } from './pod-template';
import { RuntimePlan } from './runtime-plan';
import { loadFit } from '../fit/load';

/** The plan of a runtime in one line; undefined where none can be made. */
export function memorySummary(plan: RuntimePlan): string | undefined {
  const memory = footprintOf(plan, serverArgs(plan));
  return memory && loadFit().summary(memory);
}
