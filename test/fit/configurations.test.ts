import { CONFIGURATIONS, RealConfiguration } from './data/read';
import { Gaps, testEach } from './gaps';
import { within } from './within';
import { Architecture } from '../../src/fit/architecture';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters, parametersByFamily, weightBytes } from '../../src/fit/parameters';

const read = ({ name, config, quantization }: RealConfiguration): Architecture => readArchitecture(config, name, { quantization });

/** Families that are compared, of those that are counted: where a norm or a bias belongs is a matter of taste. */
const COARSE: { readonly [family: string]: string } = {
  'embedding': 'outer', 'head': 'outer', 'vision': 'towers', 'projector': 'towers', 'experts': 'experts', 'shared-experts': 'experts', 'router': 'experts',
};

function coarse(families: { readonly [family: string]: number | undefined }): { [family: string]: number } {
  const sums: { [family: string]: number } = {};
  for (const [family, count = 0] of Object.entries(families)) {
    if (family === 'draft') continue;
    const name = COARSE[family] ?? 'layers';
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

/** Configurations that are refused, or of which something is said not to be known. */
const REFUSED: Gaps = {
  'aiconfigurator stepfun-ai/Step-3.7-Flash-FP8': 'its tower is not counted',
  'aiconfigurator stepfun-ai/Step-3.7-Flash': 'its tower is not counted',
  'aiconfigurator meta-llama/Llama-4-Maverick-17B-128E-Instruct': 'its configuration names no tower, the class has one',
  'aiconfigurator meta-llama/Llama-4-Scout-17B-16E-Instruct': 'its configuration names no tower, the class has one',
  'ome clip_vision_model': 'no language model',
  'ome llama3_2_11b_vision': 'layers that attend to images are not known; vLLM dropped them in 0.10.2',
  'ome llama3_2_90b_vision': 'layers that attend to images are not known; vLLM dropped them in 0.10.2',
  'ome phi3small': 'sparse attention of blocks is not known; vLLM dropped it in 0.9.2',
  'ome qwen_7b': 'the first Qwen, with half of the feed-forward width that it says; vLLM dropped it in 0.23.0',
};

/** Counts that are more than 0.5 % away, of all or of one family. */
const GAPS: Gaps = {};

/** Bytes of a parameter, at most, of checkpoints that say in their name how they are quantized; small models have much that is not. */
const LIMITS: readonly (readonly [RegExp, number])[] = [[/NVFP4/, 1.1], [/FP8/i, 1.2]];

const QUANTIZED = CONFIGURATIONS.filter(({ name }) => LIMITS.some(([pattern]) => pattern.test(name)) && !Object.hasOwn(REFUSED, name))
  .map(each => [each.name, each] as const);

/** Checkpoints that the plan takes for wider than they are. */
const WIDE: Gaps = {};

describe('configurations of real models', () => {
  const named = CONFIGURATIONS.map(each => [each.name, each] as const);

  test.each(named)('%s is read, or refused with the reason', (name, each) => {
    const reasons = whyNot(each);
    expect([name, reasons.length > 0]).toEqual([name, Object.hasOwn(REFUSED, name)]);
    for (const reason of reasons) expect(reason).toMatch(/\S+ \S+ \S+/);
  });

  testEach('%s has as many parameters as transformers builds', named.filter(([name, { counted }]) => counted !== undefined && !Object.hasOwn(REFUSED, name)), GAPS, each => {
    const architecture = read(each);
    expect(parameters(architecture)).toEqual(within(0.005, each.counted!.total));
    const [ours, theirs] = [coarse(parametersByFamily(architecture)), coarse(each.counted!.families)];
    for (const family of Object.keys(theirs)) expect([family, ours[family]]).toEqual([family, within(0.005, theirs[family]!)]);
  });

  testEach('%s: its weights have the bytes that its name promises', QUANTIZED, WIDE, each => {
    const architecture = read(each);
    const [, limit] = LIMITS.find(([pattern]) => pattern.test(each.name))!;
    expect(weightBytes(architecture) / parameters(architecture)).toBeLessThan(limit);
  });
});

function whyNot(each: RealConfiguration): readonly string[] {
  try {
    return read(each).unknowns;
  } catch (error) {
    return [(error as Error).message];
  }
}
