import type { EngineMetrics } from '../../engines/engine-metrics';
import { CACHE_USE } from '../../facts/server-signals';
import { AutoscalingPlan, ScalingKind, ScalingOf } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { metricsAsGiven } from '../given-buckets';
import { SettingReader } from '../given-settings';
import { Rule } from '../rule';
import { isOff, toleranceOf } from '../scale-up';

/** What is aimed at, and the most that it can be, in hundredths of what the user gives. */
interface Aim {
  readonly metric: string;
  readonly at: number;
  readonly most: number;
  shown(hundredths: number): string;
}

/** What is aimed at, against the most that it can be: Kubernetes adds replicas only where the metric is above its target by more than the tolerance. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling' | 'scaler' | 'behavior' | 'target'>> = {
  severity: Severity.WARNING,
  why: 'replicas are added only when a metric is above its target by more than the tolerance; a share is never above 100 %, no use above the limit, '
    + 'and no quantile above the last bucket',
  saidBy: ['companions/utilization'],
  check({ scaling, scaler, behavior, target }) {
    if (scaler._by.kind === 'recordOnly' || isOff(behavior, 'scaleUp')) return [];
    const tolerance = toleranceOf(behavior);
    return scaling.flatMap(({ _by }) => {
      const aim = aimOf(_by, metricsOf(target));
      if (aim === undefined || aim.at * (100 + tolerance) < aim.most * 100) return [];
      const most = Math.ceil(aim.most * 100 / (100 + tolerance)) - 1;
      return [{
        what: `${aim.metric} is to be ${aim.shown(aim.at)}, and with a tolerance of ${tolerance} % replicas are added above `
          + `${aim.shown(aim.at * (100 + tolerance) / 100)}`,
        fix: `give at most ${most / 100}, or a smaller tolerance of behavior.scaleUp`,
      }];
    });
  },
};

/** The metrics of the server of a target, with the buckets that its flags give them. */
function metricsOf({ _facts: { engine }, _runtime: runtime }: AutoscalingPlan['target']): EngineMetrics {
  const { metrics = {} } = engine ?? {};
  return engine === undefined || runtime === undefined ? metrics : metricsAsGiven(metrics, SettingReader.of(engine).args(runtime.args()));
}

/** What is aimed at; undefined of anything that has no end. */
function aimOf(by: ScalingKind, metrics: EngineMetrics): Aim | undefined {
  const share = { most: 100, shown: (percent: number) => `${round(percent)} %` };
  // All that there is (100 %) is an error of its own.
  if (by.kind === 'accelerators') return by.percent >= 100 ? undefined : { ...share, metric: 'the use of accelerators', at: by.percent };
  if (by.kind === 'signal' && by.signal === CACHE_USE && by.perReplica < 1) return { ...share, metric: by.signal.words, at: round(by.perReplica * 100) };
  return by.kind === 'trigger' && by.type === 'prometheus' ? quantileOf(by, metrics) : undefined;
}

/** The one quantile that a query asks for, of a histogram whose last bucket is known; undefined where anything else is done with it. */
function quantileOf({ metadata: { query = '', threshold } }: ScalingOf<'trigger'>, metrics: EngineMetrics): Aim | undefined {
  if (!isOneCall(query.trim(), 'histogram_quantile') || !(Number(threshold) > 0)) return undefined;
  const read = (query.match(/[\w:]+/g) ?? []).filter(word => word.endsWith('_bucket')).map(word => word.slice(0, -'_bucket'.length));
  const most = Object.values(metrics).find(metric => typeof metric === 'object' && read.length === 1 && metric.name === read[0])?.largestBucket;
  return most === undefined ? undefined : {
    metric: `the quantile of ${read[0]}, whose last bucket is ${round(most)},`,
    at: Number(threshold) * 100,
    most: most * 100,
    shown: hundredths => String(round(hundredths / 100)),
  };
}

/** Whether a text is a call of a function, from its first character to its last. */
function isOneCall(query: string, name: string): boolean {
  if (!new RegExp(`^${name}\\s*\\(`).test(query)) return false;
  let depth = 0;
  const closing = [...query].findIndex(character => {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    return character === ')' && depth === 0;
  });
  return closing === query.length - 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
