import { Parsed } from './typed-values';
import { isObject } from '../../src/ground/objects';

const AMOUNT = '30';

/** Values that typed code writes in another way, or has no use for, by the name of the field. */
const SPELLED: { readonly [field: string]: (value: Parsed) => Parsed } = {
  // One number with one unit; `1h30m` is `90m`.
  timeout: oneUnit,
  interval: oneUnit,
  duration: oneUnit,
  // Whole percents: more than twentyfold is taken for a mistake.
  averageUtilization: value => Math.min(value, 2_000),
  // Versions of Kubernetes begin with a v, quantities are texts, and above zero, as an autoscaler takes them.
  averageValue: () => AMOUNT,
  tolerance: () => '150m',
  apiVersion: () => 'apps/v1',
  // What the CRD takes is longer than a name that Kubernetes takes.
  key: () => 'any-key',
};

/** A document with the same fields, whose values typed code takes as they are. */
export function soundValues<T>(document: T): T {
  const { metadata: { name, namespace }, spec, ...rest } = document as Parsed;
  return { ...rest, metadata: { name, namespace }, spec: sound(spec) } as T;
}

function sound(value: Parsed, field = ''): Parsed {
  if (Array.isArray(value)) return field === 'metrics' ? different(value.map(item => sound(item))) : value.map(item => sound(item));
  if (!isObject(value)) return Object.hasOwn(SPELLED, field) && value !== undefined ? SPELLED[field](value) : value;
  if (field === 'latencyP95') return { threshold: oneUnit((value as Parsed).threshold) };
  if (field === 'target') return { ...sound(value), ...amounts(value) };
  if (field === 'resource') return { ...sound(value), name: (value as Parsed).name.slice(-1) };
  if (field === 'metric') return { ...sound(value), name: 'any_metric' };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sound(member, name)]));
}

/** Of a target only the quantities: `value` is a number elsewhere. */
function amounts(target: Parsed): Parsed {
  return target.value === undefined ? {} : { value: AMOUNT };
}

/** Each resource once: which of two amounts was meant is not known. */
function different(metrics: readonly Parsed[]): readonly Parsed[] {
  const keys = metrics.map(({ resource }) => (resource ? `${resource.name} ${resource.target.type}` : undefined));
  return metrics.filter((_, index) => keys[index] === undefined || keys.indexOf(keys[index]) === index);
}

function oneUnit(text: string): string {
  return /^0*(\d+(h|m(?!s)|s|ms))/.exec(text)![1];
}
