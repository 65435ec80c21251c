import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, ServerProbe, TorchServeEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/v1beta1/transformer/collocation/collocation.yaml',
  form: 'custom resource',
  has: 'TorchServe and, in the same Pod, a transformer that answers clients in front of it',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TorchServeEngine({ version: '0.9.0', port: 8085, managementPort: 8086, archive: 'mnist.mar', settings: { service_envelope: 'kserve' } }),
      compute: Compute.cpu({ cpu: Cpu.millis(100), cpuLimit: Cpu.units(1), memory: Size.mebibytes(1024) }),
      env: { TS_SERVICE_ENVELOPE: 'kserve' },
      service: { port: 80, containerPort: 'transformer' },
      pod: {
        containers: [{
          name: 'transformer-container',
          image: 'docker.io/kserve/image-transformer:v0.15.2',
          args: ['--model_name=mnist', '--protocol=v1', '--http_port=8080', '--grpc_port=8081', '--predictor_host=localhost:8085'],
          ports: [{ name: 'transformer', number: 8080 }],
          readinessProbe: ServerProbe.tcp(),
          cpu: Cpu.millis(100),
          cpuLimit: Cpu.units(1),
          memory: Size.mebibytes(256),
          memoryLimit: Size.gibibytes(1),
        }],
      },
    });
    new ModelConstruct(chart, 'custom-transformer-collocation', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.gcs('gs://kfserving-examples/models/torchserve/image_classifier/v1/model-store/', {
        anonymous: true, include: ['mnist.mar'], size: Size.mebibytes(10),
      }),
      profile,
      servedName: 'mnist',
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
        image: docker.io/pytorch/torchserve:0.9.0-cpu
        env: [{name: TS_SERVICE_ENVELOPE, value: kserve}]
        ports: [{containerPort: 8085}]
        resources: {requests: {cpu: 100m}, limits: {cpu: "1", memory: 1Gi}}
      - name: transformer-container
        args: [--model_name=mnist, --protocol=v1, --http_port=8080, --grpc_port=8081, "--predictor_host=localhost:8085"]
        ports: [{containerPort: 8080, protocol: TCP}]
        resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {cpu: "1", memory: 1Gi}}
---
kind: Service
spec:
  ports: [{port: 80, targetPort: transformer}]
`,
  byArguments: ['--model_name', '--protocol', '--http_port', '--grpc_port', '--predictor_host'],
  otherwise: [
    'args of TorchServe, and config.properties of the bucket: the library starts it so that SIGTERM ends it, with settings of its own and of the code',
    'requests.memory of the server: 1Gi, as much as its limit, which its process and Java need',
    'image of the transformer: a tag that does not move, where :latest does',
    'STORAGE_URI, storage-initializer: the source says it, and rclone brings the one archive',
    'Knative Service, route and autoscaler of KServe: objects beside the model, see beside.md',
  ],
};
