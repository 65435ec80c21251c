import { Scaler, Scaling } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const HOSTS = ['llama.example.com'];

const answering = Scaler.httpAddOn({ hosts: HOSTS, placeholder: { body: 'model is starting' } });

const broken = policy({ minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: answering });

export const examples: RuleExamples = {
  fires: broken,
  holds: policy({ minReplicas: 1, scaling: [Scaling.byConcurrency(8)], scaler: answering }),
  more: {
    holds: [policy({ minReplicas: 0, scaling: [Scaling.byQueue(4), Scaling.bySchedule({ timezone: 'UTC', start: '0 8 * * *', end: '0 20 * * *', replicas: 2 })], scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }) })],
  },
  says: /answers with a placeholder, and the policy scales from 0 without the rate of requests/,
  fixes: [{
    fix: /add Scaling\.byRequestRate, which counts every request, or leave the placeholder out/,
    broken,
    mended: [
      policy({ minReplicas: 0, scaling: [Scaling.byConcurrency(8), Scaling.byRequestRate(4)], scaler: answering }),
      policy({ minReplicas: 0, scaling: [Scaling.byConcurrency(8)], scaler: Scaler.httpAddOn({ hosts: HOSTS }) }),
    ],
  }],
};
