import { Framework, ModelLayout, ModelSource, OpenVinoModelServerEngine, ServingEngine, TensorFlowServingEngine, TritonEngine } from '../../../src';
import { chartIn, findingsOf, ModelOverrides, PlainEngine, plainModel } from '../../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

describe('a whole repository', () => {
  const source = ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY });
  const SERVERS: ServingEngine[] = [
    new TritonEngine({ version: '26.07' }), new TensorFlowServingEngine({ version: '2.19.1' }), new OpenVinoModelServerEngine({ version: '2026.3' }),
  ];

  test.each(SERVERS)('of $name waits for a model that somebody has to name', engine => {
    expect(said('repository-model-unnamed', { source }, engine)).toEqual([expect.stringMatching(/wait for a model called "model", which is only the name of the Service/)]);
    expect(said('repository-model-unnamed', { source, servedName: 'ranker' }, engine)).toEqual([]);
    expect(said('repository-model-unnamed', { source, servedName: 'model' }, engine)).toEqual([]);
    expect(said('repository-model-unnamed', { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) }, engine)).toEqual([]);
  });

  test('of a server that is probed without a name may have any', () => {
    const engine = Object.assign(new PlainEngine(), { placeFiles: () => '' });
    expect(said('repository-model-unnamed', { source }, engine)).toEqual([]);
  });
});
