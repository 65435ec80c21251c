import { Framework, OllamaEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.PYTORCH,
  file: 'tiny.gguf',
  findingsOnGpu: ['pod-security-lowered'],
  make: () => new OllamaEngine({ version: '0.32.15', modelFile: 'tiny.gguf' }),
  published: {
    program: 'ollama',
    isEntryPoint: true,
    port: 11434,
    source: 'https://github.com/ollama/ollama/blob/main/Dockerfile',
  },
};
