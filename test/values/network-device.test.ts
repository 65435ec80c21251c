import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, GpuComputeProps, NetworkDevice } from '../../src';

const sizes = { count: 8, cpu: Cpu.units(96), memory: Size.gibibytes(512) };
const gpu = (props: Partial<GpuComputeProps>) => Compute.gpu(Accelerator.NVIDIA_H100, { ...sizes, ...props });

describe('a network device', () => {
  test('of Amazon EC2 is requested and limited with its huge pages, beside the accelerators', () => {
    const { requests, limits } = gpu({ networkDevices: [NetworkDevice.efa({ count: 32 })] });
    for (const resources of [requests, limits]) {
      expect(resources).toMatchObject({ 'nvidia.com/gpu': '8', 'vpc.amazonaws.com/efa': '32', 'hugepages-2Mi': '5Gi' });
    }
    expect(gpu({ networkDevices: [NetworkDevice.efa({ count: 1, hugePages: Size.mebibytes(512) })] }).limits['hugepages-2Mi']).toBe('512Mi');
  });

  test('for RDMA has the resource that its device plugin offers', () => {
    expect(gpu({ networkDevices: [NetworkDevice.rdma({ resource: 'rdma/ib', count: 2 })] }).requests['rdma/ib']).toBe('2');
    expect(NetworkDevice.rdma({ resource: 'rdma/ib' })).toMatchObject({ resource: 'rdma/ib', count: 1 });
  });

  test('may stand beside a CPU', () => {
    expect(Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(8), networkDevices: [NetworkDevice.rdma({ resource: 'rdma/ib' })] }).limits['rdma/ib']).toBe('1');
  });

  test('fails for a resource that is said twice', () => {
    const efa = NetworkDevice.efa({ count: 1 });
    expect(() => gpu({ networkDevices: [efa, efa] })).toThrow('invalid networkDevices: got "vpc.amazonaws.com/efa", allowed is each resource once, here or in otherResources');
    expect(() => gpu({ networkDevices: [efa], otherResources: { 'hugepages-2Mi': '1Gi' } })).toThrow('invalid networkDevices: got "hugepages-2Mi"');
  });

  test.each([0, -1, 1.5])('fails for %p of them', count => {
    expect(() => NetworkDevice.efa({ count })).toThrow(`invalid count of vpc.amazonaws.com/efa: got ${count}`);
  });

  test.each(['rdma', 'kubernetes.io/rdma', ''])('fails for the resource %j', resource => {
    expect(() => NetworkDevice.rdma({ resource })).toThrow(`got ${JSON.stringify(resource)}`);
  });

  test('fails for huge pages that are no whole ones', () => {
    expect(() => NetworkDevice.efa({ count: 1, hugePages: Size.mebibytes(3) })).toThrow('a whole multiple of 2Mi');
  });
});
