import { Chart } from 'cdk8s';
import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const predicting = policy({ predictive: { enabled: true, lookAheadMinutes: 15 } });
const schedule = Scaling.bySchedule({ timezone: 'UTC', start: '0 8 * * *', end: '0 20 * * *', replicas: 3 });

export const examples: RuleExamples = {
  fires: predicting,
  holds: policy({ predictive: { enabled: false } }),
  says: /predictive is enabled, and only recorded/,
  fixes: [{
    fix: /use Scaling\.bySchedule for load that comes at known times, or acknowledge the finding/,
    broken: predicting,
    mended: [policy({ scaling: [schedule], scaler: Scaler.keda() }), (chart: Chart) => acknowledged('scaling-only-recorded', predicting)(chart)],
  }],
};
