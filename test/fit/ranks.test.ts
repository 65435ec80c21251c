import { RANKS, withoutQuantization } from './data/read';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { blocks, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { weightBytesOfRank } from '../../src/fit/parameters';

type Asked = typeof RANKS[number];

const architectureOf = ({ configuration }: Asked): Architecture => readArchitecture(withoutQuantization(configuration.config), configuration.name);

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

  test.each(cases)('%s: the bytes of its weights, within 0.5 %%', (_name, asked) => {
    const split = { tensorParallel: asked.ranks, pipelineParallel: 1, expertParallel: 1, expertTensor: asked.ranks };
    expect(weightBytesOfRank(architectureOf(asked), split, 'bfloat16')).toEqual(within(0.005, asked.answer.weightBytes));
  });
});

describe('towers on several ranks', () => {
  const tower = (heads: number, kind = 'qwen3_vl', model = 'qwen3_vl') => readArchitecture({
    model_type: model,
    text_config: { model_type: 'qwen3_vl_text', hidden_size: 1024, num_hidden_layers: 2, num_attention_heads: 48, intermediate_size: 3072, vocab_size: 32_000 },
    vision_config: {
      model_type: kind,
      hidden_size: 960,
      depth: 12,
      num_heads: heads,
      intermediate_size: 3840,
      num_position_embeddings: 2304,
      position_embedding_size: 1152,
      patch_size: 16,
      spatial_merge_size: 2,
      out_hidden_size: 1024,
    },
  }, 'a model that reads images');
  const bytes = (architecture: Architecture, tensorParallel: number, towerRanks?: number) => (
    weightBytesOfRank({ ...architecture, layers: [], outer: [] }, { tensorParallel, pipelineParallel: 1, expertParallel: 1, towerRanks })
  );

  test.each([[16, 2, 0.6], [16, 8, 0.3], [16, 3, 1], [12, 8, 1], [12, 3, 0.5]])('%i heads on %i ranks: a part of it, or all where its heads are not divided', (heads, ranks, most) => {
    const part = bytes(tower(heads), ranks) / bytes(tower(heads), 1);
    if (most === 1) expect(part).toBeGreaterThan(0.5); else expect(part).toBeLessThan(most);
  });

  test('are whole where transformers builds them, and where the server is told so', () => {
    expect(bytes(tower(16, 'gemma4_vision', 'gemma4'), 8)).toBe(bytes(tower(16, 'gemma4_vision', 'gemma4'), 1));
    expect(bytes(tower(16), 8, 1)).toBe(bytes(tower(16), 1));
  });
});
