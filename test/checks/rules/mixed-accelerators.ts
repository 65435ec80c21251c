import { Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, LabelRequirement, NodeAffinity } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { gpuApp, model, RuleExamples, two } from '../rule-examples';

const only = (value: string) => [NodeAffinity.required([LabelRequirement.isIn('a', [value])])];

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'a', { compute: gpuCompute() }), plainModel(gpuApp(chart), 'b', { compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
  holds: chart => [plainModel(chart, 'a', { compute: gpuCompute() }), plainModel(gpuApp(chart), 'b', { compute: Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
  more: {
    fires: [two(
      model({ compute: gpuCompute(), replicas: 2, scheduling: { nodeSelector: { a: 'b' } } }),
      chart => plainModel(chart, 'b', { replicas: 2, scheduling: { nodeSelector: { a: 'b' } }, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) }),
    )],
  },
  says: /NVIDIA L4, NVIDIA H100.*nvidia\.com\/gpu/,
  fixes: [{
    fix: /cluster: ClusterDialect\.GKE, or a scheduling\.nodeSelector/,
    broken: two(model({ compute: gpuCompute(), replicas: 2 }), chart => plainModel(chart, 'b', { replicas: 2, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })),
    mended: [
      two(model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.GKE }), chart => plainModel(chart, 'b', { replicas: 2, cluster: ClusterDialect.GKE, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })),
      two(
        model({ compute: gpuCompute(), replicas: 2, scheduling: { nodeSelector: { a: 'l4' } } }),
        chart => plainModel(chart, 'b', { replicas: 2, scheduling: { nodeSelector: { a: 'h100' } }, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) }),
      ),
      two(
        model({ compute: gpuCompute(), replicas: 2, scheduling: { nodeAffinity: only('l4') } }),
        chart => plainModel(chart, 'b', {
          replicas: 2, scheduling: { nodeAffinity: only('h100') }, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }),
        }),
      ),
    ],
  }],
};
