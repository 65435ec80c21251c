import { AutoscalingPlan, ScalerOf, ScalingKind } from './autoscaling-plan';
import { isCountedByInterceptor } from './scaled-object';
import { Unfit } from './unfit';
import { seconds } from '../../ground/durations';
import { compact, JsonObject, orNothing } from '../../ground/objects';
import { ColdStartAnswer } from '../../scaling/scaler-options';

/** The `spec` of an InterceptorRoute of the HTTP add-on of KEDA, 0.15. */
export function interceptorRouteSpec(plan: AutoscalingPlan): JsonObject {
  const { hosts, paths = [], responseTimeout, placeholder } = plan.scaler._by as ScalerOf<'httpAddOn'>;
  const service = plan.target._runtime?.service;
  if (service === undefined) {
    throw new Unfit(
      `the HTTP add-on stands in front of a Service, and none is known of ${plan.target.name}`,
      'give a model, a runtime or a ModelInfer of this app whose service.type is not NONE',
    );
  }
  return compact({
    target: { service: service.name, port: service.port },
    rules: [compact({ hosts: [...hosts], paths: paths.map(value => ({ value })) })],
    scalingMetric: scalingMetric(plan),
    timeouts: compact({
      readiness: `${readinessSeconds(plan)}s`,
      responseHeader: responseTimeout && `${seconds(responseTimeout)}s`,
    }),
    coldStart: placeholder && { placeholder: { response: answerOf(placeholder) } },
  });
}

/** How long a request waits for the first Pod. */
export function readinessSeconds({ scaler, times }: AutoscalingPlan): number {
  const { readinessTimeout } = scaler._by as ScalerOf<'httpAddOn'>;
  return readinessTimeout ? seconds(readinessTimeout) : times.arrival;
}

function answerOf({ statusCode = 503, headers, body }: ColdStartAnswer): JsonObject {
  return compact({ statusCode, headers: headers && orNothing({ ...headers }), body });
}

/** What the interceptor counts, and how much of it each replica is meant to have. */
function scalingMetric(plan: AutoscalingPlan): JsonObject {
  const counted = plan.scaling.map(({ _by }) => _by).filter(one => isCountedByInterceptor(one, plan));
  const metric = orNothing(Object.assign({}, ...counted.map(countOf)));
  if (metric) return metric;
  throw new Unfit('the HTTP add-on counts requests, and the policy does not scale by them', 'add Scaling.byConcurrency or Scaling.byRequestRate');
}

function countOf(scaling: ScalingKind): JsonObject {
  if (scaling.kind === 'requestRate') {
    const { perSecond, window } = scaling;
    return { requestRate: compact({ targetValue: perSecond, window: window && `${window}s` }) };
  }
  if (scaling.kind !== 'signal') return {};
  if (!Number.isInteger(scaling.perReplica)) {
    throw new Unfit(`the HTTP add-on counts whole requests, and Scaling.byConcurrency is ${scaling.perReplica}`, 'give a whole number');
  }
  return { concurrency: { targetValue: scaling.perReplica } };
}
