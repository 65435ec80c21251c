import { drawConfig } from './slow/draw';
import { build } from './slow/models';
import { count } from './slow/modules';
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
});
