import { ApiObject, Chart } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { keda, model, RuleExamples, two } from '../rule-examples';

const scaledObject = (chart: Chart, more: object) => new ApiObject(chart, 'keda', {
  apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'model' }, spec: { scaleTargetRef: { name: 'model' }, maxReplicaCount: 4, ...more },
});

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), scaledObject(chart, {})],
  holds: chart => [plainModel(chart), scaledObject(chart, { minReplicaCount: 1 })],
  says: /ScaledObject chart\/keda goes down to no replica/,
  fixes: [{
    fix: /give it a minimum of 1 \(minReplicaCount of KEDA, without idleReplicaCount\), or acknowledge/,
    broken: two(model(), keda()),
    mended: [two(model(), keda({ minReplicaCount: 1 }))],
  }],
};
