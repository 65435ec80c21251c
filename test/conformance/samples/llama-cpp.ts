import { Framework, LlamaCppEngine } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.PYTORCH,
  file: 'tiny.gguf',
  make: () => new LlamaCppEngine({ version: 'b11434', modelFile: 'tiny.gguf' }),
};
