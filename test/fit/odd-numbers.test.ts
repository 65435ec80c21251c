import { ODD_KINDS, SMALL_MODELS } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { blocks, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters, weightBytes, weightBytesOfRank } from '../../src/fit/parameters';

/** Configurations that come out of odd numbers and that the reader says it does not know. */
const NOT_KNOWN: Gaps = {
  glm4_moe: 'the heads do not divide the width',
  glm4v_moe: 'as that',
  janus: 'it draws with another network than all Janus that there are',
  qwen3_omni_moe_thinker: 'the heads do not divide the width',
  seed_oss: 'the heads of keys do not divide the others',
};

/** Counts that differ from those of transformers. */
const GAPS: Gaps = {
  gemma3: 'transformers builds what makes one vector of all patches unless the configuration says no; models say no, and servers do not load it',
  lfm2_vl: 'as that',
};

describe('small configurations with odd numbers', () => {
  test('are as many as there are kinds that can be built', () => {
    expect(ODD_KINDS.length).toBeGreaterThan(115);
  });

  test('are known, but for those that contradict themselves', () => {
    const unknown = ODD_KINDS.filter(([modelType, { config }]) => readArchitecture(config, modelType).unknowns.length > 0);
    expect(unknown.map(([modelType]) => modelType)).toEqual(Object.keys(NOT_KNOWN));
  });

  testEach('%s has the parameters of the modules of transformers', ODD_KINDS.filter(([modelType]) => modelType !== 'janus'), GAPS, ({ config, total }) => {
    expect(parameters(readArchitecture(config, 'it'))).toEqual(within(0.005, total));
  });
});

describe('small models in the modules of vLLM', () => {
  const layoutOf = (architecture: Architecture, tensorParallel: number) => cacheLayout(architecture, {
    engine: 'vllm',
    version: '0.32.0',
    cacheType: 'auto',
    dataType: 'bfloat16',
    tensorParallel,
    pipelineParallel: 1,
    contextParallel: 1,
    maxBatchedTokens: 2048,
    maxModelLen: 1024,
    onCpu: true,
  })!;

  test.each(SMALL_MODELS)('%s: its weights and its blocks', (name, { config, cacheBytes, weightBytes: theirs, blocks: expected }) => {
    const architecture = readArchitecture(config, name);
    expect(architecture.unknowns).toEqual([]);
    expect(weightBytes(architecture)).toEqual(within(0.001, theirs));
    expect(blocks(layoutOf(architecture, 1), cacheBytes)).toBe(expected);
  });

  test.each(SMALL_MODELS.filter(([, { onTwo }]) => onTwo !== undefined))('%s: the same on one of two ranks', (name, { config, cacheBytes, onTwo }) => {
    const architecture = readArchitecture(config, name);
    expect(weightBytesOfRank(architecture, { tensorParallel: 2, pipelineParallel: 1, expertParallel: 1 })).toEqual(within(0.005, onTwo!.weightBytes));
    expect(blocks(layoutOf(architecture, 2), cacheBytes)).toBe(onTwo!.blocks);
  });
});
