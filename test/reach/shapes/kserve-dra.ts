import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DeviceClaim, Framework, KubernetesVersion, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/llmisvc/managed-dra/llm-inference-service-managed-dra-multi-device.yaml',
  form: 'custom resource',
  has: 'vLLM on two devices that Dynamic Resource Allocation chooses by type and memory, a container beside it',
  since: '1.34',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-a100', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_A100_80GB, {
        count: 2,
        cpu: Cpu.units(4),
        cpuLimit: Cpu.units(8),
        memory: Size.gibibytes(32),
        memoryLimit: Size.gibibytes(64),
        claim: DeviceClaim.devices({
          deviceClass: 'gpu.nvidia.com',
          selectors: [
            'device.attributes[\'gpu.nvidia.com\'].productName.lowerAscii().contains(\'a100\')',
            'device.capacity[\'gpu.nvidia.com\'].memory.compareTo(quantity(\'40Gi\')) >= 0',
          ],
        }),
      }),
      kubernetesVersion: KubernetesVersion.of('1.34'),
      pod: {
        containers: [{
          name: 'sidecar',
          image: 'docker.io/library/busybox:1.36',
          command: ['sh', '-c', 'while true; do sleep 3600; done'],
          cpu: Cpu.millis(100),
          memory: Size.mebibytes(64),
        }],
      },
    });
    new ModelConstruct(chart, 'qwen2-7b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen2.5-7B-Instruct', { size: Size.gibibytes(15) }),
      profile,
      replicas: 1,
      servedName: 'Qwen/Qwen2.5-7B-Instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: server
        args: [Qwen/Qwen2.5-7B-Instruct, --served-model-name=Qwen/Qwen2.5-7B-Instruct, --tensor-parallel-size=2]
        resources: {limits: {cpu: "8", memory: 64Gi}, requests: {cpu: "4", memory: 32Gi}}
        livenessProbe: {httpGet: {path: /health}}
      - name: sidecar
        image: docker.io/library/busybox:1.36
        command: [sh, -c, "while true; do sleep 3600; done"]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
---
kind: ResourceClaimTemplate
spec:
  spec:
    devices:
      requests: [{exactly: {deviceClassName: gpu.nvidia.com, count: 2}}]
`,
  otherwise: [
    'HTTPS of the probe: the certificate of KServe; tls of the model says another',
    'the type in the selector: the attribute of the driver says "gpu" there, and the product in productName',
    'router, gateway, scheduler: a ModelRoute and an InferencePool',
  ],
};
