import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, sized, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '65'] }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '48'] }),
  more: {
    fires: [
      vllm({ compute: gpuCompute(4), args: ['--kv-offloading-size', '33', '--data-parallel-size', '2'] }),
      vllm({ compute: gpuCompute(4), args: ['--cpu-offload-gb', '17'] }, { pipelineParallelSize: 2 }),
      vllm({ compute: gpuCompute(4), args: ['--cpu-offload-gb', '17', '-pcp=2'] }),
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '40', '--cpu-offload-gb', '30'] }),
    ],
    holds: [
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '64'] }),
      vllm({ compute: gpuCompute(), source: sized(40), args: ['--cpu-offload-gb', '100'] }),
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '0'] }),
    ],
  },
  says: /--kv-offloading-size 65.*65 GiB.*64 GiB/,
  fixes: [{
    fix: /raise memory in compute well above that, or make them smaller/,
    broken: vllm({ args: ['--kv-offloading-size=100'] }),
    mended: [
      vllm({ args: ['--kv-offloading-size=100'], compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(200) }) }), vllm({ args: ['--kv-offloading-size=10'] }),
    ],
  }],
};
