import * as library from '../../../src';

/** Everything that users can ask for a constant, as JavaScript sees it. */
type Constants = { readonly [name: string]: unknown };
const OWNERS = Object.entries(library as unknown as { [name: string]: Constants })
  .filter(([, owner]) => Object.getOwnPropertyNames(owner).some(name => /^[A-Z][A-Z0-9_]*$/.test(name)));

describe('a constant that does not exist', () => {
  test.each(OWNERS)('is refused by %s', (name, owner) => {
    expect(() => owner.NOT_THERE).toThrow(`${name} has no NOT_THERE; `);
    expect('NOT_THERE' in owner).toBe(false);
  });

  test.each(OWNERS)('is refused by %s in capital and in small letters', (name, owner) => {
    const constants = Object.getOwnPropertyNames(owner).filter(one => /^[A-Z][A-Z0-9_]*$/.test(one));
    for (const constant of constants) {
      const camel = constant.toLowerCase().replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
      for (const wrong of [camel, camel[0].toUpperCase() + camel.slice(1)].filter(one => !Object.hasOwn(owner, one))) {
        expect(() => owner[wrong]).toThrow(`${name} has no ${wrong}; did you mean `);
      }
    }
  });

  test('is looked for in classes and enums', () => {
    expect(OWNERS.map(([name]) => name)).toEqual(expect.arrayContaining(['Accelerator', 'KubernetesVersion', 'ServiceType', 'Severity', 'ClusterDialect']));
  });

  test.each([
    [() => (library.KubernetesVersion as unknown as Constants).V1_99, 'KubernetesVersion has no V1_99; known are V1_30, V1_31, V1_32, V1_33, V1_34, V1_35, V1_36, V1_37, or use KubernetesVersion.of(…)'],
    [() => (library.Accelerator as unknown as Constants).NVIDIA_H100_80GB, 'Accelerator has no NVIDIA_H100_80GB; did you mean NVIDIA_A100_80GB?'],
    [() => (library.Framework as unknown as Constants).PADDLE, 'Framework has no PADDLE; known are CUSTOM, HUGGINGFACE, ONNX, PYTORCH, TENSORFLOW, or use Framework.of(…)'],
    [() => (library.ServiceType as unknown as Constants).LOADBALANCER, 'ServiceType has no LOADBALANCER; did you mean LOAD_BALANCER?'],
    [() => (library.Compute as unknown as Constants).GPU, 'Compute has no GPU; did you mean gpu?'],
    [() => (library.ClusterDialect as unknown as Constants).Openshift, 'ClusterDialect has no Openshift; did you mean OPENSHIFT?'],
    [() => (library.ClusterDialect as unknown as Constants).openshift, 'ClusterDialect has no openshift; did you mean OPENSHIFT?'],
    [() => (library.Accelerator as unknown as Constants).nvidiaL4, 'Accelerator has no nvidiaL4; did you mean NVIDIA_L4?'],
    [() => (library.ServiceType as unknown as Constants).clusterIp, 'ServiceType has no clusterIp; did you mean CLUSTER_IP?'],
    [() => (library.Scaler as unknown as Constants).Foo, 'Scaler has no Foo; it has no constants, but hpa(), httpAddOn(), keda(), recordOnly()'],
    [() => (library.Scaler as unknown as Constants).keba, 'Scaler has no keba; did you mean keda?'],
    [() => (library.PodVolume as unknown as Constants).emptydir, 'PodVolume has no emptydir; did you mean emptyDir?'],
  ])('is named, with what there is: %#', (ask, message) => {
    expect(ask).toThrow(message);
  });

  test('is nothing in a class of a user, who may give it some', () => {
    class OwnEngine extends library.VllmEngine {}
    expect((OwnEngine as unknown as Constants).DEFAULTS).toBeUndefined();
  });

  test('is not what other programs look for', () => {
    const { Accelerator, ServiceType } = library as unknown as { [name: string]: Constants };
    expect([Accelerator.then, Accelerator.toJSON, Accelerator.$$typeof, ServiceType.constructor, String(ServiceType)]).toEqual([undefined, undefined, undefined, Object, '[object Object]']);
    expect(JSON.stringify(ServiceType)).toContain('"LOAD_BALANCER":"LoadBalancer"');
  });
});
