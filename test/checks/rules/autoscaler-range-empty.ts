import { plainModel } from '../../fixtures';
import { beside, hpa } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

const scaledObject = (spec: object) => beside('keda.sh/v1alpha1', 'ScaledObject', {
  scaleTargetRef: { name: 'model' }, maxReplicaCount: 4, triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }], ...spec,
});

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), hpa({ minReplicas: 5 })(chart)],
  holds: chart => [plainModel(chart), hpa({ minReplicas: 4 })(chart)],
  more: {
    fires: [two(model(), scaledObject({ idleReplicaCount: 0 })), two(model(), scaledObject({ minReplicaCount: 0, idleReplicaCount: 1 }))],
    holds: [
      two(model(), scaledObject({ minReplicaCount: 0, idleReplicaCount: 0 })),
      two(model(), scaledObject({ minReplicaCount: 3, idleReplicaCount: 2 })),
    ],
  },
  says: /HorizontalPodAutoscaler chart\/\S+ has minReplicas 5 and maxReplicas 4/,
  fixes: [{
    fix: /give a maximum of at least 1 and of at least the minimum/,
    broken: two(model(), hpa({ maxReplicas: 1 })),
    mended: [two(model(), hpa({ maxReplicas: 2 }))],
  }, {
    fix: /give a number, without quotes/,
    broken: two(model(), hpa({ minReplicas: '2' })),
    mended: [two(model(), hpa({ minReplicas: 2 }))],
  }, {
    fix: /give minReplicaCount, and an idleReplicaCount below it/,
    broken: two(model(), scaledObject({ minReplicaCount: 2, idleReplicaCount: 2 })),
    mended: [two(model(), scaledObject({ minReplicaCount: 2, idleReplicaCount: 0 })), two(model(), scaledObject({ minReplicaCount: 2 }))],
  }],
};
