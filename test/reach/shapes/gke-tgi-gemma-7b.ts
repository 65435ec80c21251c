import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/tgi/tgi-7b-it-tensorparallelism.yaml',
  form: 'Deployment',
  has: 'TGI on two L4, the disk limited',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new TextGenerationInferenceEngine({ version: '2.3.1', port: 8000 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        count: 2,
        cpu: Cpu.units(2),
        cpuLimit: Cpu.units(10),
        memory: Size.gibibytes(25),
        ephemeralStorage: Size.gibibytes(40),
        limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      pod: { labels: { 'ai.gke.io/inference-server': 'text-generation-inference' } },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-7b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(16) }),
      profile,
      pod: { labels: { 'ai.gke.io/model': 'gemma-7b-it' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      labels: {ai.gke.io/model: gemma-7b-it, ai.gke.io/inference-server: text-generation-inference}
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        args: [--model-id=google/gemma-7b-it, --num-shard=2, --port=8000]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        resources:
          requests: {cpu: "2", memory: 25Gi, ephemeral-storage: 40Gi, nvidia.com/gpu: 2}
          limits: {cpu: "10", memory: 25Gi, ephemeral-storage: 40Gi, nvidia.com/gpu: 2}
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
