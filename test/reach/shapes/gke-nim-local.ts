import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, NimEngine, RuntimeProfile, SecretKey, ServiceType,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/nemo-rl-on-gke/nemoRL/gemma3-27b-it/nim-gemma-deployment-local.yaml',
  form: 'Deployment',
  has: 'NIM with a checkpoint of a Lustre claim behind a load balancer, 128 GiB of shared memory',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h100', {
      engine: new NimEngine({ version: '1.14.0', ngcApiKey: SecretKey.of('ngc-api', 'NGC_API_KEY') }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100_MEGA, { count: 8, cpu: Cpu.units(100), memory: Size.gibibytes(800) }),
      cluster: ClusterDialect.GKE,
      sharedMemory: Size.gibibytes(128),
      scheduling: { tolerations: [{ key: 'sku', operator: 'Equal', value: 'nvidia-h100-mega-80gb', effect: 'NoSchedule' }] },
      service: { type: ServiceType.LOAD_BALANCER },
      env: { NIM_MAX_IMAGES_PER_PROMPT: '0', NIM_LOG_LEVEL: 'TRACE' },
      pod: { imagePullSecrets: ['ngc-secret'] },
    });
    new ModelConstruct(chart, 'nim-gemma-3-27b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.pvc('lustre-pvc', { path: 'nemo_rl_gemma3_25b_2_27/hf/', size: Size.gibibytes(52) }),
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
      tolerations:
      - {key: sku, operator: Equal, value: nvidia-h100-mega-80gb, effect: NoSchedule}
      - {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-h100-mega-80gb}
      containers:
      - name: server
        resources: {limits: {nvidia.com/gpu: "8"}, requests: {nvidia.com/gpu: "8"}}
        env:
        - {name: NGC_API_KEY}
        - {name: NIM_TENSOR_PARALLEL_SIZE}
        - {name: NIM_MODEL_NAME}
        - {name: NIM_MAX_IMAGES_PER_PROMPT, value: "0"}
        - {name: NIM_SERVED_MODEL_NAME, value: google/gemma-3-27b-it}
        - {name: NIM_LOG_LEVEL, value: TRACE}
        volumeMounts: [{mountPath: /dev/shm}]
      imagePullSecrets: [{name: ngc-secret}]
      volumes:
      - {persistentVolumeClaim: {claimName: lustre-pvc}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 128Gi}}
---
kind: Service
spec:
  type: LoadBalancer
  ports: [{protocol: TCP, port: 8000, targetPort: http}]
`,
  otherwise: [
    'NGC_API_KEY, HF_TOKEN: keys of Secrets, and none for files that are on the claim',
    'NIM_TENSOR_PARALLEL_SIZE: 8, as many as it has; the published 2 leaves six GPUs idle',
    'the mount path /data: the claim is mounted where the library mounts models; gke-gcsfuse/volumes: nothing of the Pod is a bucket',
  ],
};
