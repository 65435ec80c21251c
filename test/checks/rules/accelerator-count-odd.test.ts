import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ServingEngine } from '../../../src';
import { chartIn, findingsOf, ModelOverrides, plainModel } from '../../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

describe('a number of accelerators', () => {
  const size = { cpu: Cpu.units(1), memory: Size.gibibytes(64) };
  const count = (accelerator: Accelerator, number: number) => ({ compute: Compute.gpu(accelerator, { count: number, ...size }) });

  test.each<[Accelerator, number, string]>([
    [Accelerator.NVIDIA_L4, 3, '4'], [Accelerator.NVIDIA_L4, 5, '8'], [Accelerator.NVIDIA_H100, 6, '8'], [Accelerator.NVIDIA_T4, 7, '8'], [Accelerator.NVIDIA_A100_40GB, 12, '16'],
    [Accelerator.AMD_MI300X, 3, '4'], [Accelerator.INTEL_GAUDI3, 6, '8'],
  ])('that no machine has is a warning: $name × %s', (accelerator, number, more) => {
    expect(said('accelerator-count-odd', count(accelerator, number))).toEqual([`one replica asks for ${number} × ${accelerator.name}, and no known node has ${number}: it takes one with ${more}`]);
  });

  test.each<[Accelerator, number]>([
    [Accelerator.NVIDIA_L4, 1], [Accelerator.NVIDIA_L4, 2], [Accelerator.NVIDIA_L4, 4], [Accelerator.NVIDIA_L4, 8],
    [Accelerator.NVIDIA_A100_40GB, 16], [Accelerator.NVIDIA_L4, 9], [Accelerator.NVIDIA_GPU, 3], [Accelerator.of({ name: 'six', resource: 'example.com/six', mostPerNode: 6 }), 6],
  ])('that a machine has, or of which nothing is known, is fine here: $name × %s', (accelerator, number) => {
    expect(said('accelerator-count-odd', count(accelerator, number))).toEqual([]);
  });
});
