import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/mix-train-and-inference/workloads/vllm-gemma-3-12b-it.yaml',
  form: 'Deployment',
  has: 'vLLM on two L4, its Pods in a queue of Kueue beside training',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new VllmEngine({ version: '0.10.0', maxModelLen: 16384, maxConcurrentRequests: 4 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        count: 2,
        cpu: Cpu.units(4),
        cpuLimit: Cpu.units(4),
        memory: Size.gibibytes(32),
        ephemeralStorage: Size.gibibytes(35),
        limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      scheduling: { nodeSelector: { 'cloud.google.com/gke-gpu-driver-version': 'latest' } },
      pod: { labels: { 'kueue.x-k8s.io/queue-name': 'lq' } },
    });
    new ModelConstruct(chart, 'gemma-3-12b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-3-12b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(23) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {kueue.x-k8s.io/queue-name: lq}}
    spec:
      containers:
      - name: server
        args: [google/gemma-3-12b-it, --tensor-parallel-size=2, --host=0.0.0.0, --port=8000, --max-model-len=16384, --max-num-seqs=4]
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}]
        image: docker.io/vllm/vllm-openai:v0.10.0
        resources:
          requests: {cpu: "4", memory: 32Gi, ephemeral-storage: 35Gi, nvidia.com/gpu: "2"}
          limits: {cpu: "4", memory: 32Gi, ephemeral-storage: 35Gi, nvidia.com/gpu: "2"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes: [{name: shm, emptyDir: {medium: Memory}}]
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-gpu-driver-version: latest}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP, targetPort: http}]
`,
  otherwise: [
    'command: the server by its own name, where its module was started',
    '${LD_LIBRARY_PATH}: no shell puts a value there; GKE puts the libraries where the image looks',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
  ],
};
