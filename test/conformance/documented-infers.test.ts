import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { parse } from 'yaml';
import {
  Accelerator, Compute, Cpu, Findings, LabelRequirement, MatrixInferRuntimeEngine, ModelInfer, ModelInferProps, ModelLabels, ModelRef, ModelSource,
  NodeAffinity, PodAffinity, PodVolume, RuntimeProfile, Scaling, ScalingStep, SeccompProfile,
} from '../../src';
import { JsonObject } from '../../src/ground/objects';

const FOLDER = join(__dirname, '..', 'valid', 'modelinfers.workload.matrixinfer.ai');

/** The documentation says "1 GPU" and not which one. */
const GPU = Accelerator.of({ name: 'any NVIDIA GPU', resource: 'nvidia.com/gpu' });

const resources = (cpu: readonly [number, number], memory: readonly [number, number]) => (
  { cpu: Cpu.units(cpu[0]), cpuLimit: Cpu.units(cpu[1]), memory: Size.gibibytes(memory[0]), memoryLimit: Size.gibibytes(memory[1]) }
);
const apartFrom = (name: string) => ({ topologyKey: 'kubernetes.io/hostname', requirements: [LabelRequirement.isIn('app', [name])] });
const slowly = (percent: number, window: number) => (
  { stabilizationWindow: Duration.seconds(window), steps: [ScalingStep.percent(percent, Duration.minutes(1))] }
);

/** What is said in code, by the document that comes out. */
const SAID: { readonly [document: string]: Omit<ModelInferProps, 'model'> } = {
  'basic': { replicas: 2, compute: Compute.cpu(resources([2, 4], [8, 16])) },
  'gpu': {
    replicas: 1,
    autoscaling: { minReplicas: 1, maxReplicas: 5, targetCpuUtilization: 0.7 },
    compute: Compute.gpu(GPU, resources([4, 8], [16, 32])),
    scheduling: { nodeSelector: { accelerator: 'nvidia-tesla-v100' } },
  },
  'affinity': {
    replicas: 3,
    autoscaling: { minReplicas: 3, maxReplicas: 10, targetCpuUtilization: 0.6 },
    compute: Compute.cpu(resources([2, 4], [4, 8])),
    scheduling: {
      nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('node-type', ['inference'])])],
      podAntiAffinity: [PodAffinity.preferred(100, apartFrom('production-infer'))],
      tolerations: [{ key: 'inference-node', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
    },
  },
  'high-availability': {
    replicas: 3,
    autoscaling: { minReplicas: 3, maxReplicas: 10, targetCpuUtilization: 0.6 },
    scheduling: {
      podAntiAffinity: [PodAffinity.required(apartFrom('llama-7b-production-infer'))],
      nodeSelector: { 'node-type': 'gpu-inference' },
      tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    },
  },
  'gpu-metric': {
    replicas: 2,
    autoscaling: { minReplicas: 1, maxReplicas: 8, scaling: [Scaling.byAcceleratorUse(0.75)] },
    scheduling: { nodeSelector: { accelerator: 'nvidia-tesla-v100' }, tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }] },
  },
  'scaling-behavior': {
    autoscaling: {
      minReplicas: 3,
      maxReplicas: 50,
      scaling: [Scaling.byCpu(0.6), Scaling.byMemory(0.7)],
      behavior: { scaleUp: slowly(50, 60), scaleDown: slowly(10, 300) },
    },
  },
  'security': {
    security: { runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, seccompProfile: SeccompProfile.RUNTIME_DEFAULT, readOnlyRootFilesystem: true },
    containerName: 'inference',
    registerOnly: true,
  },
  'annotations': {
    compute: Compute.cpu(resources([8, 8], [16, 16])),
    pod: { annotations: { 'cpu-manager.alpha.kubernetes.io/cpuset': '0-7' } },
    scheduling: { nodeSelector: { 'node.kubernetes.io/instance-type': 'c5.2xlarge' } },
  },
  'spread': {
    scheduling: { topologySpread: [{ topologyKey: 'topology.kubernetes.io/zone', required: true, labels: { app: 'numa-aware-model' } }] },
    pod: { annotations: { 'numa.alpha.kubernetes.io/node-affinity': '0' } },
  },
  'huge-pages': {
    resources: { requests: { 'memory': '16Gi', 'hugepages-2Mi': '8Gi' }, limits: { 'memory': '16Gi', 'hugepages-2Mi': '8Gi' } },
    pod: { volumes: [PodVolume.hugePages('hugepage-volume')], mounts: [{ volume: 'hugepage-volume', path: '/hugepages' }] },
    registerOnly: true,
  },
};

/** Each documented ModelInfer, by its file. */
const DOCUMENTS = readdirSync(FOLDER).flatMap(file => /^documented-(.+)\.yaml$/.exec(file)?.[1] ?? []);

test.each(DOCUMENTS)('the documented ModelInfer "%s" comes out exactly, of typed code', name => {
  // GIVEN
  const document = parse(readFileSync(join(FOLDER, `documented-${name}.yaml`), 'utf8')) as JsonObject;
  const { name: called, namespace } = document.metadata as { readonly name: string; readonly namespace?: string };
  const chart = new Chart(new App(), 'chart', { namespace });
  const engine = new MatrixInferRuntimeEngine({ image: 'registry.example.com/matrixinfer/pytorch-runtime:1.2.0' });
  const profile = new RuntimeProfile(chart, 'profile', { engine, compute: Compute.gpu(GPU, resources([4, 8], [16, 32])) });
  const { modelRef } = document.spec as { readonly modelRef: { readonly name: string } };

  // WHEN
  const props = { name: called, source: ModelSource.pvc('weights'), profile, ...SAID[name] };
  const { inferObject } = new ModelInfer(chart, 'infer', { model: ModelRef.named(modelRef.name), ...props });
  if (props.registerOnly) removeMark(inferObject);

  // THEN
  expect((chart.toJson() as JsonObject[]).filter(({ kind }) => kind === 'ModelInfer')).toEqual([document]);
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
});

/** Takes away the mark of registerOnly, and nothing else; the documentation has none: docs/decisions/0011-records-and-objects.md says why it is there. */
function removeMark(inferObject: ApiObject): void {
  const { metadata } = inferObject.toJson() as { readonly metadata: { readonly annotations: object } };
  expect(metadata.annotations).toEqual({ [ModelLabels.REGISTERED_ONLY]: 'true' });
  inferObject.addJsonPatch(JsonPatch.remove('/metadata/annotations'));
}
