import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, RuntimeProfile, ServiceAccountRef,
  ServiceType, TensorFlowServingEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/gke-online-serving-single-gpu/src/gke-config/deployment-tfserve.yaml',
  form: 'Deployment',
  has: 'TensorFlow Serving on one L4, gRPC and HTTP on one load balancer',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new TensorFlowServingEngine({ version: '2.13.1', port: 8000, grpcPort: 8500 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(4), cpuLimit: Cpu.units(4), memory: Size.gibibytes(16), ephemeralStorage: Size.gibibytes(1), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      scratch: Size.mebibytes(512),
      service: { type: ServiceType.LOAD_BALANCER, ports: [{ name: 'grpc' }] },
      pod: { serviceAccount: ServiceAccountRef.of('bucket-reader') },
    });
    new ModelConstruct(chart, 'mnist', {
      version: '1.0.0',
      framework: Framework.TENSORFLOW,
      source: ModelSource.gcsFuse('gs://my-bucket/tfserve-model-repository/', { layout: ModelLayout.REPOSITORY, size: Size.mebibytes(100) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {annotations: {gke-gcsfuse/volumes: "true"}}
    spec:
      volumes:
      - csi:
          driver: gcsfuse.csi.storage.gke.io
          volumeAttributes: {bucketName: my-bucket}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      serviceAccountName: bucket-reader
      containers:
      - name: server
        image: docker.io/tensorflow/serving:2.13.1-gpu
        ports:
        - {name: http, containerPort: 8000}
        - {name: grpc, containerPort: 8500}
        resources:
          limits: {cpu: "4", memory: 16Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1}
          requests: {cpu: "4", memory: 16Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1}
      volumes:
      - csi:
          driver: gcsfuse.csi.storage.gke.io
          volumeAttributes: {bucketName: my-bucket, mountOptions: "implicit-dirs,only-dir=tfserve-model-repository"}
---
kind: Service
spec:
  type: LoadBalancer
  ports:
  - {name: grpc, port: 8500, targetPort: grpc}
  - {name: http, port: 8000, targetPort: http}
`,
  otherwise: [
    'the mount path /data, written to: the folder of the repository is mounted where the library mounts models, and read-only, as a server wants it',
  ],
};
