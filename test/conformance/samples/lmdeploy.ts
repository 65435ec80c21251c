import { Framework, LmdeployEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  computes: ['gpu'],
  findings: ['pod-security-lowered'],
  make: () => new LmdeployEngine({ version: '0.16.0' }),
  published: {
    program: 'lmdeploy',
    isEntryPoint: false,
    port: 23333,
    source: 'https://github.com/InternLM/lmdeploy/blob/main/docker/Dockerfile',
  },
};
