import { AutoscalingPlan, ScalerOf, ScalingKind, ScalingOf } from './autoscaling-plan';
import { idleSeconds } from './behavior';
import { podMatchers, serverMetric, totalQuery } from './server-metric';
import { Unfit } from './unfit';
import { seconds } from '../../ground/durations';
import { compact, JsonObject } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';

/** The scalers that make a ScaledObject. */
type Keda = ScalerOf<'keda' | 'httpAddOn'>;

/** Measurements that have to fail before the fallback counts, unless something else is said. */
const FAILURES = 3;

/** Nanos in one, in which quantities are counted. */
const NANO = 1e9;

/** The `spec` of a ScaledObject of KEDA. https://keda.sh/docs/2.21/reference/scaledobject-spec/ */
export function scaledObjectSpec(plan: AutoscalingPlan): JsonObject {
  const { target, minReplicas, maxReplicas, scaling, behavior, times } = plan;
  const { pollingInterval, cooldownPeriod, fallback } = plan.scaler._by as Keda;
  return compact({
    scaleTargetRef: target._workload,
    pollingInterval: pollingInterval && seconds(pollingInterval),
    // KEDA waits for it only before the step to zero.
    cooldownPeriod: cooldownPeriod ? seconds(cooldownPeriod) : minReplicas === 0 ? idleSeconds(times) : undefined,
    minReplicaCount: minReplicas,
    maxReplicaCount: maxReplicas,
    fallback: fallback && {
      failureThreshold: fallback.failureThreshold ?? FAILURES,
      replicas: fallback.replicas,
      behavior: fallback.behavior ?? 'currentReplicasIfHigher',
    },
    advanced: { horizontalPodAutoscalerConfig: { behavior } },
    triggers: [...interceptorTrigger(plan), ...scaling.filter(({ _by }) => !isCountedByInterceptor(_by, plan)).map(({ _by }) => trigger(_by, plan))],
  });
}

/** Whether the interceptor of the HTTP add-on counts it, and its route says how much. */
export function isCountedByInterceptor(scaling: ScalingKind, { scaler }: AutoscalingPlan): boolean {
  return scaler._by.kind === 'httpAddOn' && (scaling.kind === 'requestRate' || (scaling.kind === 'signal' && scaling.signal.factory === 'byConcurrency'));
}

function interceptorTrigger({ name, scaler }: AutoscalingPlan): JsonObject[] {
  if (scaler._by.kind !== 'httpAddOn') return [];
  const { namespace = 'keda', scalerAddress = `keda-add-ons-http-external-scaler.${namespace}:9090` } = scaler._by;
  return [{ type: 'external-push', metadata: { scalerAddress, interceptorRoute: name } }];
}

/** One of its triggers; throws where KEDA cannot measure it. */
export function trigger(scaling: ScalingKind, plan: AutoscalingPlan): JsonObject {
  switch (scaling.kind) {
    case 'signal':
    case 'accelerators': {
      const metric = serverMetric(scaling, plan);
      return prometheus(totalQuery(metric, podMatchers(metric, plan)), { type: 'AverageValue', threshold: metric.number, name: metric.name }, plan);
    }
    case 'metric':
      return ofQuery(scaling, plan);
    case 'resource':
      return ofResource(scaling);
    case 'schedule': {
      const { timezone, start, end, replicas } = scaling;
      return { type: 'cron', metadata: { timezone, start, end, desiredReplicas: String(replicas) } };
    }
    case 'trigger':
      return ofTrigger(scaling, plan);
    default:
      throw new Unfit('KEDA does not count the requests of each second by itself', 'use Scaler.httpAddOn, or Scaling.byTrigger with a query');
  }
}

/** A trigger of KEDA's own. The policy makes an authentication for Prometheus alone. */
function ofTrigger({ type, metadata, authentication }: ScalingOf<'trigger'>, plan: AutoscalingPlan): JsonObject {
  if (authentication?._token && authenticationSpec(plan) === undefined) {
    throw new Unfit(`the trigger ${type} has an authentication that nothing makes`, 'give KedaAuthentication.existing(…) for one that is there');
  }
  const modes = authentication?._modes?.join(',') ?? '';
  const isSaid = modes === '' || ['authModes', 'authMode'].some(name => metadata[name] !== undefined);
  return compact({ type, metadata: { ...metadata, ...(!isSaid && { authModes: modes }) }, authenticationRef: authentication?._reference(plan.name) });
}

function ofResource({ name, target }: ScalingOf<'resource'>): JsonObject {
  if (name === 'cpu' || name === 'memory') return { type: name, metricType: target._type, metadata: { value: String(target._amount) } };
  throw new Unfit(
    `KEDA cannot scale by the resource ${name}: Kubernetes measures cpu and memory only`,
    'use Scaling.byAcceleratorUse, where the exporter of DCGM is scraped, or Scaling.byQueue',
  );
}

function ofQuery({ name, query, target }: ScalingOf<'metric'>, plan: AutoscalingPlan): JsonObject {
  if (query === undefined) throw new Unfit(`KEDA knows no adapter, and the metric ${name} has no query`, 'give query to Scaling.byMetric, or use Scaler.hpa');
  return prometheus(query, { type: target._type, threshold: Number(tryParseQuantity(String(target._amount))) / NANO, name }, plan);
}

/** The value that a query is meant to have, and what it measures. */
interface Aim {
  readonly type: string;
  readonly threshold: number;
  readonly name: string;
}

function prometheus(query: string, aim: Aim, plan: AutoscalingPlan): JsonObject {
  const { serverAddress, authentication } = plan.scaler._by as Keda;
  if (serverAddress === undefined) {
    throw new Unfit(`KEDA has to ask Prometheus for ${aim.name}, and its address is not known`, 'give serverAddress to the Scaler');
  }
  return compact({
    type: 'prometheus',
    metricType: aim.type,
    metadata: compact({
      serverAddress,
      query,
      threshold: String(aim.threshold),
      // A scrape that has failed is no idle server; where no Pod is, there is nothing to scrape.
      ignoreNullValues: plan.minReplicas === 0 ? undefined : 'false',
      authModes: authentication?._modes?.join(',') || undefined,
    }),
    authenticationRef: authentication?._reference(plan.name),
  });
}

/** The TriggerAuthentications that a policy makes: one, for Prometheus. */
export function authenticationSpec({ scaler }: AutoscalingPlan): JsonObject | undefined {
  const { kind } = scaler._by;
  return kind === 'keda' || kind === 'httpAddOn' ? (scaler._by as Keda).authentication?._spec() : undefined;
}
