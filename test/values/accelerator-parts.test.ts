import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, SharingStrategy, SliceNaming } from '../../src';
import { ACCELERATORS } from '../../src/facts/accelerators';

const sizes = { cpu: Cpu.units(4), memory: Size.gibibytes(24) };
const asDevice = { naming: SliceNaming.AS_DEVICE };

describe('a MIG slice', () => {
  test('is one that its GPU is divided into, of which each has profiles of its own', () => {
    expect(Accelerator.NVIDIA_H200.mig('1g.18gb').memory?.toGibibytes()).toBe(18);
    expect(Accelerator.NVIDIA_A30.mig('2g.12gb').resource).toBe('nvidia.com/mig-2g.12gb');
    expect(() => Accelerator.NVIDIA_H100.mig('1g.5gb')).toThrow(
      'invalid MIG profile of NVIDIA H100: got "1g.5gb", allowed is 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb, each also with an attribute such as +me',
    );
  });

  test.each([Accelerator.NVIDIA_L4, Accelerator.NVIDIA_T4, Accelerator.NVIDIA_V100_32GB, Accelerator.NVIDIA_RTX_4090])('is none of %#, which cannot be divided', accelerator => {
    expect(() => accelerator.mig('1g.10gb')).toThrow(`MIG profile of ${accelerator.name}: got "1g.10gb", allowed is <compute>g.<memory>gb of an nvidia.com/gpu that can be divided`);
  });

  test('of a GPU that the library does not know is any', () => {
    expect(Accelerator.NVIDIA_GPU.mig('2g.33gb').resource).toBe('nvidia.com/mig-2g.33gb');
    expect(Accelerator.of({ name: 'x', resource: 'nvidia.com/gpu' }).mig('2g.33gb').isMig).toBe(true);
  });

  test.each(['1g.24gb-me', '1g.24gb+me.all', '2g.48gb+gfx'])('may have the attribute of %s', profile => {
    expect(Accelerator.NVIDIA_RTX_PRO_6000.mig(profile).resource).toBe(`nvidia.com/mig-${profile.replace('+', '.')}`);
  });

  test('offered as the device itself has its resource and the label of the slice, and is one slice all the same', () => {
    const slice = Accelerator.NVIDIA_H100.mig('1g.10gb', asDevice);
    expect(slice).toMatchObject({ resource: 'nvidia.com/gpu', taint: 'nvidia.com/gpu', isMig: true, productLabel: 'NVIDIA-H100-80GB-HBM3-MIG-1g.10gb' });
    expect(slice.memory?.toGibibytes()).toBe(10);
    expect(() => Compute.gpu(slice, { ...sizes, count: 2 })).toThrow('one server cannot span MIG slices');
  });

  test('has no profile in the table that is larger than its GPU', () => {
    const larger = ACCELERATORS.flatMap(({ name, mig = '', mebibytes = Infinity }) => mig.split(' ').filter(profile => (
      Number(/\.(\d+)gb$/.exec(profile)?.[1] ?? 0) * 1024 > mebibytes * 1.05
    )).map(profile => `${name} ${profile}`));
    expect(larger).toEqual([]);
  });
});

describe('a partition of an AMD device', () => {
  test('has a resource and a part of the memory, and the taint of the whole device', () => {
    const partition = Accelerator.AMD_MI300X.partition('cpx_nps4');
    expect(partition).toMatchObject({ name: 'AMD MI300X cpx_nps4', resource: 'amd.com/cpx_nps4', taint: 'amd.com/gpu', mostPerNode: 64 });
    expect(partition.memory?.toGibibytes()).toBe(24);
    expect(Accelerator.AMD_MI300X.partition('dpx_nps1', asDevice)).toMatchObject({ resource: 'amd.com/gpu', mostPerNode: 16 });
  });

  test('may be one of several that a server uses', () => {
    expect(Compute.gpu(Accelerator.AMD_MI300X.partition('cpx_nps1'), { ...sizes, count: 4 }).limits).toMatchObject({ 'amd.com/cpx_nps1': '4' });
  });

  test('of a device with six dies is a sixth or a third, and no quarter', () => {
    expect(Accelerator.AMD_MI300A.partition('tpx_nps1').mostPerNode).toBe(12);
    expect(() => Accelerator.AMD_MI300A.partition('qpx_nps1')).toThrow('invalid partition of AMD MI300A: got "qpx_nps1", allowed is <compute>_<memory> with spx, dpx, tpx, cpx');
  });

  test.each(['', 'cpx', 'cpx_nps3', 'spx_nps4', 'xpx_nps1', 'CPX_NPS4'])('fails for %j', profile => {
    expect(() => Accelerator.AMD_MI300X.partition(profile)).toThrow(`invalid partition of AMD MI300X: got ${JSON.stringify(profile)}`);
  });

  test.each([Accelerator.NVIDIA_H100, Accelerator.AMD_MI210, Accelerator.AMD_MI300X.partition('cpx_nps1')])('fails for %#, which cannot be divided', device => {
    expect(() => device.partition('cpx_nps1')).toThrow('none: it is no AMD device that can be divided');
  });
});

