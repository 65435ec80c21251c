import { Duration } from 'cdk8s';
import { CanaryOptions } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { elsewhere, route } from '../traffic-examples';

const canary = (options: CanaryOptions) => route({ routes: [{ to: elsewhere('one') }, { to: elsewhere('two') }], canary: { trafficSplit: { stable: 90, canary: 10 }, ...options } });
const analysed = canary({ analysis: { threshold: 95, interval: Duration.minutes(5) }, rollback: { automatic: true } });

export const examples: RuleExamples = {
  fires: analysed,
  holds: canary({}),
  says: /analysis and rollback of canary are only recorded: no object here acts on them/,
  fixes: [{
    fix: /let Flagger or Argo Rollouts change the weights, and acknowledge this; or leave it out/,
    broken: analysed,
    mended: [acknowledged('canary-not-analysed', analysed), canary({}), canary({ enabled: true })],
  }],
};
