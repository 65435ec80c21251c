import { Chart } from 'cdk8s';
import { Findings } from '../../../src';
import { beside, hpa, quota } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';
import { policy } from '../scaling-examples';

const gpus = (count: string, props: object = {}) => two(policy(props), quota({ 'requests.nvidia.com/gpu': count }));
const own = (hard: object, spec: object) => two(model({ replicas: undefined }), two(hpa(spec), quota(hard)));
const keda = (hard: object, spec: object) => two(model({ replicas: undefined }), two(beside('keda.sh/v1alpha1', 'ScaledObject', {
  scaleTargetRef: { name: 'model' }, minReplicaCount: 1, triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }], ...spec,
}), quota(hard)));

export const examples: RuleExamples = {
  fires: gpus('3'),
  holds: gpus('4'),
  more: {
    fires: [own({ pods: '3' }, {}), keda({ pods: '3' }, { maxReplicaCount: 4 })],
    holds: [own({ pods: '4' }, {}), own({ services: '1' }, {}), keda({ pods: '1' }, {})],
  },
  says: /ResourceQuota chart\/\S+ has requests\.nvidia\.com\/gpu 3, room for 3 Pods of the model, and HorizontalPodAutoscaler chart\/scaling\/\S+ asks for up to 4/,
  fixes: [{
    fix: /give a maximum of 3, or raise the quota; acknowledge the finding when the quota is the bound that is meant/,
    broken: gpus('3'),
    mended: [
      gpus('3', { maxReplicas: 3 }), gpus('4'),
      (chart: Chart) => {
        gpus('3')(chart);
        Findings.acknowledge(chart, 'autoscaler-exceeds-quota', 'the quota is the bound');
      },
    ],
  }],
};
