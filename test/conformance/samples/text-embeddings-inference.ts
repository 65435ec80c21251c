import { Framework, TextEmbeddingsInferenceEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.HUGGINGFACE,
  short: 'tei',
  computes: ['cpu', 'one-gpu'],
  findingsOnGpu: ['pod-security-lowered'],
  make: () => new TextEmbeddingsInferenceEngine({ version: '1.9.3' }),
  published: {
    program: 'text-embeddings-router',
    isEntryPoint: true,
    port: 80,
    source: 'https://github.com/huggingface/text-embeddings-inference/blob/main/Dockerfile',
  },
};
