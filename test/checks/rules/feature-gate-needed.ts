import { KubernetesVersion } from '../../../src';
import { acknowledged, model, RuleExamples } from '../rule-examples';

const tolerating = (operator: string) => model({
  kubernetesVersion: KubernetesVersion.V1_35, scheduling: { tolerations: [{ key: 'example.com/sla', operator, value: '950' }] },
});

export const examples: RuleExamples = {
  fires: tolerating('Gt'),
  holds: tolerating('Equal'),
  says: /the operator Lt or Gt, which needs the feature gate TaintTolerationComparisonOperators/,
  fixes: [{ fix: /use Exists or Equal, or acknowledge/, broken: tolerating('Lt'), mended: [tolerating('Equal'), acknowledged('feature-gate-needed', tolerating('Lt'))] }],
};
