import { Size } from 'cdk8s';
import { Container, render, Rendered } from './render';
import {
  Accelerator, ClusterDialect, Compute, Cpu, CpuArchitecture, ModelSource, NimEngine, RuntimeSettings, SharingStrategy, SliceNaming,
  TextGenerationInferenceEngine, VllmEngine,
} from '../../src';

/*
 * Accelerators of published manifests, as typed code: which repository and file each is from, and the fields that it has. Names, sources and images are
 * the test's own.
 */

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); }); // warnings of the models

const sizes = { cpu: Cpu.units(8), memory: Size.gibibytes(96) };
const vllm = new VllmEngine({ version: '0.32.0' });
const hub = ModelSource.huggingFace('organization/model', { revision: '0'.repeat(40), size: Size.gibibytes(8) });

function shape(compute: Compute, settings: RuntimeSettings = {}, engine: VllmEngine | NimEngine | TextGenerationInferenceEngine = vllm): Rendered {
  return render({ engine, source: hub, compute, settings });
}

function scheduling({ pod }: Rendered): { [member: string]: unknown } {
  const { nodeSelector, tolerations } = pod as unknown as { [member: string]: unknown };
  return { nodeSelector, tolerations };
}

const tolerates = (key: string) => [{ key, operator: 'Exists', effect: 'NoSchedule' }];
const flagOf = ({ args = [] }: Container, flag: string) => args[args.indexOf(flag) + 1];

test('GoogleCloudPlatform/kubernetes-engine-samples ai-ml/vllm-tpu/vllm-llama3-70b.yaml: a TPU v6e of 2x4', () => {
  const rendered = shape(Compute.gpu(Accelerator.GOOGLE_TPU_V6E.topology('2x4'), sizes), { cluster: ClusterDialect.GKE });
  expect(scheduling(rendered)).toEqual({
    nodeSelector: { 'cloud.google.com/gke-tpu-accelerator': 'tpu-v6e-slice', 'cloud.google.com/gke-tpu-topology': '2x4' }, tolerations: tolerates('google.com/tpu'),
  });
  expect(rendered.server.resources.limits['google.com/tpu']).toBe('8');
  expect(flagOf(rendered.server, '--tensor-parallel-size')).toBe('8');
  expect(rendered.server.image).toBe('docker.io/vllm/vllm-tpu:v0.32.0');
});

test('llm-d/llm-d, TPU v7 of 2x2x1: 4 chips with 2 cores each are a tensor parallelism of 8', () => {
  const rendered = shape(Compute.gpu(Accelerator.GOOGLE_TPU_V7.topology('2x2x1'), sizes), { cluster: ClusterDialect.GKE });
  expect(scheduling(rendered).nodeSelector).toEqual({ 'cloud.google.com/gke-tpu-accelerator': 'tpu7x', 'cloud.google.com/gke-tpu-topology': '2x2x1' });
  expect(rendered.server.resources.limits['google.com/tpu']).toBe('4');
  expect(flagOf(rendered.server, '--tensor-parallel-size')).toBe('8');
});

test('GoogleCloudPlatform/kubernetes-engine-samples nim-gemma: 8 H100 of an A3 Mega', () => {
  const nim = new NimEngine({ version: '1.14.0' });
  const rendered = shape(Compute.gpu(Accelerator.NVIDIA_H100_MEGA, { ...sizes, count: 8 }), { cluster: ClusterDialect.GKE }, nim);
  expect(scheduling(rendered)).toEqual({ nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-h100-mega-80gb' }, tolerations: tolerates('nvidia.com/gpu') });
  expect(rendered.server).toMatchObject({ image: 'nvcr.io/nim/nvidia/llm-nim:1.14.0', resources: { limits: { 'nvidia.com/gpu': '8' } } });
});

test('GoogleCloudPlatform/kubernetes-engine-samples llm-serving-gemma/tgi: 2 L4', () => {
  const rendered = shape(Compute.gpu(Accelerator.NVIDIA_L4, { ...sizes, count: 2 }), { cluster: ClusterDialect.GKE }, new TextGenerationInferenceEngine({ version: '3.3.5' }));
  expect(scheduling(rendered).nodeSelector).toEqual({ 'cloud.google.com/gke-accelerator': 'nvidia-l4' });
  expect(flagOf(rendered.server, '--num-shard')).toBe('2');
});

test('opea-project/GenAIInfra helm-charts/common/vllm/gaudi-values.yaml: 1 Gaudi', () => {
  const rendered = shape(Compute.gpu(Accelerator.INTEL_GAUDI2, sizes), {}, new VllmEngine({ version: '0.32.0', image: 'example.com/vllm-gaudi:0.32.0' }));
  expect(scheduling(rendered)).toEqual({ nodeSelector: undefined, tolerations: tolerates('habana.ai/gaudi') });
  expect(rendered.server.resources.limits['habana.ai/gaudi']).toBe('1');
});

test('ROCm/k8s-device-plugin example/vllm-serve/deployment.yaml: 1 device of AMD', () => {
  const rendered = shape(Compute.gpu(Accelerator.AMD_MI300X, sizes));
  expect(rendered.server.resources).toMatchObject({ requests: { 'amd.com/gpu': '1' }, limits: { 'amd.com/gpu': '1' } });
});

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
