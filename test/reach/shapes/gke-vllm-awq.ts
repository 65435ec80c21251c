import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/vllm/vllm-7b-awq.yaml',
  form: 'Deployment',
  has: 'vLLM on one L4, quantized weights, a library path of its own, the disk limited',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new VllmEngine({ version: '0.10.0', quantization: 'awq' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(25), ephemeralStorage: Size.gibibytes(25), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      env: { LD_LIBRARY_PATH: '/usr/local/cuda/lib64:/usr/local/nvidia/lib64' },
      pod: { labels: { 'ai.gke.io/inference-server': 'vllm', 'ai.gke.io/model': 'gemma-7b-awq', 'examples.ai.gke.io/source': 'user-guide' } },
    });
    new ModelConstruct(chart, 'gemma-7b-awq', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-7b-AWQ', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(6) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {ai.gke.io/inference-server: vllm, ai.gke.io/model: gemma-7b-awq, examples.ai.gke.io/source: user-guide}}
    spec:
      containers:
      - name: server
        args: [--tensor-parallel-size=1, --quantization=awq]
        env:
        - {name: LD_LIBRARY_PATH}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {key: hf_api_token, name: hf-secret}}}
        image: docker.io/vllm/vllm-openai:v0.10.0
        resources:
          limits: {cpu: "2", ephemeral-storage: 25Gi, memory: 25Gi, nvidia.com/gpu: 1}
          requests: {cpu: "2", ephemeral-storage: 25Gi, memory: 25Gi, nvidia.com/gpu: 1}
        volumeMounts: [{mountPath: /dev/shm}]
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      volumes: [{emptyDir: {medium: Memory}, name: shm}]
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP, targetPort: http}]
`,
  otherwise: [
    'command: the server by its own name, where its module was started',
    '${LD_LIBRARY_PATH}: no shell puts a value there; the folders are written out',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
  ],
};
