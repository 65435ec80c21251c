import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1' } }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1,2,3' }, args: ['--data-parallel-size', '4'] }),
  says: /CUDA_VISIBLE_DEVICES=0,1.*2, the replica has 4/,
  fixes: [
    { fix: /remove it: the container sees no accelerators but its own/, broken: vllm({ compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0' } }), mended: [vllm({ compute: gpuCompute(4) })] },
    { fix: /use a divisor of 4/, broken: vllm({ compute: gpuCompute(4), args: ['-dcp=3'] }), mended: [vllm({ compute: gpuCompute(4), args: ['-dcp=2'] }), vllm({ compute: gpuCompute(3), args: ['-dcp=3'] })] },
  ],
};
