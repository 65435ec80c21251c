import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, RuntimeProfile, ServiceAccountRef,
  ServiceType, TritonEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/gke-online-serving-single-gpu/src/gke-config/deployment-triton.yaml',
  form: 'Deployment',
  has: 'Triton on one L4; HTTP, gRPC and metrics on one load balancer',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new TritonEngine({ version: '22.01' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(4), cpuLimit: Cpu.units(4), memory: Size.gibibytes(16), ephemeralStorage: Size.gibibytes(1), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      scratch: Size.mebibytes(512),
      service: { type: ServiceType.LOAD_BALANCER, ports: [{ name: 'grpc' }, { name: 'metrics' }] },
      pod: { serviceAccount: ServiceAccountRef.of('bucket-reader') },
    });
    new ModelConstruct(chart, 'mnist', {
      version: '1.0.0',
      framework: Framework.CUSTOM,
      source: ModelSource.gcsFuse('gs://my-bucket/triton-model-repository/', { layout: ModelLayout.REPOSITORY, size: Size.mebibytes(100) }),
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
        image: nvcr.io/nvidia/tritonserver:22.01-py3
        ports:
        - {name: grpc, containerPort: 8001}
        - {name: http, containerPort: 8000}
        - {name: metrics, containerPort: 8002}
        resources:
          limits: {cpu: "4", memory: 16Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1}
          requests: {cpu: "4", memory: 16Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1}
      volumes:
      - csi:
          driver: gcsfuse.csi.storage.gke.io
          volumeAttributes: {bucketName: my-bucket, mountOptions: "implicit-dirs,only-dir=triton-model-repository"}
---
kind: Service
spec:
  type: LoadBalancer
  ports:
  - {name: http, port: 8000, targetPort: http}
  - {name: grpc, port: 8001, targetPort: grpc}
  - {name: metrics, port: 8002, targetPort: metrics}
`,
  otherwise: [
    'the framework that the Model records is custom: Triton no longer serves TensorFlow',
    'the mount path /data, written to: the folder of the repository is mounted where the library mounts models, and read-only, as a server wants it',
  ],
};
