import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The flags by which vLLM and SGLang are given other buckets, also in a file, by the time that they measure. */
const OTHER_BUCKETS = { timeToFirstToken: /^--(bucket-t|custom-h|config$)/, requestTime: /^--(bucket-e|custom-h|config$)/ };

/** An alert about times whose threshold is beyond the last bucket of the histogram that it reads. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no quantile of a histogram is above its last bucket, however long requests take: the alert is never seen, and nobody looks for what it hides',
  topic: 'effect',
  check({ plan: { engine, settings: { monitoring } }, flags: { names } }) {
    if (!monitoring?._any || !monitoring._rules._any) return NOT_APPLICABLE;
    const server = [engine._title, engine.version].filter(Boolean).join(' ');
    const idle = monitoring._rules._idle(engine.metrics ?? {}).filter(({ time }) => !names.some(name => OTHER_BUCKETS[time].test(name)));
    return idle.map(({ alert, time, metric, threshold, most }) => ({
      what: `${alert} fires from ${threshold} s on, and the last bucket of ${metric} in ${server} is ${rounded(most)} s`,
      fix: `give at most ${rounded(most)} s as ${time} of its AlertRules`,
    }));
  },
};

/** Down to hundredths, so that what is offered is below it. */
function rounded(seconds: number): number {
  return Math.floor(seconds * 100) / 100;
}
