import { GGUF_SIZES } from './data/read';
import { within } from './within';
import { readArchitecture } from '../../src/fit/config/read-config';
import { weightBytes } from '../../src/fit/parameters';
import { Json } from '../../src/ground/objects';
import { GGUF_MODELS, GGUF_TYPES } from '../serving/fit/gguf-types';

/** Types of few bits, whose mixture depends on the model; the plan allows for 6 % in any. */
const MIXED = ['Q2_K_S', 'IQ3_M', 'IQ3_XXS', 'IQ2_M', 'IQ2_S', 'IQ1_M', 'IQ1_S'];

describe('files of llama.cpp', () => {
  test.each(GGUF_TYPES)('of the type %s have the bytes that llama.cpp reckons, within 1 %% or 5 %%', type => {
    for (const [model, config] of Object.entries(GGUF_MODELS)) {
      const bytes = weightBytes(readArchitecture(config as Json, model, { saidQuantization: type }));
      expect([model, bytes / 1024 ** 2]).toEqual([model, within(MIXED.includes(type) ? 0.05 : 0.01, GGUF_SIZES[model]![type]!)]);
    }
  });
});
