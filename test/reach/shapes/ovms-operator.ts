import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, OpenVinoModelServerEngine, RuntimeProfile, SecretKey } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'openvinotoolkit/operator: config/samples/intel_v1alpha1_ovms.yaml',
  form: 'custom resource',
  has: 'OpenVINO Model Server on a CPU, gRPC and REST on one Service, a model with versions in Cloud Storage',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new OpenVinoModelServerEngine({ version: '2026.2.1', port: 8081, grpcPort: 8080, targetDevice: 'CPU' }),
      compute: Compute.cpu({ cpu: Cpu.units(1), cpuLimit: Cpu.units(1), memory: Size.mebibytes(400) }),
      args: [
        '--plugin_config={"PERFORMANCE_HINT":"LATENCY"}',
        '--model_version_policy={"latest": {"num_versions":1 }}',
        '--log_level=INFO',
        '--file_system_poll_wait_seconds=0',
        '--sequence_cleaner_poll_wait_minutes=0',
      ],
      service: { portName: 'rest', ports: [{ name: 'grpc' }] },
    });
    new ModelConstruct(chart, 'ovms-sample', {
      version: '1.0.0',
      framework: Framework.of('openvino'),
      source: ModelSource.gcs('gs://my-bucket/resnet/', {
        serviceAccountKey: SecretKey.of('gcpcreds', 'gcp-creds.json'), layout: ModelLayout.VERSIONED, size: Size.mebibytes(100),
      }),
      profile,
      servedName: 'resnet',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      initContainers: [{}]
      containers:
      - name: server
        image: docker.io/openvino/model_server:2026.2.1
        ports: [{containerPort: 8080, name: grpc}, {containerPort: 8081, name: http}]
        livenessProbe: {httpGet: {path: /v2/health/live, port: http}}
        readinessProbe: {httpGet: {port: http}, periodSeconds: 5}
        args:
        - --model_name=resnet
        - --target_device=CPU
        - '--plugin_config={"PERFORMANCE_HINT":"LATENCY"}'
        - '--model_version_policy={"latest": {"num_versions":1 }}'
        - --log_level=INFO
        - --file_system_poll_wait_seconds=0
        - --sequence_cleaner_poll_wait_minutes=0
        - --port=8080
        - --rest_port=8081
        resources:
          limits: {cpu: "1", memory: 400Mi}
          requests: {cpu: "1", memory: 400Mi}
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {port: 8080, protocol: TCP, targetPort: grpc, name: grpc}
  - {port: 8081, protocol: TCP, targetPort: http, name: rest}
`,
  byArguments: ['--plugin_config', '--model_version_policy', '--log_level', '--file_system_poll_wait_seconds', '--sequence_cleaner_poll_wait_minutes'],
  otherwise: [
    '--model_path in the bucket, /secret/gcp-creds.json: an init container brings the files, and only it has the key',
    'readinessProbe: it asks for the model; /v2/health/ready says yes for a server that has none of it',
    'HorizontalPodAutoscaler, ServiceMonitor: objects beside the model, see beside.md',
  ],
};
