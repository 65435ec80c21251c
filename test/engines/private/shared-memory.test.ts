import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute } from '../../../src';
import { sharedMemoryFor } from '../../../src/engines/private/shared-memory';

describe('the shared memory of a server', () => {
  test('is 2 GiB on a CPU', () => {
    expect(sharedMemoryFor(Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(8) })).toGibibytes()).toBe(2);
  });

  test.each([[1, 2], [4, 8], [8, 16], [16, 16]])('is for %i accelerators %i GiB', (count, gibibytes) => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(sharedMemoryFor(compute).toGibibytes()).toBe(gibibytes);
  });
});
