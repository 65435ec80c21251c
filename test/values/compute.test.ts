import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, GpuComputeProps } from '../../src';

const base = { cpu: Cpu.units(4), memory: Size.gibibytes(24) };
const gpu = (props: Partial<GpuComputeProps> = {}, accelerator = Accelerator.NVIDIA_L4) => Compute.gpu(accelerator, { ...base, ...props });

describe('compute', () => {
  test('requests what it says, limits memory alike and CPU not at all', () => {
    const { requests, limits } = Compute.cpu(base);
    expect(requests).toEqual({ cpu: '4', memory: '24Gi' });
    expect(limits).toEqual({ memory: '24Gi' });
  });

  test('requests and limits one accelerator unless told another count', () => {
    expect(gpu().requests).toMatchObject({ 'nvidia.com/gpu': '1' });
    expect(gpu({ count: 4 }).limits).toMatchObject({ 'nvidia.com/gpu': '4' });
  });

  test('has limits above its requests where they are given', () => {
    const { requests, limits } = gpu({ cpu: Cpu.units(2), cpuLimit: Cpu.units(4), memory: Size.gibibytes(8), memoryLimit: Size.gibibytes(16) });
    expect(requests).toMatchObject({ cpu: '2', memory: '8Gi' });
    expect(limits).toMatchObject({ cpu: '4', memory: '16Gi' });
  });

  test('requests ephemeral storage and does not limit it', () => {
    const { requests, limits } = gpu({ ephemeralStorage: Size.mebibytes(1536) });
    expect(requests['ephemeral-storage']).toBe('1536Mi');
    expect(limits).not.toHaveProperty(['ephemeral-storage']);
  });

  test('requests and limits other resources alike', () => {
    const { requests, limits } = gpu({ otherResources: { 'hugepages-2Mi': '512Mi', 'vpc.amazonaws.com/efa': '1' } });
    for (const resources of [requests, limits]) expect(resources).toMatchObject({ 'hugepages-2Mi': '512Mi', 'vpc.amazonaws.com/efa': '1' });
  });

  test('knows the memory of all its accelerators together', () => {
    expect(gpu({ count: 2 }).acceleratorMemory?.toMebibytes()).toBe(2 * 22888);
    expect(gpu({}, Accelerator.of({ name: 'x', resource: 'a.b/c' })).acceleratorMemory).toBeUndefined();
    expect(Compute.cpu(base).acceleratorMemory).toBeUndefined();
    expect(Compute.cpu(base).acceleratorCount).toBe(0);
  });

  test('gives copies: a caller that writes into them changes nothing', () => {
    const compute = gpu();
    compute.requests.cpu = '64';
    compute.limits.memory = '1Ti';
    expect([compute.requests.cpu, compute.limits.memory]).toEqual(['4', '24Gi']);
  });

  test.each([0, -1, 1.5])('fails for %p accelerators', count => {
    expect(() => gpu({ count })).toThrow(`invalid count of NVIDIA L4: got ${count}, allowed is a whole number from 1 on`);
  });

  test('fails for several MIG slices, which no server can span', () => {
    const slice = Accelerator.NVIDIA_H100.mig('1g.10gb');
    expect(gpu({ count: 1 }, slice).requests).toMatchObject({ 'nvidia.com/mig-1g.10gb': '1' });
    expect(() => gpu({ count: 2 }, slice)).toThrow('one server cannot span MIG slices');
  });

  test('fails for a memory limit below the request, and says both', () => {
    expect(() => gpu({ memoryLimit: Size.gibibytes(23) })).toThrow('invalid memoryLimit: got "23 GiB", allowed is at least the memory requested, 24 GiB');
  });

  test.each([[Cpu.units(4), Cpu.millis(3999)], [Cpu.millis(4001), Cpu.units(4)]])('fails for a CPU limit below the request', (cpu, cpuLimit) => {
    expect(() => gpu({ cpu, cpuLimit })).toThrow(`invalid cpuLimit: got "${cpuLimit.amount}"`);
  });

  test('takes a CPU limit that equals the request in another unit', () => {
    expect(gpu({ cpu: Cpu.millis(4000), cpuLimit: Cpu.units(4) }).limits.cpu).toBe('4');
  });

  test.each([Cpu.units(0), Cpu.units(-1), Cpu.units(NaN), Cpu.millis(-500), Cpu.units(Infinity)])('fails for a CPU that is no amount', cpu => {
    expect(() => gpu({ cpu })).toThrow(`invalid cpu: got "${cpu.amount}"`);
    expect(() => gpu({ cpuLimit: cpu })).toThrow(`invalid cpuLimit: got "${cpu.amount}"`);
  });

  test('says what it was given of CPU', () => {
    const [cpu, cpuLimit] = [Cpu.units(2), Cpu.units(4)];
    expect(gpu({ cpu, cpuLimit })).toMatchObject({ cpuRequest: cpu, cpuLimit });
    expect(gpu({ cpu }).cpuLimit).toBeUndefined();
  });

  test.each(['memory', 'memoryLimit', 'ephemeralStorage'] as const)('fails for a %s of nothing, and of no number', member => {
    expect(() => gpu({ [member]: Size.gibibytes(0) })).toThrow(`invalid ${member}: got "0 KiB"`);
    expect(() => gpu({ [member]: Size.gibibytes(NaN) })).toThrow(`invalid ${member}: got "NaN KiB"`);
  });

  test.each(['cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu', 'hugepages-2', 'kubernetes.io/x', 'requests.a.b/c', '__proto__', '', 'gpu'])(
    'fails for the other resource %j', key => {
      expect(() => gpu({ otherResources: Object.fromEntries([[key, '1']]) })).toThrow(`invalid key of otherResources: got ${JSON.stringify(key)}`);
    },
  );

  test.each([['example.com/nic', '1.5'], ['example.com/nic', '-1'], ['example.com/nic', '0'], ['example.com/nic', 'one'], ['hugepages-2Mi', '3Mi'], ['hugepages-2Mi', '0'], ['hugepages-1Gi', '512Mi'], ['hugepages-2Mi', '']])(
    'fails for %s: %j', (key, amount) => {
      expect(() => gpu({ otherResources: { [key]: amount } })).toThrow(`invalid ${key} of otherResources: got ${JSON.stringify(amount)}`);
    },
  );

  test.each([['hugepages-2Mi', '4Mi'], ['hugepages-2Mi', '2097152'], ['hugepages-1Gi', '2Gi'], ['hugepages-64Ki', '1Gi']])('takes %s: %s', (key, amount) => {
    expect(gpu({ otherResources: { [key]: amount } }).limits[key]).toBe(amount);
  });
});
