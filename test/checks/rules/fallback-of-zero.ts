import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const schedule = Scaling.bySchedule({ timezone: 'UTC', start: '0 8 * * *', end: '0 20 * * *', replicas: 2 });
const scaled = (minReplicas: number, fallback?: { readonly replicas: number }) => policy({
  minReplicas, scaling: [Scaling.byQueue(4), schedule], scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090', fallback }),
});
const lost = scaled(0, { replicas: 2 });

export const examples: RuleExamples = {
  fires: lost,
  holds: scaled(1, { replicas: 2 }),
  spared: scaled(0),
  more: {
    fires: [policy({
      minReplicas: 0,
      scaling: [Scaling.byConcurrency(8), Scaling.byQueue(4)],
      scaler: Scaler.httpAddOn({ hosts: ['llm.example.com'], serverAddress: 'http://prometheus:9090', fallback: { replicas: 2 } }),
    })],
    spared: [policy({ scaler: Scaler.hpa() })],
  },
  says: /the fallback of model has 2 replicas, and with minReplicas 0 servers that are not scraped go to none/,
  fixes: [{
    fix: /give minReplicas 1, leave fallback out, or acknowledge this where the scrape is watched/,
    broken: lost,
    mended: [scaled(1, { replicas: 2 }), scaled(0), acknowledged('fallback-of-zero', lost)],
  }],
};
