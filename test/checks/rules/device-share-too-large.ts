import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceClaim, DeviceClaimOptions, KubernetesVersion } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';

const { NVIDIA_H200, NVIDIA_H100 } = Accelerator;
const claimed = (options: DeviceClaimOptions) => vllm({
  kubernetesVersion: KubernetesVersion.V1_37,
  compute: Compute.gpu(NVIDIA_H200, { cpu: Cpu.units(8), memory: Size.gibibytes(64), claim: DeviceClaim.devices(options) }),
});
const share = (memory: string) => claimed({ capacity: { memory } });

export const examples: RuleExamples = {
  fires: claimed({ capacity: { memory: '90Gi' }, alternatives: [{ accelerator: NVIDIA_H100, capacity: { memory: '90Gi' } }] }),
  holds: share('141Gi'),
  spared: claimed({ capacity: { cores: '4' } }),
  more: {
    holds: [vllm({
      kubernetesVersion: KubernetesVersion.V1_37,
      compute: Compute.gpu(Accelerator.of({ name: 'new', resource: 'nvidia.com/gpu' }), { cpu: Cpu.units(8), memory: Size.gibibytes(64), claim: DeviceClaim.devices({ capacity: { memory: '20Gi' } }) }),
    })],
  },
  says: /the claim asks for 90Gi of the memory of one NVIDIA H100, which has 80 GiB/,
  fixes: [{ fix: /ask for less, leave capacity out for a whole device/, broken: share('200Gi'), mended: [share('20Gi'), claimed({})] }],
};
