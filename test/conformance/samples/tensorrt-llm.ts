import { Framework, TensorRtLlmEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  computes: ['gpu'],
  findings: ['pod-security-lowered'],
  make: () => new TensorRtLlmEngine({ version: '1.2.1' }),
  published: {
    program: 'trtllm-serve',
    isEntryPoint: false,
    port: 8000,
    source: 'https://github.com/NVIDIA/TensorRT-LLM/blob/main/docker/Dockerfile.multi',
  },
};
