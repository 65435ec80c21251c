import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceClaim, DeviceClaimOptions } from '../../src';
import { JsonObject } from '../../src/ground/objects';

const sizes = { cpu: Cpu.units(4), memory: Size.gibibytes(24) };
const gpu = (accelerator: Accelerator, options: DeviceClaimOptions = {}, count = 1) => (
  Compute.gpu(accelerator, { ...sizes, count, claim: DeviceClaim.devices(options) })
);

function requestOf(compute: Compute): JsonObject {
  const spec = compute.claim!._spec(compute.accelerator!._traits, compute.acceleratorCount) as { devices: { requests: JsonObject[] } };
  return spec.devices.requests[0];
}

describe('a claim of devices', () => {
  test('takes the place of the extended resource, and the count still counts', () => {
    const compute = gpu(Accelerator.NVIDIA_H100, {}, 2);
    expect(compute.limits).not.toHaveProperty(['nvidia.com/gpu']);
    expect(compute.acceleratorCount).toBe(2);
    expect(compute.acceleratorMemory?.toGibibytes()).toBe(160);
    expect(requestOf(compute)).toEqual({ name: 'devices', exactly: { deviceClassName: 'gpu.nvidia.com', allocationMode: 'ExactCount', count: 2 } });
  });

  test.each([
    [Accelerator.AMD_MI300X, 'gpu.amd.com'], [Accelerator.INTEL_ARC_B580, 'gpu.intel.com'], [Accelerator.INTEL_GAUDI3, 'gaudi.intel.com'], [Accelerator.GOOGLE_TPU_V6E, 'tpu.google.com'],
  ])('%# is of the class of its vendor\'s driver', (accelerator, deviceClassName) => {
    expect(requestOf(gpu(accelerator)).exactly).toMatchObject({ deviceClassName });
  });

  test('of a MIG slice selects its profile, however the device plugin would name it', () => {
    expect(requestOf(gpu(Accelerator.NVIDIA_H100.mig('1g.10gb'))).exactly).toEqual({
      deviceClassName: 'mig.nvidia.com',
      allocationMode: 'ExactCount',
      count: 1,
      selectors: [{ cel: { expression: "device.attributes['gpu.nvidia.com'].profile == '1g.10gb'" } }],
    });
  });

  test('of a share has the capacity, which weights are fitted into', () => {
    const compute = gpu(Accelerator.NVIDIA_H100, { capacity: { memory: '20Gi' } });
    expect(requestOf(compute).exactly).toMatchObject({ capacity: { requests: { memory: '20Gi' } } });
    expect(compute.acceleratorMemory?.toGibibytes()).toBe(20);
  });

  test('with alternatives asks for the first that can be had, and counts with the memory of the smallest', () => {
    const h100 = "device.attributes['gpu.nvidia.com'].productName.contains('H100')";
    const compute = gpu(Accelerator.NVIDIA_H200, { alternatives: [{ accelerator: Accelerator.NVIDIA_H100, selectors: [h100] }] });
    expect(requestOf(compute)).toEqual({
      name: 'devices',
      firstAvailable: [
        { name: 'choice-1', deviceClassName: 'gpu.nvidia.com', allocationMode: 'ExactCount', count: 1 },
        { name: 'choice-2', deviceClassName: 'gpu.nvidia.com', allocationMode: 'ExactCount', count: 1, selectors: [{ cel: { expression: h100 } }] },
      ],
    });
    expect(compute.acceleratorMemory?.toGibibytes()).toBe(80);
  });

  test('can want devices with an attribute in common', () => {
    const claim = DeviceClaim.devices({ matchAttributes: ['resource.kubernetes.io/pcieRoot'] });
    expect(claim._spec(Accelerator.NVIDIA_L4._traits, 2)).toMatchObject({ devices: { constraints: [{ requests: ['devices'], matchAttribute: 'resource.kubernetes.io/pcieRoot' }] } });
  });

  test.each(['', ' ', "device.driver == 'x", 'has(device.attributes', 'a)', '["a"', `device.driver == '${'x'.repeat(10240)}'`])('fails for the selector %j', selector => {
    expect(() => gpu(Accelerator.NVIDIA_L4, { selectors: [selector] })).toThrow('invalid selector of a claim: got ');
  });

  test.each(["device.driver == 'a\\'b'", 'device.attributes["a.b"].c.matches("[(]")', "['a'].exists(x, x == device.driver)"])('takes the selector %s', selector => {
    expect(() => gpu(Accelerator.NVIDIA_L4, { selectors: [selector] })).not.toThrow();
  });

  test('fails for what can never be had', () => {
    expect(() => gpu(Accelerator.of({ name: 'npu', resource: 'a.b/npu' }))).toThrow('allowed is a DeviceClass for a.b/npu, of which none is known; give deviceClass');
    expect(() => gpu(Accelerator.NVIDIA_L4, { deviceClass: 'GPU' })).toThrow('invalid deviceClass of a claim: got "GPU"');
    expect(() => gpu(Accelerator.NVIDIA_L4, { capacity: { memory: 'much' } })).toThrow('invalid capacity memory of a claim: got "much"');
    expect(() => gpu(Accelerator.NVIDIA_L4, { matchAttributes: ['a b'] })).toThrow('invalid matchAttributes of a claim: got "a b"');
    expect(() => gpu(Accelerator.NVIDIA_L4.shared({ replicas: 2 }))).toThrow('give a share of a device as capacity of the claim');
    expect(() => gpu(Accelerator.NVIDIA_L4, { alternatives: [{ accelerator: Accelerator.AMD_MI300X }] })).toThrow('allowed is devices of nvidia.com, as NVIDIA L4 is');
    expect(() => gpu(Accelerator.NVIDIA_L4, { alternatives: Array.from({ length: 8 }, () => ({ accelerator: Accelerator.NVIDIA_L4 })) })).toThrow('allowed is at most 7');
    expect(() => gpu(Accelerator.NVIDIA_L4, { selectors: Array.from({ length: 33 }, () => 'true') })).toThrow('got "33 of them"');
    expect(() => DeviceClaim.existingTemplate('Two H100')).toThrow('invalid name of a claim of devices: got "Two H100"');
  });
});
