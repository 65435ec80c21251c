import { DRAWN } from './data/read';
import { drawConfig } from './slow/draw';
import { build } from './slow/models';
import { count } from './slow/modules';
import { blocks, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters } from '../../src/fit/parameters';
import { Json } from '../../src/ground/objects';

const SEEDS = Array.from({ length: 230 }, (_none, seed) => seed);

describe('generated architectures', () => {
  test('have exactly the parameters that are counted tensor by tensor', () => {
    const different = SEEDS.flatMap(seed => {
      const config = drawConfig(seed);
      const architecture = readArchitecture(config as Json, `drawn ${seed}`);
      const [ours, slow] = [parameters(architecture), count(build(config))];
      const { unknowns } = architecture;
      return ours === slow && unknowns.length === 0 ? [] : [{ seed, kind: config.model_type, ours, slow, unknowns }];
    });
    expect(different).toEqual([]);
  });

  test('have exactly the blocks that the modules of vLLM say, on one rank and on two', () => {
    expect(DRAWN.drawn.length).toBeGreaterThan(50);
    const ours = DRAWN.drawn.map(({ seed, ranks }) => {
      const config = drawConfig(seed);
      const layout = cacheLayout(readArchitecture(config as Json, `drawn ${seed}`), {
        engine: 'vllm',
        version: '0.32.0',
        cacheType: 'auto',
        dataType: String(config.dtype),
        tensorParallel: ranks,
        pipelineParallel: 1,
        contextParallel: 1,
        maxBatchedTokens: 4096,
        maxModelLen: 256,
        onCpu: true,
      });
      return { seed, ranks, blocks: blocks(layout!, DRAWN.cacheBytes) };
    });
    expect(ours).toEqual(DRAWN.drawn);
  });
});
