import { Framework, MlServerEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.of('sklearn'),
  file: 'resnet50.joblib',
  make: () => new MlServerEngine({ version: '1.7.1' }),
};
