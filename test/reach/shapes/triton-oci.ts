import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, RuntimeProfile, SecretKey, ServiceType, TritonEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'triton-inference-server/server: deploy/oci',
  form: 'Helm values',
  has: 'Triton that polls its repository in Oracle\'s object store by the API of S3, behind a load balancer',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TritonEngine({ version: '26.07', pollInterval: Duration.seconds(5) }),
      compute: Compute.gpu(Accelerator.NVIDIA_A10, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      security: { runAsUser: 1000, fsGroup: 1000 },
      service: {
        type: ServiceType.LOAD_BALANCER,
        portName: 'http-inference-server',
        ports: [{ name: 'grpc-inference-server', containerPort: 'grpc' }, { name: 'metrics-inference-server', containerPort: 'metrics' }],
      },
    });
    new ModelConstruct(chart, 'triton', {
      version: '1.0.0',
      framework: Framework.ONNX,
      source: ModelSource.s3('s3://triton-inference-server-repository/model_repository/', {
        readByServer: true,
        layout: ModelLayout.REPOSITORY,
        endpoint: 'https://mynamespace.compat.objectstorage.us-phoenix-1.oraclecloud.com:443',
        region: 'us-phoenix-1',
        accessKeyId: SecretKey.of('oci-credentials', 'OCI_ACCESS_KEY_ID'),
        secretAccessKey: SecretKey.of('oci-credentials', 'OCI_SECRET_ACCESS_KEY'),
        size: Size.mebibytes(500),
      }),
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
      securityContext: {runAsUser: 1000, fsGroup: 1000}
      containers:
      - name: server
        imagePullPolicy: IfNotPresent
        resources: {limits: {nvidia.com/gpu: 1}}
        args: [--model-control-mode=poll, --repository-poll-secs=5]
        env:
        - {name: AWS_DEFAULT_REGION, value: us-phoenix-1}
        - {name: AWS_ACCESS_KEY_ID, valueFrom: {secretKeyRef: {name: oci-credentials, key: OCI_ACCESS_KEY_ID}}}
        - {name: AWS_SECRET_ACCESS_KEY, valueFrom: {secretKeyRef: {name: oci-credentials, key: OCI_SECRET_ACCESS_KEY}}}
        ports: [{containerPort: 8000, name: http}, {containerPort: 8001, name: grpc}, {containerPort: 8002, name: metrics}]
        livenessProbe: {httpGet: {path: /v2/health/live, port: http}}
        readinessProbe: {periodSeconds: 5}
---
kind: Service
spec:
  type: LoadBalancer
  ports:
  - {port: 8000, targetPort: http, name: http-inference-server}
  - {port: 8001, targetPort: grpc, name: grpc-inference-server}
  - {port: 8002, targetPort: metrics, name: metrics-inference-server}
`,
  otherwise: [
    'readinessProbe of /v2/health/ready: it says no as long as anything in the repository cannot be loaded; here a model that the code names has to be ready',
    'AWS_DEFAULT_REGION of the Secret: a region is no secret, and is said in the code',
    '--model-store: --model-repository is its name today',
  ],
};
