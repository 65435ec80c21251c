import { Chart } from 'cdk8s';
import { HorizontalPodAutoscaler, HorizontalPodAutoscalerProps, Metric, MetricTarget } from 'cdk8s-plus-27';
import { gpuCompute, plainModel } from '../../fixtures';
import { hpa, vpa } from '../companion-examples';
import { keda, model, RuleExamples, scaling, two, vllm } from '../rule-examples';

/** A model on GPUs whose replicas an autoscaler of the app sets. */
const scaled = (chart: Chart) => vllm({ replicas: undefined })(chart);
const scaledBy = (props: Partial<HorizontalPodAutoscalerProps> = {}) => (chart: Chart) => new HorizontalPodAutoscaler(chart, 'hpa', {
  target: scaled(chart).runtime, minReplicas: 2, maxReplicas: 4, ...props,
});
const ofGpus = { type: 'Resource', resource: { name: 'nvidia.com/gpu', target: { type: 'Utilization', averageUtilization: 80 } } };
const ofServer = { type: 'Pods', pods: { metric: { name: 'vllm:num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '5' } } };
const ownHpa = (metric: object) => scaling('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 2, maxReplicas: 4, metrics: [metric] });
const ofContainer = (container: string) => hpa({ metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container } }] });

export const examples: RuleExamples = {
  fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { compute: gpuCompute() }).runtime, maxReplicas: 4, minReplicas: 2 }),
  holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4, minReplicas: 2 }),
  says: /HorizontalPodAutoscaler chart\/hpa.* goes by cpu alone, and the model works on NVIDIA L4/,
  fixes: [
    {
      fix: /scale by a metric of the server, for example \S+, through a metrics adapter or KEDA; or acknowledge/,
      broken: scaledBy(),
      mended: [
        scaledBy({ metrics: [Metric.pods({ name: 'vllm:num_requests_waiting', target: MetricTarget.averageValue(5) })] }),
        two(scaled, keda({ minReplicaCount: 2 })),
      ],
    },
    {
      fix: /scale by a metric of the server, for example \S+, through a metrics adapter or KEDA$/,
      broken: two(scaled, ownHpa(ofGpus)),
      mended: [two(scaled, ownHpa(ofServer)), two(scaled, keda({ minReplicaCount: 2 }))],
    },
    {
      fix: /let the VerticalPodAutoscaler only recommend \(updateMode: Off\), leave that resource out of its controlledResources, or scale by another metric/,
      broken: two(two(model(), hpa()), vpa()),
      mended: [
        two(two(model(), hpa()), vpa({ updatePolicy: { updateMode: 'Off' } })),
        two(two(model(), hpa()), vpa({ resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: ['memory'] }] } })),
        two(two(model(), hpa({ metrics: [{ type: 'Pods', pods: { metric: { name: 'queue' } } }] })), vpa()),
      ],
    },
    { fix: /name one of them in containerResource\.container: the server is server/, broken: two(model(), ofContainer('main')), mended: [two(model(), ofContainer('server'))] },
  ],
};
