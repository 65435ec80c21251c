import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DeviceClaim, Framework, KubernetesVersion, ModelConstruct, ModelSource, OllamaEngine, Rollout, RuntimeProfile,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'otwld/ollama-helm: templates/resourceclaimtemplate.yaml, with gpu.draEnabled',
  form: 'Helm values',
  has: 'Ollama on a GPU that Dynamic Resource Allocation hands out',
  since: '1.34',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new OllamaEngine({ version: '0.32.15' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), memory: Size.gibibytes(8), claim: DeviceClaim.devices() }),
      kubernetesVersion: KubernetesVersion.of('1.34'),
      rollout: Rollout.recreate(),
      timing: { terminationGracePeriod: Duration.minutes(2) },
    });
    new ModelConstruct(chart, 'ollama', {
      version: '1.0.0',
      framework: Framework.CUSTOM,
      source: ModelSource.ollama('llama3.2:1b', { size: Size.mebibytes(1300) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  strategy: {type: Recreate}
  template:
    spec:
      terminationGracePeriodSeconds: 120
      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
      containers:
      - name: server
        args: [llama3.2:1b]
        ports: [{name: http, containerPort: 11434, protocol: TCP}]
        env: [{name: OLLAMA_HOST, value: "0.0.0.0:11434"}]
        resources: {claims: [{name: devices}]}
        volumeMounts: [{name: model}]
      resourceClaims: [{name: devices}]
      volumes: [{name: model, emptyDir: {}}]
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
spec:
  spec:
    devices:
      requests:
      - exactly: {deviceClassName: gpu.nvidia.com, count: 1}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 11434, targetPort: http, protocol: TCP, name: http}]
`,
  otherwise: [
    'names: the claim and its request are the library\'s own; the template is named by its content, which cannot be changed',
    'what is the same as without a claim: in ollama-chart-pull',
  ],
};
