import { configuration } from './data/read';
import { within } from './within';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters } from '../../src/fit/parameters';
import { JsonObject } from '../../src/ground/objects';

/** Parameters that the makers publish. */
const PUBLISHED = [
  ['ome chatglm3_6b', 6_243_584_000], ['ome glm4_9b', 9_399_951_360], ['ome dbrx_132b', 131_596_523_520], ['ome exaone_7.8b', 7_818_448_896],
] as const;

describe('configurations with names of their own', () => {
  test.each(PUBLISHED)('%s has the parameters that its makers publish', (name, count) => {
    const config = configuration(name).config as JsonObject;
    const architecture = readArchitecture(name.includes('dbrx') ? { ...config, n_layers: 40 } : config, name); // the collection says 48 of it
    expect(architecture.unknowns).toEqual([]);
    expect(parameters(architecture)).toEqual(within(0.005, count));
  });
});
