import { externalName } from './adapter-rules';
import { AutoscalingPlan, ScalerOf, ScalingKind, ScalingOf } from './autoscaling-plan';
import { serverMetric } from './server-metric';
import { Unfit } from './unfit';
import { compact, JsonObject } from '../../ground/objects';

/** Resources that the metrics server of Kubernetes measures. */
const MEASURED = ['cpu', 'memory'];

/** The `spec` of a HorizontalPodAutoscaler. */
export function horizontalSpec(plan: AutoscalingPlan): JsonObject {
  const { target, minReplicas, maxReplicas, scaling, behavior } = plan;
  const metrics = scaling.map(({ _by }) => horizontalMetric(_by, plan));
  return compact({ scaleTargetRef: target._workload, minReplicas, maxReplicas, metrics, behavior });
}

/** One of its metrics; throws where Kubernetes cannot measure it. */
export function horizontalMetric(scaling: ScalingKind, plan: AutoscalingPlan): JsonObject {
  switch (scaling.kind) {
    case 'signal':
    case 'accelerators':
      return measured(scaling, plan);
    case 'resource':
      return resource(scaling);
    case 'metric':
      return documentedMetric(scaling);
    default:
      throw new Unfit(`a HorizontalPodAutoscaler cannot scale by ${WORDS[scaling.kind]}`, scaling.kind === 'requestRate'
        ? 'use Scaler.httpAddOn'
        : 'use Scaler.keda');
  }
}

const WORDS = { schedule: 'a schedule', trigger: 'a trigger of KEDA', requestRate: 'the requests of each second' };

/** A resource that Kubernetes measures. */
function resource({ name, target }: ScalingOf<'resource'>): JsonObject {
  if (MEASURED.includes(name)) return resourceMetric(name, target._render());
  throw new Unfit(
    `a HorizontalPodAutoscaler cannot scale by the resource ${name}: Kubernetes measures cpu and memory only`,
    name.includes('gpu')
      ? 'use Scaling.byAcceleratorUse, where the exporter of DCGM is scraped, or Scaling.byQueue'
      : 'use Scaling.byQueue, or Scaling.byMetric',
  );
}

function measured(scaling: ScalingOf<'signal' | 'accelerators'>, plan: AutoscalingPlan): JsonObject {
  const metric = serverMetric(scaling, plan);
  const target = { type: 'AverageValue', averageValue: metric.amount };
  const { adapter } = plan.scaler._by as ScalerOf<'hpa'>;
  if (adapter._as === 'external') return { type: 'External', external: { metric: { name: externalName(metric, plan) }, target } };
  if (adapter._as === 'pods') return { type: 'Pods', pods: { metric: { name: metric.name }, target } };
  if (scaling.kind === 'accelerators' || metric.series.length > 1 || metric.within !== 'sum') {
    throw new Unfit(
      'the adapter of Google Cloud puts no series together, which '
        + `${scaling.kind === 'signal' ? `Scaling.${scaling.signal.factory}` : 'Scaling.byAcceleratorUse'} needs`,
      'use Scaling.byQueue, Scaling.byMetric, or Scaler.keda',
    );
  }
  return { type: 'Pods', pods: { metric: { name: `prometheus.googleapis.com|${metric.series[0]}|gauge` }, target } };
}

/** A metric of a resource of the Pods. */
export function resourceMetric(name: string, target: JsonObject): JsonObject {
  return { type: 'Resource', resource: { name, target } };
}

/** A metric in its documented form. */
export function documentedMetric({ source, name, selector = {}, requirements = [], target, describedObject }: ScalingOf<'metric'>): JsonObject {
  const metric = compact({ name, selector: compact({ matchLabels: { ...selector }, matchExpressions: requirements.map(one => one._render()) }) });
  const content = compact({ describedObject: describedObject && { ...describedObject }, metric, target: target._render() });
  return { type: source, [source.toLowerCase()]: content };
}
