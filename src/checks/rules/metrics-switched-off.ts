import { ServingEngine } from '../../engines/serving-engine';
import { Severity } from '../../values/finding';
import { nameOf, ownMetrics } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The flags by which vLLM counts nothing: it then exposes none of its metrics. Seen on 0.32.0. */
const SWITCHES = /^--(disable-log-stats|no-(enable-)?log-stats)$/;

/** A server that is monitored or scaled by its metrics, and told to measure nothing. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the server then has none of its metrics: alerts about it never fire, and nothing scales by them',
  topic: 'effect',
  saidBy: ['traffic/pool-checks'],
  check({ plan: { engine, settings, autoscaler }, flags }) {
    const scaledBy = ownMetrics(autoscaler?.metrics ?? [], engine.metrics ?? {});
    const isMonitored = settings.monitoring?._any ?? false;
    if (!isMonitored && scaledBy.length === 0) return NOT_APPLICABLE;
    const switched = switchIn(flags.names);
    if (switched === undefined) return [];
    const off = `${switched} switches the metrics of ${engine._title} off`;
    return [
      ...(isMonitored ? [{ what: `the model is monitored, and ${off}`, fix: `remove ${switched} from args, or use Monitoring.none()` }] : []),
      ...(scaledBy.length > 0 ? [{
        what: `${nameOf(autoscaler!)} goes by ${scaledBy.join(' and ')}, and ${off}`,
        fix: `remove ${switched} from args, or scale by something else`,
      }] : []),
    ];
  },
};

/** The finding about an endpoint picker that goes by metrics of a server that is told to measure nothing. */
export function saidOfPicker(pool: string, { metrics, _title: title }: ServingEngine, flags: readonly string[]): Said[] {
  const switched = switchIn(flags);
  if (metrics === undefined || switched === undefined) return [];
  return [{
    what: `the endpoint picker of ${pool} goes by what the Pods measure, and ${switched} switches the metrics of ${title} off`,
    fix: `remove ${switched} from args, or lead to a ModelServer`,
  }];
}

function switchIn(flags: readonly string[]): string | undefined {
  return flags.find(name => SWITCHES.test(name));
}
