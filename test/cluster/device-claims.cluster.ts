import { App, Chart, Size } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { describeOnCluster } from './harness/suite';
import { complaints } from './workloads/acceptance';
import {
  Accelerator, Compute, Cpu, DeviceClaim, Framework, KubernetesVersion, ModelConstruct, ModelSource, NetworkDevice, RuntimeProfile, SliceNaming,
  VllmEngine,
} from '../../src';

const NAMESPACE = 'devices';
const sizes = { cpu: Cpu.units(4), memory: Size.gibibytes(64) };
const h100 = "device.attributes['gpu.nvidia.com'].productName.contains('H100')";
const { NVIDIA_H100, NVIDIA_H200, NVIDIA_L4, AMD_MI300X, GOOGLE_TPU_V7, NVIDIA_GB200 } = Accelerator;

/** Devices that only newer versions hand out. */
const CLAIMS: { readonly [name: string]: Compute } = {
  plain: Compute.gpu(NVIDIA_H100, { ...sizes, count: 2, claim: DeviceClaim.devices() }),
  selected: Compute.gpu(NVIDIA_H100, { ...sizes, claim: DeviceClaim.devices({ selectors: [h100, "device.capacity['gpu.nvidia.com'].memory.compareTo(quantity('79Gi')) >= 0"] }) }),
  mig: Compute.gpu(NVIDIA_H100.mig('1g.10gb'), { ...sizes, claim: DeviceClaim.devices() }),
  share: Compute.gpu(NVIDIA_H100, { ...sizes, claim: DeviceClaim.devices({ capacity: { memory: '20Gi' } }) }),
  first: Compute.gpu(NVIDIA_H200, { ...sizes, claim: DeviceClaim.devices({ alternatives: [{ accelerator: NVIDIA_H100, selectors: [h100] }] }) }),
  near: Compute.gpu(NVIDIA_H100, { ...sizes, count: 2, claim: DeviceClaim.devices({ matchAttributes: ['resource.kubernetes.io/pcieRoot'] }) }),
  template: Compute.gpu(NVIDIA_H100, { ...sizes, claim: DeviceClaim.existingTemplate('two-h100') }),
  existing: Compute.gpu(NVIDIA_H100, { ...sizes, claim: DeviceClaim.existingClaim('one-h100') }),
};

/** Devices of every version. */
const DEVICES: { readonly [name: string]: Compute } = {
  shared: Compute.gpu(NVIDIA_L4.shared({ replicas: 4 }), sizes),
  slice: Compute.gpu(NVIDIA_H100.mig('1g.10gb', { naming: SliceNaming.AS_DEVICE }), sizes),
  partition: Compute.gpu(AMD_MI300X.partition('cpx_nps4'), { ...sizes, count: 4 }),
  tpu: Compute.gpu(GOOGLE_TPU_V7.topology('2x2x1'), sizes),
  grace: Compute.gpu(NVIDIA_GB200, { ...sizes, count: 4 }),
  efa: Compute.gpu(NVIDIA_H100, { ...sizes, count: 8, networkDevices: [NetworkDevice.efa({ count: 32 }), NetworkDevice.rdma({ resource: 'rdma/ib' })] }),
};

function objectsOf(computes: { readonly [name: string]: Compute }, kubernetesVersion: KubernetesVersion): KubeObject[] {
  const chart = new Chart(new App(), 'chart', { namespace: NAMESPACE });
  for (const [name, compute] of Object.entries(computes)) {
    new ModelConstruct(chart, name, {
      version: '1.0.0',
      framework: Framework.HUGGINGFACE,
      source: ModelSource.pvc('weights'),
      kubernetesVersion,
      profile: new RuntimeProfile(chart, `${name}-profile`, { engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.2 }), compute }),
    });
  }
  return (chart.toJson() as KubeObject[]).filter(({ kind }) => ['Deployment', 'ResourceClaimTemplate'].includes(kind!));
}

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', version => {
  describeOnCluster('devices', { version }, cluster => {
    let applier: Applier;

    beforeAll(async () => {
      await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
      applier = new Applier(cluster());
    });

    const all = async (objects: KubeObject[]) => {
      const found: string[] = [];
      for (const object of objects) found.push(...(await complaints(applier, object, NAMESPACE)).map(one => `${object.kind} ${object.metadata!.name}: ${one}`));
      return found;
    };

    test('behind extended resources are accepted without a warning and kept whole', async () => {
      expect(await all(objectsOf(DEVICES, KubernetesVersion.V1_30))).toEqual([]);
    });

    if (version === OLDEST_KUBERNETES) {
      test('by claims are refused, as the library says at synth', async () => {
        const [deployment] = objectsOf({ existing: CLAIMS.existing! }, KubernetesVersion.V1_37);
        expect((await all([deployment!])).join('\n')).toMatch(/resourceClaimName: field not declared in schema/);
      });
    } else {
      test('by claims are accepted without a warning and kept whole', async () => {
        const objects = objectsOf(CLAIMS, KubernetesVersion.V1_37);
        expect(objects.filter(({ kind }) => kind === 'ResourceClaimTemplate')).toHaveLength(6);
        expect(await all(objects)).toEqual([]);
      });

      test('of a template cannot be changed, so that another claim needs another name', async () => {
        const template = objectsOf({ plain: CLAIMS.plain! }, KubernetesVersion.V1_37).find(({ kind }) => kind === 'ResourceClaimTemplate')!;
        const changed = structuredClone(template) as unknown as { spec: { spec: { devices: { requests: { exactly: { count: number } }[] } } } };
        changed.spec.spec.devices.requests[0]!.exactly.count = 4;
        await applier.apply(template, NAMESPACE);
        expect((await applier.apply(changed as unknown as KubeObject, NAMESPACE)).body.message).toContain('field is immutable');
      });
    }
  });
});
