import { Framework, TorchServeEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.PYTORCH,
  file: 'resnet50.mar',
  findings: ['engine-unmaintained'],
  make: () => new TorchServeEngine({ version: '0.12.0' }),
};
