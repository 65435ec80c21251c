import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, ServiceAccountRef,
  TextEmbeddingsInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'huggingface/Google-Cloud-Containers: examples/gke/tei-from-gcs-deployment/gpu-config',
  form: 'Deployment',
  has: 'Text Embeddings Inference on a T4, weights of a bucket copied to a claim for each Pod by an account of the workload',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 't4', {
      engine: new TextEmbeddingsInferenceEngine({ version: '1.7', port: 8080 }),
      compute: Compute.gpu(Accelerator.NVIDIA_T4, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      cluster: ClusterDialect.GKE,
      cache: ModelCache.perPod({ size: Size.gibibytes(48), storageClassName: 'ssd' }),
      downloads: { cpu: Cpu.units(8) },
      sharedMemory: Size.gibibytes(1),
      pod: { serviceAccount: ServiceAccountRef.of('hf-gke-service-account') },
    });
    new ModelConstruct(chart, 'embeddings', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.gcs('gs://hf-models-gke-bucket/bge-base-en-v1.5/', { size: Size.mebibytes(440) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      serviceAccountName: hf-gke-service-account
      initContainers:
      - name: download-model
        resources: {requests: {cpu: "8"}}
      containers:
      - name: server
        args: [--port=8080]
        resources: {requests: {nvidia.com/gpu: 1}}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - name: model
        ephemeral:
          volumeClaimTemplate:
            spec: {accessModes: [ReadWriteOnce], storageClassName: ssd, resources: {requests: {storage: 48Gi}}}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-tesla-t4}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8080}]
`,
  otherwise: [
    'image: that of Hugging Face; another registry is imageRegistries, another image is image of the engine',
    'gcloud storage cp: rclone copies the folder, by the same account of the workload',
    'HUGGINGFACE_OFFLINE, NUM_SHARD: variables that this server does not read; HF_HUB_OFFLINE is 1',
    'the mount path /data: the claim is mounted where the library mounts models',
    'StorageClass, Ingress: objects beside the model',
  ],
};
