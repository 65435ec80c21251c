import { LLAMA_CPP_ANSWERS as answers } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { bytesOfSequence, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { weightBytes } from '../../src/fit/parameters';
import { Json } from '../../src/ground/objects';
import { LLAMA_CPP_MODELS, LLAMA_CPP_QUESTIONS, nameOf } from '../serving/fit/llama-cpp-models';

const MIB = 1024 ** 2;
const ENGINE = { engine: 'llama-cpp', version: 'b11434' };

const cases = LLAMA_CPP_QUESTIONS.map(question => [nameOf(question), question] as const);

/** Files of such small models have much in 32 bits: convolutions, A and D. */
const WEIGHT_GAPS: Gaps = Object.fromEntries(cases.filter(([name]) => name.startsWith('mamba')).map(([name]) => [name, '1.4 % more']));

describe('what llama.cpp b11434 says of small models, and of one as large as Llama 3.1 8B', () => {
  test.each(cases)('%s: the buffers of its cache, as far as they are printed', (_name, question) => {
    const { cacheType, context, sequences } = question;
    const options = { ...ENGINE, cacheType, dataType: 'float16', tensorParallel: 1, pipelineParallel: 1, contextParallel: 1, maxBatchedTokens: 512, onCpu: true };
    const layout = cacheLayout(readArchitecture(LLAMA_CPP_MODELS[question.model] as Json, question.model), options)!;
    const bytes = sequences * bytesOfSequence(layout, context / sequences, options);
    expect(Math.abs(bytes / MIB - answers[nameOf(question)]!.cache)).toBeLessThan(0.011);
  });

  testEach('%s: the weights, within 1 %%', cases, WEIGHT_GAPS, question => {
    const bytes = weightBytes(readArchitecture(LLAMA_CPP_MODELS[question.model] as Json, question.model), 'float16');
    expect(bytes / MIB).toEqual(within(0.01, answers[nameOf(question)]!.weights));
  });

  test.each(cases)('%s: what it computes in is not more than the plan allows for', (name, { model, context, sequences, cacheType }) => {
    const { rows } = planMemory({
      architecture: readArchitecture(LLAMA_CPP_MODELS[model] as Json, model),
      ...ENGINE,
      device: { name: 'a host', bytes: 64 * 1024 ** 3 },
      count: 1,
      cacheType,
      maxModelLen: context / sequences,
      concurrency: sequences,
    });
    const { bytes, uncertainty } = rows.find(({ what }) => what.startsWith('activations'))!;
    expect((bytes + uncertainty) / MIB).toBeGreaterThan(answers[name]!.compute);
  });
});
