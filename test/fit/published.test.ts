import { CARDS } from './data/read';
import { Gaps, testEach } from './gaps';
import { Published, PUBLISHED_COUNTS, PUBLISHED_FILES } from './published';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { cacheBytesPerToken, CacheOptions } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters, weightBytes } from '../../src/fit/parameters';

const OPTIONS: CacheOptions = {
  engine: 'vllm', version: '0.32.0', cacheType: 'auto', dataType: 'bfloat16', tensorParallel: 1, pipelineParallel: 1, contextParallel: 1, maxBatchedTokens: 2048, onCpu: false,
};
const architectureOf = ({ model, config, quantization }: Published): Architecture => readArchitecture(config, model, { quantization });
const rows = (published: readonly Published[]) => published.filter(each => each.wrong === undefined).map(each => [each.model, each] as const);

/** Files whose size the plan does not come to. */
const GAPS: Gaps = {
  'deepseek-ai/DeepSeek-V4-Flash-0731': 'the files have 155.43 GiB; the configuration at hand is of the first release',
};

describe('published numbers', () => {
  test.each(rows(PUBLISHED_COUNTS))('%s has the published parameters', (_model, each) => {
    expect(parameters(architectureOf(each))).toEqual(within(0.005, each.parameters!));
  });

  test.each(CARDS)('%s has the parameters of its card', (name, { billions, config }) => {
    const architecture = readArchitecture(config, name);
    expect(architecture.unknowns).toEqual([]);
    expect(parameters(architecture) / 1e9).toEqual(within(0.005, billions));
  });

  test.each(rows(PUBLISHED_COUNTS.filter(each => each.cacheBytesPerToken !== undefined)))('%s keeps exactly the published bytes of each token', (_model, each) => {
    expect(cacheBytesPerToken(architectureOf(each), OPTIONS)).toBe(each.cacheBytesPerToken);
  });

  testEach('the weights of %s have the size of its files', rows(PUBLISHED_FILES), GAPS, each => {
    const { withoutDraft = false, fileGibibytes } = each;
    const architecture = architectureOf(each);
    const bytes = weightBytes(architecture) + (withoutDraft ? 0 : draftBytes(architecture));
    expect(bytes / 1024 ** 3).toEqual(within(0.005, fileGibibytes!));
  });

  test('are named where they are known to be wrong', () => {
    for (const each of PUBLISHED_FILES.filter(({ wrong }) => wrong !== undefined)) {
      const ours = weightBytes(architectureOf(each)) / 1024 ** 3;
      expect(each.fileGibibytes! / ours).toBeGreaterThan(1.9);
    }
  });
});

/** Bytes of the layers that draft: no server loads them unasked, but a checkpoint has them. */
function draftBytes(architecture: Architecture): number {
  return weightBytes({ ...architecture, layers: [], outer: architecture.draft, towers: [], draft: [] });
}
