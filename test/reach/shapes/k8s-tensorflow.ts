import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, TensorFlowServingEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kubernetes/examples: AI/model-serving-tensorflow/deployment.yaml',
  form: 'Deployment',
  has: 'TensorFlow Serving of a ReadOnlyMany claim, gRPC and REST on one Service, an Ingress',
  declare: chart => {
    const claim = new kplus.PersistentVolumeClaim(chart, 'my-model-pvc', {
      accessModes: [kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
      storage: Size.gibibytes(1),
      volume: kplus.PersistentVolume.fromPersistentVolumeName(chart, 'my-model-pv', 'my-model-pv'),
    });
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TensorFlowServingEngine({ version: '2.19.0', port: 8501, grpcPort: 8500 }),
      compute: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(4) }),
      service: { portName: 'rest', ports: [{ name: 'grpc' }] },
    });
    const model = new ModelConstruct(chart, 'tf-serving', {
      version: '1.0.0',
      framework: Framework.TENSORFLOW,
      source: ModelSource.fromPersistentVolumeClaim(claim, { size: Size.mebibytes(100) }),
      profile,
      servedName: 'my_model',
    });
    new kplus.Ingress(chart, 'ingress', {
      metadata: { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' } },
      rules: [{ path: '/tf(/|$)(.*)', pathType: kplus.HttpIngressPathType.PREFIX, backend: kplus.IngressBackend.fromService(model.service, { port: 8501 }) }],
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
        image: docker.io/tensorflow/serving:2.19.0
        args: [--model_name=my_model, --port=8500, --rest_api_port=8501]
        ports: [{containerPort: 8500}, {containerPort: 8501}]
      volumes:
      - {persistentVolumeClaim: {readOnly: true}}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadOnlyMany]
  resources: {requests: {storage: 1Gi}}
  volumeName: my-model-pv
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {name: grpc, port: 8500}
  - {name: rest, port: 8501}
---
kind: Ingress
metadata:
  annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2}
spec:
  rules:
  - http:
      paths:
      - path: /tf(/|$)(.*)
        pathType: Prefix
        backend: {service: {port: {number: 8501}}}
`,
  otherwise: ['the mount path /models/my_model: the claim is mounted where the library mounts models, and --model_base_path says so'],
};
