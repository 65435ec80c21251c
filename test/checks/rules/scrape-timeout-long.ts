import { Duration } from 'cdk8s';
import { Monitoring, PrometheusMonitoringOptions } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';

const monitored = (options: PrometheusMonitoringOptions) => vllm({ monitoring: Monitoring.prometheus(options) });
const timeout = Duration.minutes(2);

export const examples: RuleExamples = {
  fires: monitored({ timeout }),
  holds: monitored({ timeout: Duration.seconds(30) }),
  spared: monitored({}),
  more: {
    fires: [monitored({ timeout: Duration.seconds(31) })],
  },
  says: /the monitor waits 120 s for an answer and says no interval: a Prometheus that was told none scrapes each 30 s/,
  fixes: [{
    fix: /give interval in monitoring, at least 120 s, or a timeout of at most 30 s/,
    broken: monitored({ timeout }),
    mended: [monitored({ timeout, interval: Duration.minutes(2) }), monitored({ timeout: Duration.seconds(30) })],
  }],
};
