import { ACCELERATORS } from '../../src/facts/accelerators';
import { migMebibytes, migProfile } from '../../src/facts/mig-profiles';

/** GiB that nvidia-smi says of slices, in logs that people published. */
const SAID: readonly (readonly [gpu: string, profile: string, gibibytes: number])[] = [
  ['NVIDIA A100 40GB', '1g.5gb', 4.75], ['NVIDIA A100 40GB', '2g.10gb', 9.62], ['NVIDIA A100 40GB', '3g.20gb', 19.5], ['NVIDIA A100 40GB', '4g.20gb', 19.5],
  ['NVIDIA A100 40GB', '7g.40gb', 39.25], ['NVIDIA A100 80GB', '1g.10gb', 9.5], ['NVIDIA H100', '1g.10gb', 9.75], ['NVIDIA H100', '2g.20gb', 19.62],
  ['NVIDIA H100', '3g.40gb', 39.5], ['NVIDIA H100', '7g.80gb', 79.25], ['NVIDIA A30', '1g.6gb', 5.75], ['NVIDIA H100 NVL', '1g.12gb', 10.75],
  ['NVIDIA H200', '1g.18gb', 16], ['NVIDIA B200', '1g.23gb', 20.5],
];

const gibibytes = (gpu: string, profile: string): number => {
  const { mebibytes, mig } = ACCELERATORS.find(({ name }) => name === gpu)!;
  return migMebibytes(migProfile(profile)!, mebibytes, mig!) / 1024;
};

describe('the memory of a MIG slice', () => {
  test.each(SAID)('of %s %s is at most the %f GiB that the driver says, and hardly less', (gpu, profile, said) => {
    expect(gibibytes(gpu, profile)).toBeLessThanOrEqual(said);
    expect(gibibytes(gpu, profile)).toBeGreaterThan(said * 0.95);
  });

  test('is less than its name says, of all in the table', () => {
    for (const { name, mig = '*' } of ACCELERATORS) {
      for (const profile of mig === '*' || mig === '' ? [] : mig.split(' ')) expect(gibibytes(name, profile)).toBeLessThan(migProfile(profile)!.gigabytes);
    }
  });

  test('of a GPU that is not known is less than its name says', () => {
    expect(migMebibytes(migProfile('2g.33gb')!, undefined, '*')).toBe(Math.floor(33 * 1024 * 0.88));
    expect(migMebibytes(migProfile('1g.10gb')!, 81920, '*')).toBe(Math.floor(10 * 1024 * 0.88));
  });

  test.each(['', '8g.10gb', '1g.0gb', '1g', '10gb', '1g.10gb+ME'])('is not that of %j, which is no profile', name => {
    expect(migProfile(name)).toBeUndefined();
  });
});
