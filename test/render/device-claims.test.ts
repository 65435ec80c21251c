import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceClaim, Findings, KubernetesVersion, ModelConstruct, ModelSource, VllmEngine } from '../../src';
import { chartIn, findingsOf, gpuCompute, Manifest, manifestsOf, objectOf, plainModel, templateOf } from '../fixtures';

const sizes = { cpu: Cpu.units(4), memory: Size.gibibytes(24) };

function claimed(claim: DeviceClaim | undefined, { count = 1, id = 'model', version = KubernetesVersion.V1_37, chart = chartIn() } = {}): { model: ModelConstruct; chart: ReturnType<typeof chartIn> } {
  const compute = Compute.gpu(Accelerator.NVIDIA_H100, { ...sizes, count, claim });
  return { chart, model: plainModel(chart, id, { kubernetesVersion: version, source: ModelSource.pvc('weights'), profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute } }) };
}

const podOf = (chart: ReturnType<typeof chartIn>): Manifest => templateOf(chart).spec;

test('a claim is a template of the model, which its Pods and their server name; no extended resource is requested beside it', () => {
  const { chart } = claimed(DeviceClaim.devices(), { count: 2 });
  const template = objectOf(chart, 'ResourceClaimTemplate');
  expect(template).toMatchObject({
    apiVersion: 'resource.k8s.io/v1',
    metadata: { name: expect.stringMatching(/^model-devices-[0-9a-f]{8}$/), labels: { 'registry.matrixinfer.ai/model': 'model' } },
    spec: { spec: { devices: { requests: [{ name: 'devices', exactly: { deviceClassName: 'gpu.nvidia.com', count: 2 } }] } } },
  });
  const { resourceClaims, containers: [server], tolerations } = podOf(chart);
  expect(resourceClaims).toEqual([{ name: 'devices', resourceClaimTemplateName: template.metadata.name }]);
  expect(server.resources).toEqual({ claims: [{ name: 'devices' }], limits: { memory: '24Gi' }, requests: expect.not.objectContaining({ 'nvidia.com/gpu': '2' }) });
  expect(server.args.slice(server.args.indexOf('--tensor-parallel-size')).slice(0, 2)).toEqual(['--tensor-parallel-size', '2']);
  expect(tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
});

test('another claim has another name, because a template cannot be changed; the same one keeps it', () => {
  const nameOf = (claim: DeviceClaim, count?: number) => objectOf(claimed(claim, { count }).chart, 'ResourceClaimTemplate').metadata.name;
  expect(nameOf(DeviceClaim.devices())).toBe(nameOf(DeviceClaim.devices()));
  expect(new Set([nameOf(DeviceClaim.devices()), nameOf(DeviceClaim.devices(), 2), nameOf(DeviceClaim.devices({ selectors: ['true'] }))]).size).toBe(3);
});

test('a template or claim that is there is named, and none is made', () => {
  const cases = [
    [DeviceClaim.existingTemplate('two'), { resourceClaimTemplateName: 'two' }], [DeviceClaim.existingClaim('one'), { resourceClaimName: 'one' }],
  ] as const;
  for (const [claim, named] of cases) {
    const { chart } = claimed(claim);
    expect(podOf(chart).resourceClaims).toEqual([{ name: 'devices', ...named }]);
    expect(manifestsOf(chart).map(({ kind }) => kind)).not.toContain('ResourceClaimTemplate');
  }
});

test('without a claim nothing of it is rendered', () => {
  const { chart } = claimed(undefined);
  expect(JSON.stringify(manifestsOf(chart))).not.toMatch(/claims|resourceClaims|ResourceClaimTemplate/);
});

test('a patch of the template, or of its name in the Pod, contradicts what is derived', () => {
  const { chart, model } = claimed(DeviceClaim.devices());
  const find = (kind: string) => chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!;
  find('ResourceClaimTemplate').addJsonPatch(JsonPatch.replace('/spec/spec/devices/requests/0/exactly/count', 4));
  find('Deployment').addJsonPatch(JsonPatch.replace('/spec/template/spec/resourceClaims/0/resourceClaimTemplateName', 'other'));
  expect(findingsOf(model, 'patch-contradicts-derived').map(({ what }) => what)).toEqual([
    expect.stringContaining('resourceClaims[devices].resourceClaimTemplateName of the Deployment'),
    expect.stringContaining('spec.spec.devices.requests[0].exactly.count of the ResourceClaimTemplate'),
  ]);
});

test('devices that are selected by their claims are not mixed up with others of the resource', () => {
  const chart = chartIn();
  claimed(DeviceClaim.devices({ selectors: ["device.attributes['gpu.nvidia.com'].productName.contains('H100')"] }), { chart });
  plainModel(chart, 'small', { profileProps: { compute: gpuCompute(), cluster: undefined }, scheduling: { nodeSelector: { gpu: 'l4' } } });
  expect(findingsOf(chart, 'mixed-accelerators')).toEqual([]);
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
});
