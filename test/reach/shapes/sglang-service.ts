import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, ModelConstruct, ModelSource, PodVolume, Rollout, RuntimeProfile, SecretKey,
  ServiceType, SglangEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'sgl-project/sglang: docker/k8s-sglang-service.yaml',
  form: 'Deployment',
  has: 'SGLang on one GPU behind a load balancer, runtime class, Recreate',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new SglangEngine({ version: '0.5.21', port: 30000 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(32) }),
      service: { type: ServiceType.LOAD_BALANCER },
      scheduling: { runtimeClassName: 'nvidia' },
      rollout: Rollout.recreate(),
      pod: {
        hostIpc: true,
        volumes: [PodVolume.hostPath('localtime', '/etc/localtime', { type: HostPathType.FILE })],
        mounts: [{ volume: 'localtime', path: '/etc/localtime', readOnly: true }],
      },
    });
    new ModelConstruct(chart, 'meta-llama-31-8b-instruct-sglang', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Meta-Llama-3.1-8B-Instruct', { token: SecretKey.of('hf', 'token'), size: Size.gibibytes(15) }),
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
      runtimeClassName: nvidia
      hostIPC: true
      volumes: [{name: localtime, hostPath: {path: /etc/localtime, type: File}}]
      containers:
      - name: server
        ports: [{containerPort: 30000}]
        command: [python3, -m, sglang.launch_server]
        args: [--model-path, meta-llama/Meta-Llama-3.1-8B-Instruct, --host, 0.0.0.0, --port, "30000"]
        env: [{name: HF_TOKEN}]
        resources:
          limits: {nvidia.com/gpu: 1}
---
kind: Service
spec:
  type: LoadBalancer
  ports: [{protocol: TCP, port: 30000, targetPort: http}]
`,
  otherwise: [
    'the hub cache of the node: weights are downloaded to a volume of the Pod, or come from ModelSource.volume(PodVolume.hostPath(…))',
    'livenessProbe: /health_generate tells a server that is stuck, which /health does not; a startup probe stands in for initialDelaySeconds',
  ],
};
