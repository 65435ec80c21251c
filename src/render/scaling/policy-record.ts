import { AutoscalingPlan, ScalingKind, ScalingOf } from './autoscaling-plan';
import { documentedMetric, horizontalMetric, resourceMetric } from './horizontal-pod-autoscaler';
import { isCountedByInterceptor } from './scaled-object';
import { serverMetric } from './server-metric';
import { compact, JsonObject } from '../../ground/objects';

/** The resource that is recorded where that of the accelerators is not known. */
const GPU = 'nvidia.com/gpu';

/** The `spec` of the AutoscalingPolicy itself: what is documented of it. */
export function policySpec(plan: AutoscalingPlan): JsonObject {
  const { target, minReplicas, maxReplicas, scaling, behavior, predictive, scaler, saysMinimum } = plan;
  return compact({
    targetRef: target._recorded,
    minReplicas: saysMinimum || scaler._by.kind !== 'recordOnly' ? minReplicas : undefined,
    maxReplicas,
    metrics: scaling.map(({ _by }) => recordedMetric(_by, plan)),
    behavior,
    predictive,
  });
}

/** A metric as it is documented. What KEDA goes by comes from outside of Kubernetes, as in the HorizontalPodAutoscaler that it makes. */
function recordedMetric(scaling: ScalingKind, plan: AutoscalingPlan): JsonObject {
  switch (scaling.kind) {
    case 'accelerators':
      return resourceMetric(plan.target._runtime?.accelerator?.resource ?? GPU, { type: 'Utilization', averageUtilization: scaling.percent });
    case 'resource':
      return resourceMetric(scaling.name, scaling.target._render());
    case 'metric':
      return documentedMetric(scaling);
    case 'signal':
      return recordedSignal(scaling, plan);
    case 'requestRate':
      return external('interceptor_request_rate', averageOf(String(scaling.perSecond)));
    case 'schedule':
      return external('cron', averageOf('1'));
    case 'trigger':
      return external(scaling.type, scaling.target?._render() ?? averageOf('1'));
  }
}

function recordedSignal(scaling: ScalingOf<'signal'>, plan: AutoscalingPlan): JsonObject {
  const { kind } = plan.scaler._by;
  if (kind === 'hpa') return horizontalMetric(scaling, plan);
  if (isCountedByInterceptor(scaling, plan)) return external('interceptor_concurrency', averageOf(scaling.amount));
  const { name, amount } = serverMetric(scaling, plan);
  return kind === 'recordOnly' ? { type: 'Pods', pods: { metric: { name }, target: averageOf(amount) } } : external(name, averageOf(amount));
}

function external(name: string, target: JsonObject): JsonObject {
  return { type: 'External', external: { metric: { name }, target } };
}

function averageOf(averageValue: string): JsonObject {
  return { type: 'AverageValue', averageValue };
}

/** The times of its schedules in words: an AutoscalingPolicy has no field for them. */
export function schedulesOf(scaling: readonly ScalingKind[]): string | undefined {
  const words = scaling.flatMap(one => (one.kind === 'schedule' ? `${one.replicas} from "${one.start}" to "${one.end}" (${one.timezone})` : []));
  return words.length === 0 ? undefined : words.join('; ');
}
