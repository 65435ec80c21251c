import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, ServiceType, TritonEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'triton-inference-server/server: deploy/k8s-onprem',
  form: 'Helm values',
  has: 'Triton behind a headless Service with three ports, user and volume group 1000',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TritonEngine({ version: '25.06' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      security: { runAsUser: 1000, fsGroup: 1000 },
      service: {
        type: ServiceType.HEADLESS,
        portName: 'http-inference-server',
        ports: [{ name: 'grpc-inference-server', containerPort: 'grpc' }, { name: 'metrics-inference-server', containerPort: 'metrics' }],
      },
    });
    new ModelConstruct(chart, 'densenet', {
      version: '1.0.0',
      framework: Framework.ONNX,
      source: ModelSource.volume(PodVolume.nfs('models', 'nfs.example.com', '/srv/models', { readOnly: true }), { path: 'densenet_onnx/', size: Size.mebibytes(40) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      volumes: [{nfs: {server: nfs.example.com, path: /srv/models}}]
      securityContext: {runAsUser: 1000, fsGroup: 1000}
      containers:
      - name: server
        ports:
        - {name: http, containerPort: 8000}
        - {name: grpc, containerPort: 8001}
        - {name: metrics, containerPort: 8002}
        resources:
          limits: {nvidia.com/gpu: 1}
---
kind: Service
spec:
  clusterIP: None
  ports:
  - {name: http-inference-server, port: 8000, targetPort: http}
  - {name: grpc-inference-server, port: 8001, targetPort: grpc}
  - {name: metrics-inference-server, port: 8002, targetPort: metrics}
`,
  otherwise: [
    'startupProbe.failureThreshold: the start-up budget is derived from the size of the weights; timing.startup says another one',
    'Service of the metrics, ServiceMonitor, HorizontalPodAutoscaler: objects beside the model, see beside.md; the metrics are a port of its Service',
  ],
};
