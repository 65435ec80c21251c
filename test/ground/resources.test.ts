import { isExtendedResource } from '../../src/ground/resources';

describe('an extended resource', () => {
  test.each(['nvidia.com/gpu', 'nvidia.com/mig-1g.10gb.me', 'aws.amazon.com/neuron', 'huawei.com/Ascend910', 'a/b'])('can be %s', key => {
    expect(isExtendedResource(key)).toBe(true);
  });

  test.each(['gpu', 'cpu', 'kubernetes.io/x', 'node.kubernetes.io/x', 'requests.nvidia.com/gpu', 'A.com/x', 'a.com/x y', 'a.com/', '/x', 'a/b/c'])('cannot be %s', key => {
    expect(isExtendedResource(key)).toBe(false);
  });
});
