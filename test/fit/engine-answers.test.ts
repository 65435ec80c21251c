import { ASKED, Asked } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { blocks, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { weightBytes } from '../../src/fit/parameters';

const architectureOf = ({ name, config }: Asked): Architecture => readArchitecture(config, name);

/** The layout that the engine would choose with the same arguments. */
function layoutOf(asked: Asked): ReturnType<typeof cacheLayout> {
  return cacheLayout(architectureOf(asked), {
    engine: 'vllm',
    version: '0.32.0',
    cacheType: asked.arguments.kv_cache_dtype ?? 'auto',
    dataType: 'bfloat16',
    tensorParallel: 1,
    pipelineParallel: 1,
    contextParallel: 1,
    blockSize: asked.arguments.block_size,
    maxBatchedTokens: 4096,
    onCpu: true,
  });
}

/** What of the engine's answers the plan does not come to. */
const GAPS: { readonly [what: string]: Gaps } = {
  blocks: {},
  groups: { mamba2: 'without attention the block is as long as the context' },
  weights: {
    'hybrid-jamba': 'vLLM keeps A in float32: much for a model of this size, nothing for a real one',
  },
};

describe('what vLLM 0.32.0 says of small models', () => {
  const cases = ASKED.map(asked => [asked.name, asked] as const);

  test('all are known', () => {
    expect(ASKED.filter(asked => architectureOf(asked).unknowns.length > 0).map(({ name }) => name)).toEqual([]);
  });

  testEach('%s: as many blocks, exactly', cases, GAPS.blocks!, asked => {
    expect(blocks(layoutOf(asked)!, asked.arguments.kv_cache_memory_bytes)).toBe(asked.answer.blocks);
  });

  testEach('%s: the same groups of layers', cases, GAPS.groups!, asked => {
    const shape = ({ layers, blockSize, pageBytes }: { layers: number; blockSize: number; pageBytes: number }) => `${layers} layers, ${blockSize} tokens, ${pageBytes} bytes`;
    expect(layoutOf(asked)!.groups.map(shape).sort()).toEqual(asked.answer.groups.map(shape).sort());
  });

  testEach('%s: the bytes of its weights, within 1 %%', cases, GAPS.weights!, asked => {
    expect(weightBytes(architectureOf(asked), 'bfloat16')).toEqual(within(0.01, asked.answer.weightBytes));
  });
});

/** GiB that SGLang 0.5.23 logs for its cache of so many tokens, keys and values rounded to two digits each. */
const SGLANG: readonly (readonly [model: string, tokens: number, gibibytes: number])[] = [
  ['grouped', 2_000_000, 0.96], ['multi-query', 2_000_000, 0.96], ['latent', 500_000, 2.15],
];

describe('what SGLang 0.5.23 says of small models', () => {
  test.each(SGLANG)('%s: the cache of %i tokens takes %f GiB', (name, tokens, gibibytes) => {
    const layout = cacheLayout(architectureOf(ASKED.find(asked => asked.name === name)!), {
      engine: 'sglang',
      version: '0.5.23',
      cacheType: 'auto',
      dataType: 'bfloat16',
      tensorParallel: 1,
      pipelineParallel: 1,
      contextParallel: 1,
      maxBatchedTokens: 4096,
      onCpu: true,
    });
    expect(Math.abs(tokens * layout!.bytesPerBlock / layout!.groups[0]!.blockSize / 1024 ** 3 - gibibytes)).toBeLessThan(0.011);
  });
});
