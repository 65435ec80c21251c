import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/vllm/vllm-2b-it.yaml',
  form: 'Deployment',
  has: 'vLLM on one L4, weights and token of Hugging Face',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new VllmEngine({ version: '0.10.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(7), ephemeralStorage: Size.gibibytes(10), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      scratch: Size.gibibytes(2),
      pod: { labels: { 'ai.gke.io/model': 'gemma-2b-it', 'ai.gke.io/inference-server': 'vllm' } },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(5) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {ai.gke.io/model: gemma-2b-it, ai.gke.io/inference-server: vllm}}
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.10.0
        resources:
          requests: {cpu: "2", memory: 7Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: 1}
          limits: {cpu: "2", memory: 7Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: 1}
        args: [google/gemma-2b-it, --tensor-parallel-size=1]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000}]
`,
  otherwise: [
    'command: vllm serve, which is the same server',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'LD_LIBRARY_PATH: Kubernetes does not put a variable of the image into it, so that the published value is wrong; the image sets its own',
  ],
};
