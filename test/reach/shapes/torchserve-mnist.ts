import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, ServiceType, TorchServeEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'pytorch/serve: kubernetes/examples/mnist/deployment.yaml',
  form: 'Deployment',
  has: 'TorchServe on a CPU, inference and management on a NodePort',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TorchServeEngine({ version: '0.12.0', exposeManagement: true }),
      compute: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(4) }),
      service: { type: ServiceType.NODE_PORT, portName: 'inference', ports: [{ name: 'management' }] },
    });
    new ModelConstruct(chart, 'mnist', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.volume(PodVolume.hostPath('model-store', '/host/model_store'), { path: 'mnist.mar' }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      volumes: [{hostPath: {path: /host/model_store}}]
      containers:
      - name: server
        ports: [{containerPort: 8080}, {containerPort: 8081}]
---
kind: Service
spec:
  type: NodePort
  ports:
  - {name: inference, protocol: TCP, port: 8080, targetPort: http}
  - {name: management, protocol: TCP, port: 8081, targetPort: management}
`,
};
