import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, SharedAcceleratorProps, SharingStrategy } from '../../../src';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';

const share = (props: SharedAcceleratorProps) => Compute.gpu(Accelerator.NVIDIA_L4.shared(props), { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const half = share({ replicas: 2 });

export const examples: RuleExamples = {
  fires: vllm({ compute: half }),
  holds: vllm({ compute: half }, { gpuMemoryUtilization: 0.5 }),
  spared: vllm({ compute: share({ replicas: 2, strategy: SharingStrategy.MPS }) }),
  says: /--gpu-memory-utilization 0\.9 is a share of the whole device, and 2 Pods share it \(1\/2 NVIDIA L4\)/,
  fixes: [{
    fix: /give a share of at most 0\.5, or acknowledge/,
    broken: vllm({ compute: half }),
    mended: [vllm({ compute: half }, { gpuMemoryUtilization: 0.5 }), acknowledged('shared-device-overbooked', vllm({ compute: half }))],
  }],
};
