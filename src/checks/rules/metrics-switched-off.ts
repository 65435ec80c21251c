import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The flags by which vLLM counts nothing: it then exposes none of its metrics. Seen on 0.32.0. */
const SWITCHES = /^--(disable-log-stats|no-(enable-)?log-stats)$/;

/** A server that is monitored, and told to measure nothing. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the server then has none of its metrics, and alerts about it never fire',
  topic: 'effect',
  check({ plan: { engine, settings }, flags }) {
    if (!settings.monitoring?._any || engine.metrics === undefined) return NOT_APPLICABLE;
    const switched = flags.names.find(name => SWITCHES.test(name));
    return switched === undefined ? [] : [{
      what: `the model is monitored, and ${switched} switches the metrics of ${engine._title} off`,
      fix: `remove ${switched} from args, or say Monitoring.none()`,
    }];
  },
};
