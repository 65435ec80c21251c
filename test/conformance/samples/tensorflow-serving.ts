import { Framework, TensorFlowServingEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.TENSORFLOW,
  make: () => new TensorFlowServingEngine({ version: '2.19.1' }),
  published: {
    program: '/usr/bin/tensorflow_model_server',
    isEntryPoint: true,
    port: 8501,
    source: 'https://github.com/tensorflow/serving/blob/master/tensorflow_serving/tools/docker/Dockerfile',
  },
};
