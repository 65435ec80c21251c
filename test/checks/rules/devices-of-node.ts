import { SecretKey } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { compute: gpuCompute(), env: { NVIDIA_VISIBLE_DEVICES: 'void' } }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(), env: { CUDA_VISIBLE_DEVICES: '0' } }),
  spared: chart => vllmModel(chart, { env: { NVIDIA_VISIBLE_DEVICES: 'void' } }),
  more: {
    fires: [vllm({ compute: gpuCompute(), secretEnv: { AMD_VISIBLE_DEVICES: SecretKey.of('devices', 'amd') } })],
  },
  says: /"NVIDIA_VISIBLE_DEVICES=void"/,
  fixes: [{
    fix: /remove it: the device plugin sets it for the accelerators of the replica; acknowledge/,
    broken: vllm({ compute: gpuCompute(2), env: { NVIDIA_VISIBLE_DEVICES: '0,1' } }),
    mended: [vllm({ compute: gpuCompute(2) })],
  }],
};
