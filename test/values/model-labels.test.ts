import { ModelLabels } from '../../src';
import { QUALIFIED_NAME } from '../../src/ground/kubernetes-fields';

test('the labels and annotations of the library are keys that Kubernetes takes, in one domain', () => {
  const keys = Object.values({ ...ModelLabels }) as string[];
  expect(keys).toHaveLength(10);
  for (const key of keys) {
    expect(QUALIFIED_NAME(key)).toEqual([]);
    expect(key).toMatch(/^registry\.matrixinfer\.ai\//);
  }
});
