import { Scaler, StepSelection } from '../../../src';
import { beside, hpa } from '../companion-examples';
import { acknowledged, model, RuleExamples, two } from '../rule-examples';
import { outside, policy } from '../scaling-examples';

const scaledObject = (spec: object) => two(model({ replicas: undefined }), beside('keda.sh/v1alpha1', 'ScaledObject', {
  scaleTargetRef: { name: 'model' }, maxReplicaCount: 4, triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }], ...spec,
}));
const web = (replicas: object) => two(model({ replicas: undefined }), beside('http.keda.sh/v1alpha1', 'HTTPScaledObject', { scaleTargetRef: { name: 'model' }, replicas }));
const own = (spec: object) => two(model({ replicas: undefined }), hpa(spec));
const OFF = { selectPolicy: StepSelection.DISABLED };
const disabled = { advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: OFF } } } };

export const examples: RuleExamples = {
  fires: policy({ minReplicas: 4 }),
  holds: policy({ minReplicas: 3 }),
  more: {
    fires: [
      policy({ minReplicas: undefined, maxReplicas: 1 }), own({ minReplicas: 4 }), own({ minReplicas: undefined, maxReplicas: 1 }),
      scaledObject({ minReplicaCount: 4 }), web({ min: 2, max: 2 }), outside({ minReplicas: 4 }),
      outside({ minReplicas: 4, scaler: Scaler.recordOnly() }), policy({ minReplicas: 4, scaler: Scaler.recordOnly() }),
      policy({ behavior: { scaleUp: OFF } }), policy({ behavior: { scaleUp: OFF, scaleDown: OFF } }), outside({ behavior: { scaleUp: OFF } }),
      own({ behavior: { scaleUp: OFF } }), scaledObject(disabled),
    ],
    holds: [
      policy({ behavior: { scaleDown: OFF } }), scaledObject({ minReplicaCount: 4, idleReplicaCount: 0 }),
      scaledObject({ maxReplicaCount: 1, ...disabled }), scaledObject({ maxReplicaCount: undefined }), web({ min: 0, max: 1 }),
      own({ minReplicas: 1, maxReplicas: 2 }), outside({ scaler: Scaler.recordOnly(), maxReplicas: undefined }),
    ],
  },
  says: /HorizontalPodAutoscaler chart\/scaling\/HorizontalPodAutoscaler has minReplicas and maxReplicas 4/,
  fixes: [
    { fix: /leave it out and say replicas: 4 of the model, or give a larger maximum/, broken: policy({ minReplicas: 4 }), mended: [model({ replicas: 4 }), policy({ minReplicas: 4, maxReplicas: 5 })] },
    {
      fix: /give scaleUp another selectPolicy, or leave it out; acknowledge the finding when something else adds replicas/,
      broken: outside({ behavior: { scaleUp: OFF } }),
      mended: [
        outside({ behavior: { scaleUp: { selectPolicy: StepSelection.MIN } } }), outside(),
        acknowledged('autoscaler-never-scales', outside({ behavior: { scaleUp: OFF } })),
      ],
    },
  ],
};
