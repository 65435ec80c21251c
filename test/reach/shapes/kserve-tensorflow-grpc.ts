import { Duration, Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, RuntimeProfile, TensorFlowServingEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/v1beta1/tensorflow/grpc.yaml',
  form: 'custom resource',
  has: 'TensorFlow Serving whose Service is gRPC, with the runtime kserve-tensorflow-serving',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TensorFlowServingEngine({ version: '2.19.1', port: 8080, grpcPort: 9000 }),
      compute: Compute.cpu({ cpu: Cpu.units(1), cpuLimit: Cpu.units(1), memory: Size.gibibytes(2) }),
      args: ['--rest_api_timeout_in_ms=60000'],
      security: { runAsUser: 1000 },
      service: { ports: [{ name: 'h2c', containerPort: 'grpc' }] },
    });
    new ModelConstruct(chart, 'flower-grpc', {
      version: '1.0.0',
      framework: Framework.TENSORFLOW,
      source: ModelSource.gcs('gs://kfserving-examples/models/tensorflow/flowers/', {
        anonymous: true, layout: ModelLayout.VERSIONED, size: Size.mebibytes(100),
      }),
      profile,
      timing: { startup: Duration.minutes(10) },
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    spec:
      initContainers: [{}]
      containers:
      - name: server
        args: [--model_name=flower-grpc, --port=9000, --rest_api_port=8080, --rest_api_timeout_in_ms=60000]
        ports: [{containerPort: 9000, protocol: TCP}, {containerPort: 8080}]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources: {requests: {cpu: "1", memory: 2Gi}, limits: {cpu: "1", memory: 2Gi}}
      securityContext: {runAsUser: 1000, runAsNonRoot: true}
---
kind: Service
spec:
  ports: [{name: h2c, port: 9000, targetPort: grpc, appProtocol: kubernetes.io/h2c}]
`,
  byArguments: ['--rest_api_timeout_in_ms'],
  otherwise: [
    'storage-initializer: rclone brings the files; its memory and CPU are downloads of the profile',
    '--model_base_path=/mnt/models: a folder of the model below it, as TensorFlow Serving wants versions in one',
    'one port: gRPC beside HTTP; KServe takes HTTP away where gRPC is asked for, because Knative has one port',
    'Knative Service, route and autoscaler of KServe: objects beside the model, see beside.md',
  ],
};
