import { Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, LabelRequirement, NodeAffinity, PodAffinity, SchedulingOptions } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';

const GKE = 'cloud.google.com/gke-accelerator';
const ZONE = 'topology.kubernetes.io/zone';
const compute = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const placed = (scheduling: SchedulingOptions, cluster: ClusterDialect = ClusterDialect.GKE) => vllm({ compute, cluster, scheduling });
const isIn = (key: string, ...values: string[]) => NodeAffinity.required([LabelRequirement.isIn(key, values)]);
const fix = /mend or remove one of them in scheduling\.nodeSelector or scheduling\.nodeAffinity of the model or its profile/;
const others = NodeAffinity.requiredAny([{ exceptNodes: ['one'] }]);
const near = { topologyKey: ZONE, labels: { app: 'cache' } };

export const examples: RuleExamples = {
  fires: placed({ nodeSelector: { [ZONE]: 'a' }, nodeAffinity: [isIn(ZONE, 'b', 'c')] }),
  holds: placed({ nodeSelector: { [ZONE]: 'a' }, nodeAffinity: [isIn(ZONE, 'a', 'b'), NodeAffinity.preferred(1, [LabelRequirement.isIn(ZONE, ['b'])])] }),
  spared: placed({ nodeSelector: { [ZONE]: 'a' } }),
  says: /ask together for topology\.kubernetes\.io\/zone In "a" and In "b" "c"/,
  fixes: [
    { fix, broken: placed({ nodeAffinity: [isIn(ZONE, 'a'), isIn(ZONE, 'b')] }), mended: [placed({ nodeAffinity: [isIn(ZONE, 'a'), isIn(ZONE, 'a', 'b')] })] },
    { fix, broken: placed({ nodeAffinity: [isIn(GKE, 'nvidia-tesla-t4')] }), mended: [placed({ nodeAffinity: [isIn(GKE, 'nvidia-l4')] })] },
    {
      fix,
      broken: placed({ nodeAffinity: [isIn('nvidia.com/gpu.product', 'NVIDIA-L4-SHARED')] }, ClusterDialect.OPENSHIFT),
      mended: [placed({ nodeSelector: { 'nvidia.com/gpu.product': 'NVIDIA-L4-SHARED' } }, ClusterDialect.OPENSHIFT)],
    },
    {
      fix: /mend or remove/,
      broken: placed({ nodeAffinity: [NodeAffinity.requiredAny([{ node: 'one' }]), others] }),
      mended: [placed({ nodeAffinity: [NodeAffinity.requiredAny([{ node: 'one' }, { node: 'two' }]), others] })],
    },
    {
      fix: /remove one of them, or use preferred in place of required/,
      broken: placed({ podAffinity: [PodAffinity.required(near)], podAntiAffinity: [PodAffinity.required(near)] }),
      mended: [
        placed({ podAffinity: [PodAffinity.required(near)] }),
        placed({ podAffinity: [PodAffinity.required(near)], podAntiAffinity: [PodAffinity.preferred(1, near)] }),
      ],
    },
  ],
};
