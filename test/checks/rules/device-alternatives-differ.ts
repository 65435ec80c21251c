import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceAlternative, DeviceClaim, KubernetesVersion } from '../../../src';
import { model, RuleExamples, vllm } from '../rule-examples';

const { NVIDIA_H200, NVIDIA_H100 } = Accelerator;
const choosing = (count: number, ...alternatives: DeviceAlternative[]) => ({
  kubernetesVersion: KubernetesVersion.V1_37,
  compute: Compute.gpu(NVIDIA_H200, { count, cpu: Cpu.units(8), memory: Size.gibibytes(64), claim: DeviceClaim.devices({ alternatives }) }),
});
const claimed = (...alternatives: DeviceAlternative[]) => vllm(choosing(1, ...alternatives));

export const examples: RuleExamples = {
  fires: claimed({ accelerator: NVIDIA_H100, count: 2 }),
  holds: claimed({ accelerator: NVIDIA_H100 }),
  spared: claimed(),
  more: {
    fires: [vllm(choosing(2, { accelerator: NVIDIA_H100, count: 4 }))],
    spared: [model({ replicas: 2, ...choosing(1, { accelerator: NVIDIA_H100, count: 2 }) })],
  },
  says: /told to use 1 device \(1 × NVIDIA H200\), and an alternative of its claim has 2 × NVIDIA H100/,
  fixes: [{ fix: /give alternatives of the same number, or make a model for each/, broken: claimed({ accelerator: NVIDIA_H100, count: 2 }), mended: [claimed({ accelerator: NVIDIA_H100 }), claimed()] }],
};
