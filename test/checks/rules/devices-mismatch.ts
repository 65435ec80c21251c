import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, NimEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm, vllmModel } from '../rule-examples';

const neuron = Compute.gpu(Accelerator.AWS_INFERENTIA2, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const nim = (env: { [name: string]: string }) => vllm({
  env, profileProps: { engine: new NimEngine({ version: '1.8.0', image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.0' }), compute: gpuCompute() },
});

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1' } }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1,2,3' }, args: ['--data-parallel-size', '4'] }),
  says: /CUDA_VISIBLE_DEVICES=0,1.*2, the replica has 4/,
  fixes: [
    { fix: /remove it: the container sees no accelerators but its own/, broken: vllm({ compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0' } }), mended: [vllm({ compute: gpuCompute(4) })] },
    {
      fix: /remove it: the container sees no cores but its own/,
      broken: vllm({ compute: neuron, env: { NEURON_RT_NUM_CORES: '12' } }, { image: 'example.com/vllm-neuron:0.32.0' }),
      mended: [vllm({ compute: neuron }, { image: 'example.com/vllm-neuron:0.32.0' })],
    },
    { fix: /take a profile for them, or remove it/, broken: nim({ NIM_MODEL_PROFILE: 'vllm-bf16-tp2' }), mended: [nim({ NIM_MODEL_PROFILE: 'vllm-bf16-tp1' }), nim({})] },
    { fix: /use a divisor of 4/, broken: vllm({ compute: gpuCompute(4), args: ['-dcp=3'] }), mended: [vllm({ compute: gpuCompute(4), args: ['-dcp=2'] }), vllm({ compute: gpuCompute(3), args: ['-dcp=3'] })] },
  ],
};
