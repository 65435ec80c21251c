import { configuration, PUBLISHED_GGUF } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { fileTypeOf } from '../../src/fit/config/file-types';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { weightBytes } from '../../src/fit/parameters';
import { Json } from '../../src/ground/objects';

const FILES = PUBLISHED_GGUF.flatMap(([model, { config, gigabytes }]) => Object.entries(gigabytes).map(([type, size]) => [`${model} in ${type}`, { model, config, type, size }] as const));

/** Mixtures that depend on more than the type: one is smaller with an importance matrix, as publishers have it, the other larger for a model of eight experts. */
const MIXED = ['IQ3_XXS', 'IQ3_M'];

const GAPS: Gaps = Object.fromEntries(FILES.filter(([, { model }]) => model === 'GPT-2').map(([name]) => [name, 'its files have the embedding a second time, as the head']));

function architectureOf(config: string | Json, model: string, type: string): Architecture {
  if (typeof config !== 'string') return readArchitecture(config, model, { saidQuantization: type });
  if (config.startsWith('known ')) return knownArchitecture(config.slice('known '.length), type);
  return readArchitecture(configuration(config).config, model, { saidQuantization: type });
}

describe('GGUF files that people published', () => {
  test('are at least 230, of 19 models', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(230);
    expect(PUBLISHED_GGUF.length).toBeGreaterThanOrEqual(19);
  });

  testEach('%s has the size of its file, within 2.5 %% or 5 %%', FILES, GAPS, ({ config, model, type, size }) => {
    expect(weightBytes(architectureOf(config, model, type)) / 1e9).toEqual(within(MIXED.includes(type) ? 0.05 : 0.025, size));
  });

  // https://huggingface.co/DevQuasar/openai.gpt-oss-20b-GGUF: 22.3 GB in Q8_0, where Unsloth has 12.1
  test('may be larger where experts in MXFP4 are quantized anew', () => {
    const device = { name: 'NVIDIA L4', bytes: 22.35 * 1024 ** 3, resource: 'nvidia.com/gpu' };
    const weights = (type: string) => planMemory({ architecture: knownArchitecture('openai/gpt-oss-20b', type), engine: 'llama-cpp', version: 'b11434', device, count: 1, maxModelLen: 4096 }).rows[0]!;
    expect((weights('Q8_0').bytes + weights('Q8_0').uncertainty) / 1e9).toBeGreaterThan(22.3);
    expect(weights('F16').bytes / 1e9).toEqual(within(0.01, 13.8 - 201_088 * 2880 * 2 / 1e9)); // the embedding is on the host
    expect(weights('F16').uncertainty / weights('F16').bytes).toBeCloseTo(0.06, 6);
  });

  // https://github.com/ggml-org/llama.cpp/discussions/15396 has what llama-bench says of https://huggingface.co/ggml-org/gpt-oss-20b-GGUF and its like
  test.each([['gpt-oss-20b-mxfp4.gguf', 11.27], ['gpt-oss-120b-mxfp4-00001-of-00003.gguf', 59.02]])('%s has the size that llama.cpp says, %d GiB', (file, size) => {
    const architecture = knownArchitecture(`openai/${file.split('-mxfp4')[0]}`, fileTypeOf(file));
    expect(weightBytes(architecture) / 1024 ** 3).toBeCloseTo(size, 2);
  });

  test('is no file of MXFP4 where the word is a method', () => {
    expect(['mxfp4', 'gpt_oss_mxfp4', 'models/mxfp4/config.json'].map(fileTypeOf)).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['Qwen2.5-14B-Instruct-Q4_K_L.gguf', 'Q4_K_L'], ['llama-3.Q3_K.gguf', 'Q3_K'], ['Q6_K_L', 'Q6_K_L'], ['DeepSeek-V3-0324-UD-IQ2_XXS-00001-of-00005.gguf', undefined], ['Qwen3.6-27B-UD-Q4_K_XL.gguf', undefined],
  ])('of the name %s are of the type %s', (name, type) => {
    expect(fileTypeOf(name)).toBe(type);
  });
});
