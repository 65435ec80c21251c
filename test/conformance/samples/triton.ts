import { Framework, TritonEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.ONNX,
  file: 'resnet50.onnx',
  make: () => new TritonEngine({ version: '26.07' }),
};
