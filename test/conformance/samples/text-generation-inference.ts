import { Framework, TextGenerationInferenceEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  short: 'tgi',
  anyName: true,
  findings: ['engine-unmaintained', 'pod-security-lowered'],
  make: () => new TextGenerationInferenceEngine({ version: '3.3.7' }),
  published: {
    program: 'text-generation-launcher',
    isEntryPoint: true,
    port: 80,
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/Dockerfile',
  },
};
