import { Framework, KServeHuggingFaceEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  make: () => new KServeHuggingFaceEngine({ version: '0.20.0', grpc: true }),
  published: {
    program: 'huggingfaceserver',
    isEntryPoint: true,
    user: 1000,
    port: 8080,
    source: 'https://github.com/kserve/kserve/blob/master/python/huggingface_server.Dockerfile',
  },
};
