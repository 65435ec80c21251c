import { Size } from 'cdk8s';
import { Accelerator, CpuArchitecture } from '../../src';
import { ACCELERATORS } from '../../src/facts/accelerators';
import { checkedAccelerator } from '../../src/values/private/checked-accelerator';

const of = (props: Partial<Parameters<typeof Accelerator.of>[0]>) => () => Accelerator.of({ name: 'Mine', resource: 'example.com/npu', ...props });

describe('an accelerator', () => {
  test('of the catalogue has facts that would be taken from a user: they are not checked each time that the package is loaded', () => {
    const known = Object.values(Accelerator).filter(one => one instanceof Accelerator);
    expect(known.length).toBeGreaterThan(40);
    for (const one of known) expect(() => checkedAccelerator(one._traits)).not.toThrow();
  });

  test('of the catalogue knows its resource, memory and the names that clouds give it', () => {
    const { name, resource, taint, memory, gkeName, karpenterName, productLabel } = Accelerator.NVIDIA_L4;
    expect({ name, resource, taint, gkeName, karpenterName, productLabel }).toEqual({
      name: 'NVIDIA L4', resource: 'nvidia.com/gpu', taint: 'nvidia.com/gpu', gkeName: 'nvidia-l4', karpenterName: 'l4', productLabel: 'NVIDIA-L4',
    });
    expect(memory?.toMebibytes()).toBe(22888);
  });

  test('of the catalogue has a memory that differs from the marketing figure where EC2 reports less', () => {
    expect(Accelerator.NVIDIA_H200.memory?.toMebibytes()).toBe(144384);
    expect(Accelerator.NVIDIA_B200.memory?.toMebibytes()).toBe(183359);
    expect(Accelerator.AMD_MI325X.memory?.toGibibytes()).toBe(256);
  });

  test('of the catalogue knows how many of it the largest nodes have, where that is documented', () => {
    const most = (one: Accelerator) => one.mostPerNode;
    const { NVIDIA_H100, NVIDIA_A100_40GB, NVIDIA_GB200, GOOGLE_TPU_V5P } = Accelerator;
    expect([NVIDIA_H100, NVIDIA_A100_40GB, NVIDIA_GB200, GOOGLE_TPU_V5P].map(most)).toEqual([8, 16, 4, 4]);
    expect(most(Accelerator.NVIDIA_GPU)).toBeUndefined();
    expect(most(Accelerator.NVIDIA_H100.mig('1g.10gb'))).toBeUndefined();
  });

  test('is one of the table, and each row of the table is one', () => {
    const named = Object.values(Accelerator).filter((one): one is Accelerator => one instanceof Accelerator).map(({ name }) => name);
    expect([...named].sort()).toEqual(ACCELERATORS.map(({ name }) => name).sort());
    expect(new Set(named).size).toBe(named.length);
  });

  test('whose devices are several knows its cores, and one whose nodes have one CPU architecture knows that', () => {
    const { GOOGLE_TPU_V7, GOOGLE_TPU_V6E, AWS_TRAINIUM2, AWS_INFERENTIA2, NVIDIA_GH200_96GB, NVIDIA_H100 } = Accelerator;
    expect([GOOGLE_TPU_V7, GOOGLE_TPU_V6E, AWS_TRAINIUM2, AWS_INFERENTIA2, NVIDIA_H100].map(({ cores }) => cores)).toEqual([2, 1, 4, 2, 1]);
    expect([NVIDIA_GH200_96GB, NVIDIA_H100].map(({ architecture }) => architecture)).toEqual([CpuArchitecture.ARM64, undefined]);
  });

  test('of one\'s own needs a name and a resource only', () => {
    const mine = of({})();
    expect(mine.memory).toBeUndefined();
    expect(mine.taint).toBe('example.com/npu');
    expect(mine.isMig).toBe(false);
  });

  test('of one\'s own can be behind another taint', () => {
    expect(of({ taint: 'dedicated' })().taint).toBe('dedicated');
  });

  test.each(['gpu', 'kubernetes.io/gpu', 'x.kubernetes.io/gpu', 'requests.example.com/gpu', 'nvidia.com/', '/gpu', 'a/b/c', 'Nvidia.com/gpu', 'a..b/c', '', `a.b/${'c'.repeat(64)}`])(
    'fails for %j, which is no extended resource, and says which key is', resource => {
      expect(of({ resource })).toThrow(`invalid accelerator resource: got ${JSON.stringify(resource)}`);
      expect(of({ resource })).toThrow('for example "nvidia.com/gpu"');
    },
  );

  test.each(['', 'nvidia.com/gpu=present', 'a b', '-x'])('fails for %j as the key of a taint', taint => {
    expect(of({ taint })).toThrow(`taint of Mine: got ${JSON.stringify(taint)}`);
  });

  test.each(['gkeName', 'karpenterName', 'productLabel'] as const)('fails for a %s that is not the value of a label', label => {
    expect(of({ [label]: 'NVIDIA L4' })).toThrow(`invalid ${label} of Mine: got "NVIDIA L4"`);
  });

  test('of one\'s own says how many of it a node has, or any number is taken to fit', () => {
    expect(of({})().mostPerNode).toBeUndefined();
    expect(of({ mostPerNode: 16 })().mostPerNode).toBe(16);
  });

  test.each([0, -1, 1.5])('fails for %p cores', cores => {
    expect(of({ cores })).toThrow(`invalid cores of Mine: got ${cores}`);
  });

  test.each([0, -1, 1.5])('fails for %p on a node', mostPerNode => {
    expect(of({ mostPerNode })).toThrow(`invalid mostPerNode of Mine: got ${mostPerNode}`);
  });

  test.each([0, NaN, Infinity])('fails for a memory of %p GiB', gibibytes => {
    expect(of({ memory: Size.gibibytes(gibibytes) })).toThrow(`invalid memory of Mine: got "${gibibytes} KiB"`);
  });
});

