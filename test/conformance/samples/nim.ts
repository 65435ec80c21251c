import { Framework, NimEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  computes: ['gpu'],
  make: () => new NimEngine({ version: '2.0.13' }),
  published: {
    program: 'nim-serve',
    isEntryPoint: true,
    user: 1000,
    port: 8000,
    source: 'https://github.com/NVIDIA/k8s-nim-operator',
  },
};
