import { AutoscalingPlan, ScalingOf } from './autoscaling-plan';
import { podPattern } from './pod-names';
import { Unfit } from './unfit';
import { CACHE_USE, SIGNALS } from '../../facts/server-signals';

/** Something that is measured of each Pod, and how Prometheus has it. */
export interface ServerMetric {
  /** The names of the series that are added up. */
  readonly series: readonly string[];
  /** How several series of one Pod are put together. */
  readonly within: 'sum' | 'avg';
  /** Name of the whole in the metrics API of Kubernetes, where it is a part of a path. */
  readonly name: string;
  /** What each replica is meant to have: as a quantity, and as a number. */
  readonly amount: string;
  readonly number: number;
  readonly podLabel: string;
  readonly namespaceLabel: string;
}

/** The exporter's series of how busy a GPU is, in percent. https://github.com/NVIDIA/dcgm-exporter/blob/main/etc/default-counters.csv */
const GPU_UTIL = 'DCGM_FI_DEV_GPU_UTIL';

/** What a policy scales by, as its Pods are measured; throws where the engine has no such metric in its version. */
export function serverMetric(scaling: ScalingOf<'signal' | 'accelerators'>, plan: AutoscalingPlan): ServerMetric {
  if (isWhole(scaling)) throw new Unfit('a share of 1 is never exceeded, and no replica is ever added by it', 'give a share below 1, for example 0.8');
  if (scaling.kind === 'accelerators') {
    const { percent, podLabel, namespaceLabel } = scaling;
    return { series: [GPU_UTIL], within: 'avg', name: GPU_UTIL, amount: String(percent), number: percent, podLabel, namespaceLabel };
  }
  const { signal, perReplica, amount } = scaling;
  const besides = (signal.besides ?? []).flatMap(metric => plan.target._facts.engine?.metrics?.[metric] ?? []);
  const series = [...signal.metrics.map(metric => seriesOf(metric, scaling, plan)), ...besides];
  return { series, within: signal.within, name: pathName(series), amount, number: perReplica, podLabel: 'pod', namespaceLabel: 'namespace' };
}

/** Whether it aims at all that there is. */
function isWhole(scaling: ScalingOf<'signal' | 'accelerators'>): boolean {
  return scaling.kind === 'accelerators' ? scaling.percent === 100 : scaling.signal === CACHE_USE && scaling.perReplica === 1;
}

function seriesOf(metric: 'waiting' | 'running' | 'cacheUsage', { signal }: ScalingOf<'signal'>, { target }: AutoscalingPlan): string {
  const { name, _facts: { engine } } = target;
  if (engine === undefined) {
    throw new Unfit(
      `Scaling.${signal.factory} needs the metrics of a server, and nothing is known of that of ${name}`,
      'give engine to AutoscalingTarget.of, or scale by Scaling.byMetric',
    );
  }
  const series = engine.metrics?.[metric];
  if (series !== undefined) return series;
  const known = SIGNALS.filter(({ metrics }) => metrics.every(one => engine.metrics?.[one] !== undefined)).map(({ factory }) => `Scaling.${factory}`);
  throw new Unfit(
    `Scaling.${signal.factory} goes by ${signal.words}, which ${[engine.name, engine.version].filter(Boolean).join(' ')} does not measure`,
    `use ${[...known, 'Scaling.byCpu', 'Scaling.byMetric'].join(', ')}, or Scaler.httpAddOn, which counts requests itself`,
  );
}

/** A name that can be a part of a path, and says what was added up. */
function pathName([first, ...more]: readonly string[]): string {
  const plain = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_');
  return [plain(first), ...more.map(name => plain(name.slice(commonStart(first, name))))].join('_and_');
}

/** Where two names begin to differ, at a word. */
function commonStart(one: string, other: string): number {
  let end = 0;
  while (end < one.length && one[end] === other[end]) end++;
  return Math.max(other.lastIndexOf('_', end - 1), other.lastIndexOf(':', end - 1)) + 1;
}

/** The value of a metric for all Pods of the target together, as a query of Prometheus. Each term is asked with the same matchers. */
export function totalQuery(metric: ServerMetric, matchers: string): string {
  return perTerm(metric, series => (metric.within === 'sum' ? `sum(${series}{${matchers}})` : `sum(avg by (${metric.podLabel}) (${series}{${matchers}}))`));
}

/** The sum of the terms of a metric. */
export function perTerm({ series }: ServerMetric, term: (series: string) => string): string {
  return series.map(term).join(' + ');
}

/** Matchers for the Pods of the target. */
export function podMatchers({ podLabel, namespaceLabel }: ServerMetric, { namespace, target }: AutoscalingPlan): string {
  const inNamespace = namespace === undefined ? [] : [`${namespaceLabel}="${namespace}"`];
  return [...inNamespace, `${podLabel}=~"${podPattern(target._workload)}"`].join(',');
}
