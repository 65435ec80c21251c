import { KubernetesVersion } from '../../src';

describe('a Kubernetes version', () => {
  test.each([['1.30', 30], ['v1.31', 31], ['1.35.2', 35], ['1.100', 100]])('%s has the minor version %i', (version, minor) => {
    expect(KubernetesVersion.of(version).minor).toBe(minor);
    expect(KubernetesVersion.of(version).toString()).toBe(`1.${minor}`);
  });

  test('is compared as a number and not as a text', () => {
    expect(KubernetesVersion.of('1.100').isAtLeast(KubernetesVersion.V1_37)).toBe(true);
    expect(KubernetesVersion.V1_33.isAtLeast(KubernetesVersion.V1_35)).toBe(false);
    expect(KubernetesVersion.V1_30.isAtLeast(KubernetesVersion.of('1.30'))).toBe(true);
  });

  test.each(['1.29', '2.0', '1', '', 'latest', '1.30-gke', '1.x', '1.30\n', '-1.30'])('fails for %j, and says what is the lowest', version => {
    expect(() => KubernetesVersion.of(version)).toThrow(`invalid Kubernetes version: got ${JSON.stringify(version)}, allowed is 1.30 or newer`);
  });
});
