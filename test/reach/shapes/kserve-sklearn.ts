import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, MlServerEngine, ModelConstruct, ModelSource, RuntimeProfile } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/v1beta1/sklearn/v2/sklearn.yaml',
  form: 'custom resource',
  has: 'a model of scikit-learn in a public bucket, by the Open Inference Protocol, with the runtime kserve-mlserver',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new MlServerEngine({ version: '1.7.1', port: 8080, grpcPort: 9000 }),
      compute: Compute.cpu({ cpu: Cpu.units(1), cpuLimit: Cpu.units(1), memory: Size.gibibytes(2) }),
      service: { port: 80 },
      pod: { annotations: { 'prometheus.kserve.io/path': '/metrics' } },
    });
    new ModelConstruct(chart, 'sklearn-irisv2', {
      version: '1.0.0',
      framework: Framework.of('sklearn'),
      source: ModelSource.gcs('gs://seldon-models/sklearn/iris/', { anonymous: true, size: Size.mebibytes(1) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata: {annotations: {prometheus.kserve.io/path: /metrics}}
    spec:
      initContainers: [{}]
      containers:
      - name: server
        env:
        - {name: MLSERVER_MODEL_IMPLEMENTATION, value: mlserver_sklearn.SKLearnModel}
        - {name: MLSERVER_HTTP_PORT, value: "8080"}
        - {name: MLSERVER_GRPC_PORT, value: "9000"}
        ports: [{containerPort: 8080}, {containerPort: 9000}]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources: {requests: {cpu: "1", memory: 2Gi}, limits: {cpu: "1", memory: 2Gi}}
      securityContext: {runAsNonRoot: true}
---
kind: Service
spec:
  ports: [{port: 80, targetPort: http}]
`,
  otherwise: [
    'storage-initializer: rclone brings the files; its memory and CPU are downloads of the profile',
    'prometheus.kserve.io/port: the metrics have a port of their own, 8082',
    'Knative Service, route and autoscaler of KServe: objects beside the model, see beside.md',
  ],
};
