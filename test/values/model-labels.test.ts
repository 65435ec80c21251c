import { ModelLabels } from '../../src';
import { QUALIFIED_NAME } from '../../src/ground/kubernetes-fields';

test('the labels and annotations of the library are keys that Kubernetes takes, each once, in the domains of the API', () => {
  const keys = Object.values({ ...ModelLabels }) as string[];
  expect(keys).toContain('registry.matrixinfer.ai/model');
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) {
    expect(QUALIFIED_NAME(key)).toEqual([]);
    expect(key).toMatch(/^(registry|networking)\.matrixinfer\.ai\//);
  }
});
