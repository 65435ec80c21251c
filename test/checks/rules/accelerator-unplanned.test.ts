import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { isAccelerator } from '../../../src/facts/devices';
import { chartIn, findingsOf, gpuCompute, plainModel } from '../../fixtures';

const sizes = { cpu: Cpu.units(4), memory: Size.gibibytes(32) };

test.each([
  'nvidia.com/gpu', 'nvidia.com/gpu.shared', 'nvidia.com/mig-1g.10gb', 'nvidia.com/gpumem', 'amd.com/gpu', 'gpu.intel.com/i915', 'gpu.intel.com/xe', 'npu.intel.com/accel', 'google.com/tpu',
  'habana.ai/gaudi', 'aws.amazon.com/neuron', 'aws.amazon.com/neuroncore', 'huawei.com/Ascend910', 'cambricon.com/mlu370', 'hygon.com/dcu', 'enflame.com/gcu', 'aliyun.com/gpu-mem',
  'metax-tech.com/gpu', 'volcano.sh/vgpu-number', 'qualcomm.com/qaic',
])('%s in otherResources of a CPU is an accelerator that nothing is planned with', key => {
  const chart = chartIn();
  plainModel(chart, 'model', { profileProps: { compute: Compute.cpu({ ...sizes, otherResources: { [key]: '1' } }) } });
  expect(findingsOf(chart, 'accelerator-unplanned').map(({ what }) => what)).toEqual([`otherResources of compute has ${key}, and the replica is planned for a CPU`]);
});

test.each([
  'rdma/ib', 'vpc.amazonaws.com/efa', 'smarter-devices/fuse', 'hugepages-2Mi', 'nvidia.com/hostdev', 'acme.com/input-device', 'example.com/migration', 'devices.kubevirt.io/kvm', 'xenial.example.com/card',
])('%s is none', key => {
  expect(isAccelerator(key)).toBe(false);
});

test('shares and memory of the accelerator itself may stand beside it, and another vendor\'s may not', () => {
  const chart = chartIn();
  const gpu = (otherResources: { [key: string]: string }) => Compute.gpu(Accelerator.NVIDIA_L4, { ...sizes, otherResources });
  plainModel(chart, 'shares', { profileProps: { compute: gpu({ 'nvidia.com/gpumem': '8000' }) } });
  plainModel(chart, 'plain', { profileProps: { compute: gpuCompute() } });
  expect(findingsOf(chart, 'accelerator-unplanned')).toEqual([]);
  plainModel(chart, 'both', { profileProps: { compute: gpu({ 'amd.com/gpu': '1' }) } });
  expect(findingsOf(chart, 'accelerator-unplanned').map(({ what }) => what)).toEqual(['otherResources of compute has amd.com/gpu, and the replica is planned for NVIDIA L4']);
});
