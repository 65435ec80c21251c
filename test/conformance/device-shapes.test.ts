import { Size } from 'cdk8s';
import { Container, render, Rendered } from './render';
import { Accelerator, ClusterDialect, Compute, Cpu, CpuArchitecture, ModelSource, RuntimeSettings, SharingStrategy, SliceNaming, VllmEngine } from '../../src';

/*
 * Accelerators as samples of many makers have them, in typed code. Whole published manifests are in test/reach.
 */

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); }); // warnings of the models

const sizes = { cpu: Cpu.units(8), memory: Size.gibibytes(96) };
const vllm = new VllmEngine({ version: '0.32.0' });
const hub = ModelSource.huggingFace('organization/model', { revision: '0'.repeat(40), size: Size.gibibytes(8) });

function shape(compute: Compute, settings: RuntimeSettings = {}, engine = vllm): Rendered {
  return render({ engine, source: hub, compute, settings });
}

function scheduling({ pod }: Rendered): { [member: string]: unknown } {
  const { nodeSelector, tolerations } = pod as unknown as { [member: string]: unknown };
  return { nodeSelector, tolerations };
}

const tolerates = (key: string) => [{ key, operator: 'Exists', effect: 'NoSchedule' }];
const flagOf = ({ args = [] }: Container, flag: string) => args[args.indexOf(flag) + 1];

test('samples of MIG: by profile with the GPU operator, by node label on GKE', () => {
  const mixed = shape(Compute.gpu(Accelerator.NVIDIA_A100_40GB.mig('3g.20gb'), sizes));
  expect(mixed.server.resources.limits['nvidia.com/mig-3g.20gb']).toBe('1');
  expect(scheduling(mixed).tolerations).toEqual(tolerates('nvidia.com/gpu'));
  const gke = shape(Compute.gpu(Accelerator.NVIDIA_A100_40GB.mig('3g.20gb', { naming: SliceNaming.AS_DEVICE }), sizes), { cluster: ClusterDialect.GKE });
  expect(gke.server.resources.limits['nvidia.com/gpu']).toBe('1');
  expect(scheduling(gke).nodeSelector).toEqual({ 'cloud.google.com/gke-accelerator': 'nvidia-tesla-a100', 'cloud.google.com/gke-gpu-partition-size': '3g.20gb' });
});

test('samples of shared GPUs: renamed by the device plugin, by node label on GKE, with MPS', () => {
  const renamed = shape(Compute.gpu(Accelerator.NVIDIA_L4.shared({ replicas: 2 }), sizes), {}, new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.45 }));
  expect(renamed.server.resources.limits['nvidia.com/gpu.shared']).toBe('1');
  expect(scheduling(renamed).tolerations).toEqual(tolerates('nvidia.com/gpu'));
  const share = Accelerator.NVIDIA_L4.shared({ replicas: 2, strategy: SharingStrategy.MPS, resource: 'nvidia.com/gpu' });
  expect(scheduling(shape(Compute.gpu(share, sizes), { cluster: ClusterDialect.GKE })).nodeSelector).toEqual({
    'cloud.google.com/gke-accelerator': 'nvidia-l4', 'cloud.google.com/gke-gpu-sharing-strategy': 'mps', 'cloud.google.com/gke-max-shared-clients-per-gpu': '2',
  });
});

test('partitions of AMD are devices of their own, which tensor parallelism counts', () => {
  const rendered = shape(Compute.gpu(Accelerator.AMD_MI300X.partition('cpx_nps4'), { ...sizes, count: 8 }));
  expect(rendered.server.resources.limits['amd.com/cpx_nps4']).toBe('8');
  expect(flagOf(rendered.server, '--tensor-parallel-size')).toBe('8');
});

test('Neuron devices have several cores, and Karpenter labels them as accelerators', () => {
  const rendered = shape(Compute.gpu(Accelerator.AWS_TRAINIUM1, { ...sizes, count: 16 }), { cluster: ClusterDialect.EKS }, new VllmEngine({ version: '0.32.0', image: 'example.com/vllm-neuron:0.32.0' }));
  expect(scheduling(rendered)).toEqual({ nodeSelector: { 'karpenter.k8s.aws/instance-accelerator-name': 'trainium' }, tolerations: tolerates('aws.amazon.com/neuron') });
  expect(flagOf(rendered.server, '--tensor-parallel-size')).toBe('32');
});

test('nodes with Grace and Graviton are selected by their CPU', () => {
  const grace = shape(Compute.gpu(Accelerator.NVIDIA_GB200, { ...sizes, count: 4 }), { cluster: ClusterDialect.GKE });
  expect(scheduling(grace).nodeSelector).toEqual({ 'cloud.google.com/gke-accelerator': 'nvidia-gb200', 'kubernetes.io/arch': 'arm64' });
  expect(() => Compute.gpu(Accelerator.NVIDIA_GB200, { ...sizes, architecture: CpuArchitecture.AMD64 })).toThrow('invalid architecture: got "amd64", allowed is arm64: nodes with NVIDIA GB200 have no other');
  const graviton = shape(Compute.cpu({ ...sizes, architecture: CpuArchitecture.ARM64 }), {}, new VllmEngine({ version: '0.32.0', image: 'docker.io/vllm/vllm-openai:v0.32.0' }));
  expect(scheduling(graviton).nodeSelector).toEqual({ 'kubernetes.io/arch': 'arm64' });
});
