import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, TorchServeEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'pytorch/serve: kubernetes/Helm',
  form: 'Helm values',
  has: 'TorchServe on four GPUs, a store of two models on a claim, one Service with four ports',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TorchServeEngine({
        version: '0.12.0',
        exposeManagement: true,
        models: ['squeezenet1_1', 'mnist'],
        settings: { number_of_netty_threads: '32', job_queue_size: '1000' },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_T4, { count: 4, cpu: Cpu.units(16), cpuLimit: Cpu.units(16), memory: Size.gibibytes(32) }),
      service: { portName: 'preds', ports: [{ name: 'mdl', containerPort: 'management' }, { name: 'metrics' }, { name: 'grpc' }] },
      serviceMetadata: { annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/path': '/metrics', 'prometheus.io/port': '8082' } },
    });
    new ModelConstruct(chart, 'torchserve', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.pvc('efs-claim', { path: 'model-store', size: Size.mebibytes(50) }),
      profile,
      replicas: 2,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    spec:
      volumes: [{persistentVolumeClaim: {claimName: efs-claim}}]
      containers:
      - name: server
        image: docker.io/pytorch/torchserve:0.12.0-gpu
        imagePullPolicy: IfNotPresent
        ports:
        - {name: http, containerPort: 8080}
        - {name: management, containerPort: 8081}
        - {name: metrics, containerPort: 8082}
        - {name: grpc, containerPort: 7070}
        resources: {limits: {cpu: 16, memory: 32Gi, nvidia.com/gpu: 4}}
---
kind: Service
metadata:
  annotations: {prometheus.io/scrape: "true", prometheus.io/path: /metrics, prometheus.io/port: "8082"}
spec:
  ports:
  - {name: preds, port: 8080, targetPort: http}
  - {name: mdl, port: 8081, targetPort: management}
  - {name: metrics, port: 8082, targetPort: metrics}
  - {name: grpc, port: 7070, targetPort: grpc}
`,
  otherwise: [
    'args, and config.properties of the claim: the library starts TorchServe so that SIGTERM ends it, with settings of its own and of the code; both models are loaded, and asked for, before the Pod is ready',
    'model_snapshot: one worker for each GPU and model; workers says another number for all of them',
    'the mount path /home/model-server/shared: the claim is mounted where the library mounts models, read-only',
  ],
};
