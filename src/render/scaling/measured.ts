import { AutoscalingPlan, ScalingKind } from './autoscaling-plan';
import { isCountedByInterceptor } from './scaled-object';

/** Whether a scaler of a policy asks Prometheus for the Pods of its target by their names. */
export function selectsByName(plan: AutoscalingPlan): boolean {
  const { _by: by } = plan.scaler;
  if (by.kind === 'recordOnly' || (by.kind === 'hpa' && by.adapter._as !== 'external')) return false;
  return measures(plan, 'signal', 'accelerators');
}

/** Whether KEDA asks Prometheus for something that a policy scales by. */
export function asksPrometheus(plan: AutoscalingPlan): boolean {
  return measures(plan, 'signal', 'accelerators', 'metric');
}

function measures(plan: AutoscalingPlan, ...kinds: ScalingKind['kind'][]): boolean {
  return plan.scaling.some(({ _by: one }) => kinds.includes(one.kind) && !isCountedByInterceptor(one, plan));
}
