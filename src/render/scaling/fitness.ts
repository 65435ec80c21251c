import { AutoscalingPlan, ScalingKind } from './autoscaling-plan';
import { horizontalMetric } from './horizontal-pod-autoscaler';
import { interceptorRouteSpec } from './interceptor-route';
import { policySpec } from './policy-record';
import { isCountedByInterceptor, trigger } from './scaled-object';
import { Unfit, unfitIn } from './unfit';
import { MetricSource } from '../../scaling/scaling-options';

/** All that the scaler of a policy cannot do, each once. */
export function unfitOf(plan: AutoscalingPlan): Unfit[] {
  const kinds = plan.scaling.map(({ _by }) => _by);
  const each = (render: (kind: ScalingKind) => unknown) => kinds.flatMap(kind => unfitIn(() => render(kind)));
  switch (plan.scaler._by.kind) {
    case 'hpa':
      return [...each(kind => horizontalMetric(kind, plan)), ...zeroOfHorizontal(plan)];
    case 'keda':
      return [...each(kind => trigger(kind, plan)), ...zeroOfKeda(plan), ...fallbackOfKeda(plan)];
    case 'httpAddOn':
      return [...each(kind => isCountedByInterceptor(kind, plan) || trigger(kind, plan)), ...unfitIn(() => interceptorRouteSpec(plan))];
    case 'recordOnly':
      return unfitIn(() => policySpec(plan));
  }
}

/** Kubernetes refuses 0 without one of them. */
function zeroOfHorizontal({ minReplicas, scaling, scaler }: AutoscalingPlan): Unfit[] {
  const isExternal = scaler._by.kind === 'hpa' && scaler._by.adapter._as === 'external';
  const isEnough = ({ _by }: { readonly _by: ScalingKind }) => (
    _by.kind === 'metric' ? _by.source !== MetricSource.PODS : isExternal && (_by.kind === 'signal' || _by.kind === 'accelerators')
  );
  return minReplicas > 0 || scaling.some(isEnough) ? [] : [new Unfit(
    'minReplicas is 0, and a HorizontalPodAutoscaler goes there only by a metric of another object or from outside',
    'use Scaler.httpAddOn, which holds requests meanwhile, Scaler.keda, Scaling.byMetric with MetricSource.EXTERNAL, or a minimum of 1',
  )];
}

/** KEDA refuses a fallback of CPU and memory alone: Kubernetes measures those, and KEDA does not see that it fails. */
function fallbackOfKeda({ scaler, scaling }: AutoscalingPlan): Unfit[] {
  if (scaler._by.kind !== 'keda' || scaler._by.fallback === undefined || scaling.some(({ _by }) => _by.kind !== 'resource')) return [];
  return [new Unfit(
    'KEDA takes no fallback of a scaler that goes by CPU and memory alone',
    'leave fallback out, or scale by something besides, for example Scaling.byQueue',
  )];
}

/** KEDA refuses 0 where it would have to measure Pods that are not there. */
function zeroOfKeda({ minReplicas, scaling }: AutoscalingPlan): Unfit[] {
  return minReplicas > 0 || scaling.some(({ _by }) => _by.kind !== 'resource') ? [] : [new Unfit(
    'minReplicas is 0, and KEDA goes there only by something besides CPU and memory',
    'use Scaler.httpAddOn, add Scaling.byTrigger or Scaling.bySchedule, or give a minimum of 1',
  )];
}
