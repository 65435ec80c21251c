import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/tgi/tgi-2b-it.yaml',
  form: 'Deployment',
  has: 'TGI on one L4, the disk limited',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new TextGenerationInferenceEngine({ version: '2.3.1', port: 8000 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(7), ephemeralStorage: Size.gibibytes(20), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      pod: { labels: { 'ai.gke.io/inference-server': 'text-generation-inference' } },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(5) }),
      profile,
      pod: { labels: { 'ai.gke.io/model': 'gemma-2b-it' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      labels: {ai.gke.io/model: gemma-2b-it, ai.gke.io/inference-server: text-generation-inference}
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        args: [--model-id=google/gemma-2b-it, --num-shard=1, --port=8000]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        resources:
          requests: {cpu: "2", memory: 7Gi, ephemeral-storage: 20Gi, nvidia.com/gpu: 1}
          limits: {cpu: "2", memory: 7Gi, ephemeral-storage: 20Gi, nvidia.com/gpu: 1}
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
    'image: that of Hugging Face in the version that the published one holds (2.3)',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'MODEL_ID, PORT: they are arguments',
  ],
};
