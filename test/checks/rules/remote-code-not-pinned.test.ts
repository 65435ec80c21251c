import {
  Framework, KServeHuggingFaceEngine, LmdeployEngine, ModelSource, NimEngine, ServingEngine, SglangEngine, TensorRtLlmEngine,
  TextGenerationInferenceEngine, VllmEngine,
} from '../../../src';
import { chartIn, COMMIT, findingsOf, gpuCompute, ModelOverrides, PlainEngine, plainModel } from '../../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

describe('code of a repository', () => {
  const trustRemoteCode = true;
  const ENGINES: ServingEngine[] = [
    new VllmEngine({ version: '0.32.0', trustRemoteCode }), new SglangEngine({ version: '0.5.21', trustRemoteCode }), new LmdeployEngine({ version: '0.16.0', trustRemoteCode }),
    new TensorRtLlmEngine({ version: '1.2.1', trustRemoteCode }), new TextGenerationInferenceEngine({ version: '3.3.7', trustRemoteCode }),
    new KServeHuggingFaceEngine({ version: '0.20.0', trustRemoteCode }), new NimEngine({ version: '2.0.13', trustRemoteCode }), new NimEngine({ version: '1.14.0', trustRemoteCode }),
  ];
  const at = (revision?: string) => ({ source: ModelSource.huggingFace('acme/ranker', { revision }), compute: gpuCompute() });

  test.each(ENGINES)('that moves is a warning: $name $version', engine => {
    for (const revision of [undefined, 'main', 'v1.0']) {
      expect(said('remote-code-not-pinned', at(revision), engine)).toEqual([expect.stringMatching(/lets the server run code of the model's repository, and .* of acme\/ranker is no full commit/)]);
    }
    expect(said('remote-code-not-pinned', at(COMMIT), engine)).toEqual([]);
  });

  test.each<[ModelOverrides, boolean]>([
    [{ args: ['--trust-remote-code'] }, true],
    [{ args: ['--trust_remote_code=true'] }, true],
    [{ args: ['--trust-remote-code', 'false'] }, false],
    [{ args: ['--trust-remote-code=False'] }, false],
    [{ args: ['--no-trust-remote-code'] }, false],
    [{ env: { TRUST_REMOTE_CODE: 'true' } }, true],
    [{ env: { HF_TRUST_REMOTE_CODE: '0' } }, false],
    [{}, false],
  ])('is also seen, or not, by what the user gives: %j', (overrides, found) => {
    expect(said('remote-code-not-pinned', { ...at('main'), ...overrides }, new PlainEngine({ container: { env: {} } }))).toHaveLength(found ? 1 : 0);
  });
});
