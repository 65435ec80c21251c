import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, RuntimeProfile, ServiceType, TritonEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'triton-inference-server/server: deploy/gke-marketplace-app/server-deployer/chart/triton',
  form: 'Helm values',
  has: 'Triton that reads its repository in Cloud Storage itself, three ports on a NodePort',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TritonEngine({ version: '26.07', image: 'gcr.io/nvidia-ngc-public/tritonserver:26.07-py3' }),
      compute: Compute.gpu(Accelerator.NVIDIA_T4, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      args: ['--log-verbose=0', '--allow-gpu-metrics=true'],
      security: { runAsUser: 1000 },
      service: { type: ServiceType.NODE_PORT, portName: 'http', ports: [{ name: 'grpc' }, { name: 'metrics' }] },
    });
    new ModelConstruct(chart, 'triton', {
      version: '1.0.0',
      framework: Framework.ONNX,
      source: ModelSource.gcs('gs://triton_sample_models/26.07/', { readByServer: true, layout: ModelLayout.REPOSITORY, size: Size.gibibytes(1) }),
      profile,
      servedName: 'densenet_onnx',
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
        image: gcr.io/nvidia-ngc-public/tritonserver:26.07-py3
        imagePullPolicy: IfNotPresent
        resources: {limits: {nvidia.com/gpu: 1}}
        args: ["--model-repository=gs://triton_sample_models/26.07", --log-verbose=0, --allow-gpu-metrics=true]
        ports: [{containerPort: 8000, name: http}, {containerPort: 8001, name: grpc}, {containerPort: 8002, name: metrics}]
        livenessProbe: {httpGet: {path: /v2/health/live, port: http}}
        readinessProbe: {periodSeconds: 5}
---
kind: Service
spec:
  type: NodePort
  ports:
  - {port: 8000, targetPort: http, name: http}
  - {port: 8001, targetPort: grpc, name: grpc}
  - {port: 8002, targetPort: metrics, name: metrics}
`,
  byArguments: ['--log-verbose', '--allow-gpu-metrics'],
  otherwise: [
    'readinessProbe of /v2/health/ready: it says no as long as anything in the repository cannot be loaded; here a model that the code names has to be ready',
    '--model-store: --model-repository is its name today; --strict-model-config=false: the server\'s own choice',
    'LD_PRELOAD: empty',
    'HorizontalPodAutoscaler, Ingress, Application: objects beside the model',
  ],
};
