import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { gpuCompute, smallCompute } from '../../fixtures';
import { acknowledged, model, RuleExamples, vllm } from '../rule-examples';

const eight = { compute: gpuCompute(8) };
const neuron = Compute.gpu(Accelerator.AWS_INFERENTIA2, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const idle = vllm(eight, { tensorParallelSize: 2 });

export const examples: RuleExamples = {
  fires: idle,
  holds: vllm(eight, { tensorParallelSize: 2, dataParallelSize: 2, pipelineParallelSize: 2 }),
  more: {
    fires: [vllm({ compute: neuron }, { image: 'example.com/vllm-neuron:0.32.0', tensorParallelSize: 1 })],
    holds: [vllm({ ...eight, args: ['-pcp=4'] }, { tensorParallelSize: 2 }), vllm({ compute: smallCompute(), args: ['--data-parallel-size', '2'] })],
    spared: [model({ compute: gpuCompute(8), replicas: 2 })],
  },
  says: /use 2 of the 8 accelerators of a replica/,
  fixes: [{
    fix: /leave tensorParallelSize out, give dataParallelSize, or use fewer accelerators/,
    broken: idle,
    mended: [vllm(eight), vllm(eight, { tensorParallelSize: 2, dataParallelSize: 4 }), vllm({ compute: gpuCompute(2) }, { tensorParallelSize: 2 }), acknowledged('accelerators-idle', idle)],
  }],
};