describe('a MIG slice', () => {
  test('is one by its resource, not by the name of its vendor', () => {
    expect(Accelerator.of({ name: 'x', resource: 'mig-maker.example.com/npu' }).isMig).toBe(false);
    expect(Accelerator.of({ name: 'x', resource: 'nvidia.com/mig-1g.5gb' })).toMatchObject({ isMig: true, taint: 'nvidia.com/gpu' });
  });

  test('has a resource and a memory of its own, and the taint and labels of the whole GPU', () => {
    const slice = Accelerator.NVIDIA_H100.mig('1g.10gb');
    expect(slice.isMig).toBe(true);
    expect(slice.resource).toBe('nvidia.com/mig-1g.10gb');
    expect(slice.taint).toBe('nvidia.com/gpu');
    expect(slice.memory?.toGibibytes()).toBe(10);
    expect(slice.gkeName).toBe('nvidia-h100-80gb');
    expect(slice.name).toBe('NVIDIA H100 MIG 1g.10gb');
  });

  test('with an attribute has a dot where the profile has a plus, as the device plugin names it', () => {
    expect(Accelerator.NVIDIA_H100.mig('1g.10gb+me').resource).toBe('nvidia.com/mig-1g.10gb.me');
  });

  test.each(['', '10gb', '8g.10gb', '1g.0gb', '1G.10GB', '1g.10gb+'])('fails for the profile %j', profile => {
    expect(() => Accelerator.NVIDIA_H100.mig(profile)).toThrow(`invalid MIG profile of NVIDIA H100: got ${JSON.stringify(profile)}`);
  });

  test('fails for a GPU that is not NVIDIA\'s, and for a slice of a slice', () => {
    expect(() => Accelerator.AMD_MI300X.mig('1g.10gb')).toThrow('MIG profile of AMD MI300X');
    expect(() => Accelerator.NVIDIA_H100.mig('3g.40gb').mig('1g.10gb')).toThrow('MIG profile');
  });
});
