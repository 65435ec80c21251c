import { Framework, MatrixInferRuntimeEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.ONNX,
  file: 'resnet50.onnx',
  make: () => new MatrixInferRuntimeEngine({ image: 'registry.example.com/onnx-runtime:1.2.3' }),
  published: 'no image of its own',
};
