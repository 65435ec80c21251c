import { RANKS, withoutQuantization } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { blocks, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { weightBytesOfRank } from '../../src/fit/parameters';

type Asked = typeof RANKS[number];

const architectureOf = ({ configuration }: Asked): Architecture => readArchitecture(withoutQuantization(configuration.config), configuration.name);

/** The plan divides towers, and has those that are whole in its uncertainty. */
const GAPS: Gaps = {
  'aiconfigurator google/gemma-4-26B-A4B on 8': 'vLLM keeps its tower whole on each rank',
  'aiconfigurator Qwen/Qwen3-VL-8B-Instruct on 8': 'vLLM divides more of its tower',
  'aiconfigurator Qwen/Qwen3.5-27B on 8': 'vLLM divides more of its tower',
  'aiconfigurator Qwen/Qwen3.5-35B-A3B on 8': 'vLLM divides more of its tower',
};

describe('one rank of models of full size, as the modules of vLLM 0.32.0 have it', () => {
  const cases = RANKS.map(asked => [`${asked.configuration.name} on ${asked.ranks}`, asked] as const);

  test.each(cases)('%s: as many blocks, exactly', (_name, asked) => {
    const layout = cacheLayout(architectureOf(asked), {
      engine: 'vllm',
      version: '0.32.0',
      cacheType: 'auto',
      dataType: 'bfloat16',
      tensorParallel: asked.ranks,
      pipelineParallel: 1,
      contextParallel: 1,
      maxBatchedTokens: 4096,
      maxModelLen: 4096,
      onCpu: true,
    });
    expect(blocks(layout!, asked.cacheBytes)).toBe(asked.answer.blocks);
  });

  testEach('%s: the bytes of its weights, within 0.5 %%', cases, GAPS, asked => {
    const split = { tensorParallel: asked.ranks, pipelineParallel: 1, expertParallel: 1, expertTensor: asked.ranks };
    expect(weightBytesOfRank(architectureOf(asked), split, 'bfloat16')).toEqual(within(0.005, asked.answer.weightBytes));
  });
});
