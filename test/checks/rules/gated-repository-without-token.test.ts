import { Framework, ModelSource, SecretKey, ServingEngine, VllmEngine } from '../../../src';
import { chartIn, COMMIT, findingsOf, gpuCompute, ModelOverrides, plainModel } from '../../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

const token = SecretKey.of('hf', 'token');
const vllm = new VllmEngine({ version: '0.32.0' });

describe('a gated repository', () => {
  const gated = (options = {}) => ModelSource.huggingFace('google/gemma-2-9b-it', { revision: COMMIT, ...options });

  test.each<[string, ServingEngine | undefined, ModelOverrides]>([
    ['for a server that loads it itself', vllm, { source: gated(), compute: gpuCompute() }],
    ['for one that is given the files', undefined, { source: gated() }],
    ['when the token is given to another container', undefined, { source: gated(), secretEnv: { HF_TOKEN: token } }],
  ])('without a token is a warning %s', (_what, engine, overrides) => {
    expect(said('gated-repository-without-token', overrides, engine)).toEqual([expect.stringMatching(/^google\/gemma-2-9b-it is known/)]);
  });

  test.each<[string, ServingEngine | undefined, ModelOverrides]>([
    ['with a token', undefined, { source: gated({ token }) }],
    ['with a token of the profile', vllm, { source: gated(), compute: gpuCompute(), profileProps: { secretEnv: { HF_TOKEN: token } } }],
    ['from a mirror', undefined, { source: gated({ endpoint: 'https://hub.example.com' }) }],
    ['that is only registered', undefined, { source: gated(), registerOnly: true }],
    ['that lies on a claim', undefined, { source: ModelSource.pvc('weights', { path: 'google/gemma-2-9b-it' }) }],
  ])('is fine %s', (_what, engine, overrides) => {
    expect(said('gated-repository-without-token', overrides, engine)).toEqual([]);
  });
});
