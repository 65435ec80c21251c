import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, NimEngine, PersistentVolumeAccessMode,
  RuntimeProfile, SecretKey, ServiceType,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/nemo-rl-on-gke/nemoRL/gemma3-27b-it/nim-gemma-deployment.yaml',
  form: 'Deployment',
  has: 'NIM on eight H100 behind a load balancer, 128 GiB of shared memory, a Lustre claim',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h100', {
      engine: new NimEngine({ version: '1.14.0', ngcApiKey: SecretKey.of('ngc-api', 'NGC_API_KEY') }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100_MEGA, { count: 8, cpu: Cpu.units(100), memory: Size.gibibytes(800) }),
      cluster: ClusterDialect.GKE,
      cache: ModelCache.existingClaim('lustre-pvc', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
      sharedMemory: Size.gibibytes(128),
      scheduling: { tolerations: [{ key: 'sku', operator: 'Equal', value: 'nvidia-h100-mega-80gb', effect: 'NoSchedule' }] },
      service: { type: ServiceType.LOAD_BALANCER },
      env: { NIM_MAX_IMAGES_PER_PROMPT: '0', NIM_LOG_LEVEL: 'TRACE' },
      pod: { imagePullSecrets: ['ngc-secret'] },
    });
    new ModelConstruct(chart, 'nim-gemma-3-27b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-3-27b-it', { token: SecretKey.of('hf-secret', 'token'), size: Size.gibibytes(52) }),
      profile,
      servedName: 'google/gemma-3-27b-it',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-h100-mega-80gb}
      tolerations:
      - {key: sku, operator: Equal, value: nvidia-h100-mega-80gb, effect: NoSchedule}
      - {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
      imagePullSecrets: [{name: ngc-secret}]
      containers:
      - name: server
        image: nvcr.io/nim/nvidia/llm-nim:1.14.0
        resources:
          limits: {nvidia.com/gpu: "8"}
          requests: {nvidia.com/gpu: "8"}
        env:
        - {name: NGC_API_KEY}
        - {name: NIM_MODEL_NAME}
        - {name: NIM_MAX_IMAGES_PER_PROMPT, value: "0"}
        - {name: NIM_SERVED_MODEL_NAME, value: google/gemma-3-27b-it}
        - {name: NIM_LOG_LEVEL, value: TRACE}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {persistentVolumeClaim: {claimName: lustre-pvc}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 128Gi}}
---
kind: Service
spec:
  type: LoadBalancer
  ports: [{protocol: TCP, port: 8000}]
`,
  otherwise: [
    'NGC_API_KEY, HF_TOKEN: keys of Secrets; as literal values they are an error (secret-literal)',
    'NIM_MODEL_NAME: a folder of the claim, into which the model is downloaded once at its revision; gke-gcsfuse/volumes: nothing of the Pod is a bucket',
    'NIM_TENSOR_PARALLEL_SIZE: 8, as many as it has; the published 2 leaves six GPUs idle',
  ],
};
