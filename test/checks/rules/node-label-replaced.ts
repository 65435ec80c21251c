import { Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, CpuArchitecture, SchedulingOptions } from '../../../src';
import { model, RuleExamples, vllm } from '../rule-examples';

const GKE = 'cloud.google.com/gke-accelerator';
const compute = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24), architecture: CpuArchitecture.AMD64 });
const placed = (scheduling: SchedulingOptions, cluster: ClusterDialect = ClusterDialect.GKE) => vllm({ compute, cluster, scheduling });
const fix = /remove it, and give the accelerator or the architecture in compute; acknowledge the finding/;

export const examples: RuleExamples = {
  fires: placed({ nodeSelector: { [GKE]: 'nvidia-tesla-t4' } }),
  holds: placed({ nodeSelector: { 'cloud.google.com/gke-spot': 'true', [GKE]: 'nvidia-l4' } }),
  spared: vllm({ scheduling: { nodeSelector: { [GKE]: 'nvidia-tesla-t4' } } }),
  more: {
    spared: [vllm({ compute, cluster: ClusterDialect.GKE }), model({ replicas: 2, scheduling: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } } })],
    fires: [model({ replicas: 2, compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(24), architecture: CpuArchitecture.AMD64 }), scheduling: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } } })],
  },
  says: /scheduling\.nodeSelector has cloud\.google\.com\/gke-accelerator: "nvidia-tesla-t4", and NVIDIA L4 is selected by "nvidia-l4"/,
  fixes: [
    { fix, broken: placed({ nodeSelector: { [GKE]: 'nvidia-tesla-t4' } }), mended: [placed({})] },
    { fix, broken: placed({ nodeSelector: { 'kubernetes.io/arch': 'arm64' } }), mended: [placed({ nodeSelector: { 'kubernetes.io/arch': 'amd64' } })] },
    {
      fix,
      broken: placed({ nodeSelector: { 'nvidia.com/gpu.product': 'Tesla-T4' } }, ClusterDialect.OPENSHIFT),
      mended: [placed({}, ClusterDialect.OPENSHIFT), placed({ nodeSelector: { 'nvidia.com/gpu.product': 'NVIDIA-L4-SHARED' } }, ClusterDialect.OPENSHIFT)],
    },
  ],
};
