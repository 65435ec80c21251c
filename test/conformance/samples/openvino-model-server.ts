import { Framework, OpenVinoModelServerEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.ONNX,
  file: 'resnet50.onnx',
  computes: ['cpu'],
  make: () => new OpenVinoModelServerEngine({ version: '2026.3' }),
  published: {
    program: '/ovms/bin/ovms',
    isEntryPoint: true,
    user: 5000,
    source: 'https://github.com/openvinotoolkit/model_server/blob/main/Dockerfile.ubuntu',
  },
};
