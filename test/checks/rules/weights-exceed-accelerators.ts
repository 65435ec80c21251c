import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ModelSource } from '../../../src';
import { gpuCompute, plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples, sized, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { compute: gpuCompute(), source: new PlainSource({ size: Size.gibibytes(23) }) }),
  holds: chart => plainModel(chart, 'model', { compute: gpuCompute(2), source: new PlainSource({ size: Size.mebibytes(2 * 22888) }) }),
  more: {
    fires: [vllm({ source: sized(23) }), vllm({ source: sized(22) }, { gpuMemoryUtilization: 0.5 })],
    holds: [vllm({ source: sized(11) }, { gpuMemoryUtilization: 0.5 })],
    spared: [vllm({ source: ModelSource.pvc('weights') })],
  },
  says: /23 GiB.*1 × NVIDIA L4 have 22\.4 GiB/,
  fixes: [{
    fix: /use more or larger accelerators, or quantized weights/,
    broken: model({ compute: gpuCompute(), source: sized(40), replicas: 2 }),
    mended: [
      model({ compute: gpuCompute(4), source: sized(40), replicas: 2 }), model({ compute: gpuCompute(), source: sized(10), replicas: 2 }),
      model({ compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(4), memory: Size.gibibytes(64) }), source: sized(40), replicas: 2 }),
    ],
  }],
};
