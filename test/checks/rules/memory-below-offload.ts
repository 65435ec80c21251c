import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ModelArchitecture, SglangEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, sized, vllm, vllmModel } from '../rule-examples';

/** Half of 80 GiB are for the cache, and as often of the host's memory as is said. */
const hierarchical = (version: string, ...args: string[]) => vllm({
  architecture: ModelArchitecture.of('Qwen/Qwen3-8B'),
  args: ['--enable-hierarchical-cache', ...args],
  profileProps: {
    engine: new SglangEngine({ version }), compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(8), memory: Size.gibibytes(64) }),
  },
});

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '65'] }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '48'] }),
  more: {
    fires: [
      vllm({ compute: gpuCompute(4), args: ['--kv-offloading-size', '33', '--data-parallel-size', '2'] }),
      vllm({ compute: gpuCompute(4), args: ['--cpu-offload-gb', '17'] }, { pipelineParallelSize: 2 }),
      vllm({ compute: gpuCompute(4), args: ['--cpu-offload-gb', '17', '-pcp=2'] }),
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '40', '--cpu-offload-gb', '30'] }),
      hierarchical('0.5.15'),
      hierarchical('0.5.15', '--hicache-ratio=4'),
      hierarchical('0.5.23', '--hicache-ratio=4'),
      hierarchical('0.5.15', '--hicache-size=70'),
    ],
    holds: [
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '64'] }),
      vllm({ compute: gpuCompute(), source: sized(40), args: ['--cpu-offload-gb', '100'] }),
      vllm({ compute: gpuCompute(), args: ['--kv-offloading-size', '0'] }),
      hierarchical('0.5.15', '--hicache-size=40'),
      hierarchical('0.5.15', '--hicache-ratio=1.1'),
    ],
  },
  spared: hierarchical('0.5.23'),
  says: /--kv-offloading-size 65.*65 GiB.*64 GiB/,
  fixes: [{
    fix: /raise memory in compute well above that, or make them smaller/,
    broken: vllm({ args: ['--kv-offloading-size=100'] }),
    mended: [
      vllm({ args: ['--kv-offloading-size=100'], compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(200) }) }), vllm({ args: ['--kv-offloading-size=10'] }),
    ],
  }],
};