describe('a share of a device', () => {
  test('has the resource that the device plugin renames, the taint of the whole device, and its part of the memory', () => {
    expect(Accelerator.of({ name: 'x', resource: 'example.com/x', memory: Size.kibibytes(3000) }).shared({ replicas: 2 }).memory?.toMebibytes()).toBe(1);
    const share = Accelerator.NVIDIA_L4.shared({ replicas: 4 });
    expect(share).toMatchObject({ name: '1/4 NVIDIA L4', resource: 'nvidia.com/gpu.shared', taint: 'nvidia.com/gpu', gkeName: 'nvidia-l4', productLabel: 'NVIDIA-L4' });
    expect(share.memory?.toMebibytes()).toBe(5722);
  });

  test('that is not renamed is known by its product label', () => {
    expect(Accelerator.NVIDIA_L4.shared({ replicas: 4, resource: 'nvidia.com/gpu' })).toMatchObject({ resource: 'nvidia.com/gpu', productLabel: 'NVIDIA-L4-SHARED' });
  });

  test('of a slice has the taint of the whole GPU', () => {
    expect(Accelerator.NVIDIA_H100.mig('1g.10gb').shared({ replicas: 2 })).toMatchObject({ resource: 'nvidia.com/mig-1g.10gb.shared', taint: 'nvidia.com/gpu' });
  });

  test('is one for each replica under MPS, whose device plugin refuses more', () => {
    const share = Accelerator.NVIDIA_L4.shared({ replicas: 2, strategy: SharingStrategy.MPS });
    expect(() => Compute.gpu(share, { ...sizes, count: 2 })).toThrow('allowed is 1: the device plugin refuses more than one MPS share for a Pod');
    expect(Compute.gpu(Accelerator.NVIDIA_L4.shared({ replicas: 2 }), { ...sizes, count: 2 }).acceleratorCount).toBe(2);
  });

  test.each([0, 1, 1.5])('fails for %p replicas', replicas => {
    expect(() => Accelerator.NVIDIA_L4.shared({ replicas })).toThrow(`invalid replicas of a shared NVIDIA L4: got ${replicas}`);
  });
});

describe('a topology of a TPU', () => {
  test('gives all of its chips to the Pod, and every core of them a process', () => {
    const compute = Compute.gpu(Accelerator.GOOGLE_TPU_V7.topology('2x2x1'), sizes);
    expect(compute).toMatchObject({ acceleratorCount: 4, acceleratorCores: 8 });
    expect(compute.limits['google.com/tpu']).toBe('4');
    expect(compute.acceleratorMemory?.toGibibytes()).toBe(768);
  });

  test('fails for another count than its chips', () => {
    expect(() => Compute.gpu(Accelerator.GOOGLE_TPU_V6E.topology('2x4'), { ...sizes, count: 4 })).toThrow('invalid count of Google TPU v6e 2x4: got 4, allowed is 8, the chips of the topology');
  });

  test('fails for more chips than a node has: a replica is one Pod', () => {
    expect(() => Accelerator.GOOGLE_TPU_V6E.topology('4x4')).toThrow('allowed is one node\'s: at most 8 chips, and this one has 16');
  });

  test.each(['', '2', '2x0', '2x4x1x1', 'x'])('fails for %j', topology => {
    expect(() => Accelerator.GOOGLE_TPU_V5E.topology(topology)).toThrow(`invalid topology of Google TPU v5e: got ${JSON.stringify(topology)}`);
  });

  test('fails for a device that is no TPU', () => {
    expect(() => Accelerator.NVIDIA_H100.topology('2x4')).toThrow('of a google.com/tpu');
  });
});
