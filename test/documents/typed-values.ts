import { Duration } from 'cdk8s';
import { LabelRequirement, MetricSource, MetricTarget, Scaling, ScalingBehavior, ScalingRules, ScalingStep, StepSelection } from '../../src';
import { isObject, JsonObject } from '../../src/ground/objects';

/** A document as it was parsed: what it holds is known by its CRD. */
export type Parsed = any; // eslint-disable-line @typescript-eslint/no-explicit-any

const UNITS: { readonly [suffix: string]: (amount: number) => Duration } = {
  h: Duration.hours, m: Duration.minutes, s: Duration.seconds, ms: Duration.millis,
};

/** A duration that is written as one number with a unit. */
export function duration(text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  const [, amount, unit] = /^(\d+)(h|m|s|ms)$/.exec(text)!;
  return UNITS[unit](Number(amount));
}

const seconds = (amount: number | undefined) => (amount === undefined ? undefined : Duration.seconds(amount));

/** A requirement of labels, as selectors have it. */
function requirement({ key, operator, values = [] }: Parsed): LabelRequirement {
  switch (operator) {
    case 'In': return LabelRequirement.isIn(key, values);
    case 'NotIn': return LabelRequirement.isNotIn(key, values);
    case 'Exists': return LabelRequirement.exists(key);
    default: return LabelRequirement.doesNotExist(key);
  }
}

function target({ type, averageUtilization, averageValue, value }: Parsed): MetricTarget {
  if (type === 'Utilization') return MetricTarget.utilization(averageUtilization / 100);
  return type === 'Value' ? MetricTarget.value(value) : MetricTarget.averageValue(averageValue);
}

/** One of `spec.metrics`. */
export function metric({ type, resource, ...others }: Parsed): Scaling {
  if (type === 'Resource') return Scaling.byResource(resource.name, target(resource.target));
  const { describedObject, metric: { name, selector = {} }, target: aim } = others[type.toLowerCase()];
  return Scaling.byMetric({
    source: type as MetricSource,
    name,
    target: target(aim),
    describedObject,
    selector: selector.matchLabels,
    requirements: selector.matchExpressions?.map(requirement),
  });
}

function rules({ stabilizationWindowSeconds, policies, selectPolicy, tolerance }: Parsed): ScalingRules {
  return {
    stabilizationWindow: seconds(stabilizationWindowSeconds),
    selectPolicy: selectPolicy as StepSelection | undefined,
    tolerance: tolerance === undefined ? undefined : Number(String(tolerance).replace('m', '')) / (String(tolerance).endsWith('m') ? 1000 : 1),
    steps: policies?.map(({ type, value, periodSeconds }: Parsed) => (
      type === 'Pods' ? ScalingStep.pods(value, Duration.seconds(periodSeconds)) : ScalingStep.percent(value, Duration.seconds(periodSeconds))
    )),
  };
}

/** `spec.behavior`. */
export function behavior(said: Parsed): ScalingBehavior | undefined {
  return said && { scaleUp: said.scaleUp && rules(said.scaleUp), scaleDown: said.scaleDown && rules(said.scaleDown) };
}

/** `enabled`, said or not. */
export function switched({ enabled }: { readonly enabled?: boolean }): { readonly enabled?: boolean; readonly enabledUnsaid?: boolean } {
  return enabled === undefined ? { enabledUnsaid: true } : { enabled };
}

/** A document without empty lists and maps: to Kubernetes they say the same as nothing. */
export function withoutEmpty<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutEmpty) as T;
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutEmpty(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !(member === undefined || (typeof member === 'object' && Object.keys(member ?? {}).length === 0)))) as T;
}

/** The paths of all values of a document, without the places in lists and the keys of maps: `spec.routes[].weight`. */
export function pathsIn(value: unknown, path: string, isMap: (path: string) => boolean): string[] {
  if (Array.isArray(value)) return value.flatMap(item => pathsIn(item, `${path}[]`, isMap));
  if (!isObject(value)) return [path];
  return Object.entries(value as JsonObject).flatMap(([name, member]) => pathsIn(member, isMap(path) ? `${path}{}` : `${path}.${name}`, isMap));
}
