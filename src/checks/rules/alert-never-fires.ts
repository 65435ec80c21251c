import { serverArgs } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { bucketFlagOf, metricsAsGiven } from '../given-buckets';
import { SettingReader } from '../given-settings';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** An alert about times whose threshold is beyond the last bucket of the histogram that it reads. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no quantile of a histogram is above its last bucket, however long requests take: the alert is never seen, and nobody looks for what it hides',
  topic: 'effect',
  check({ plan, plan: { engine, settings: { monitoring } } }) {
    if (!monitoring?._any || !monitoring._rules._any) return NOT_APPLICABLE;
    const server = [engine._title, engine.version].filter(Boolean).join(' ');
    const flags = SettingReader.of(engine).args(serverArgs(plan));
    return monitoring._rules._idle(metricsAsGiven(engine.metrics ?? {}, flags)).map(({ alert, time, metric, threshold, most }) => {
      const flag = bucketFlagOf(metric, flags);
      return {
        what: `${alert} fires from ${threshold} s on, and the last bucket of ${metric} in ${server} is ${rounded(most)} `
          + `s${flag === undefined ? '' : ` by ${flag}`}`,
        fix: `give at most ${rounded(most)} s as ${time} of its AlertRules${flag === undefined ? '' : `, or a larger bucket to ${flag}`}`,
      };
    });
  },
};

/** Down to hundredths, so that what is offered is below it. */
function rounded(seconds: number): number {
  return Math.floor(seconds * 100) / 100;
}
