import { Duration } from 'cdk8s';
import { Scaler, Scaling } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const scheduled = (replicas: number, props: object = {}) => policy({
  scaling: [Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 20 * * 1-5', replicas })], scaler: Scaler.keda(), ...props,
});

const fallback = (replicas: number, props: object = {}) => policy({ scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090', fallback: { replicas } }), ...props });

/** A schedule of so many minutes, from eight o'clock on. */
const short = (end: string, window: number, props: object = {}) => scheduled(4, {
  scaling: [Scaling.bySchedule({ timezone: 'UTC', start: '0 8 * * *', end, replicas: 4 })], behavior: { scaleUp: { stabilizationWindow: Duration.minutes(window) } }, ...props,
});

export const examples: RuleExamples = {
  fires: scheduled(5),
  holds: scheduled(3),
  more: {
    fires: [scheduled(1), fallback(5), scheduled(9, { maxReplicas: 8 }), short('30 8 * * *', 30)],
    holds: [fallback(1), scheduled(4), scheduled(3, { scaler: Scaler.keda() }), short('30 8 * * *', 29), short('0 7 * * *', 60), short('30 8 * * 1', 60), short('*/5 8 * * *', 60)],
  },
  says: /the schedule from "0 8 \* \* 1-5" wants 5 replicas, and maxReplicas is 4/,
  fixes: [
    { fix: /give a later end, or a shorter stabilizationWindow/, broken: short('30 8 * * *', 45), mended: [short('0 9 * * *', 45), short('30 8 * * *', 10)] },
    { fix: /give a larger maxReplicas, or fewer replicas/, broken: fallback(9), mended: [fallback(4), fallback(9, { maxReplicas: 9 })] },
    { fix: /give a larger maxReplicas, or fewer replicas/, broken: scheduled(5), mended: [scheduled(5, { maxReplicas: 5 }), scheduled(4)] },
    { fix: /leave the schedule out, or give a smaller minReplicas/, broken: scheduled(2), mended: [policy(), scheduled(2, { minReplicas: 1 })] },
  ],
};
