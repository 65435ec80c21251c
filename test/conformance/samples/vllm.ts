import { Framework, VllmEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  make: () => new VllmEngine({ version: '0.32.0' }),
};
