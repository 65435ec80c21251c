import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/tgi/tgi-2-27b-it.yaml',
  form: 'Deployment',
  has: 'TGI on four L4, short prompts, the disk limited',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'four-l4', {
      engine: new TextGenerationInferenceEngine({ version: '2.3.1', port: 8000, maxInputLen: 1562, maxModelLen: 2048, gpuMemoryUtilization: 0.93 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        count: 4,
        cpu: Cpu.units(10),
        cpuLimit: Cpu.units(10),
        memory: Size.gibibytes(80),
        ephemeralStorage: Size.gibibytes(80),
        limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      pod: { labels: { 'ai.gke.io/inference-server': 'text-generation-inference' } },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2-27b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(51) }),
      profile,
      args: ['--max-batch-prefill-tokens=2048'],
      pod: { labels: { 'ai.gke.io/model': 'gemma-2-27b-it' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      labels: {ai.gke.io/model: gemma-2-27b-it, ai.gke.io/inference-server: text-generation-inference}
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        args: [--model-id=google/gemma-2-27b-it, --num-shard=4, --port=8000, --max-input-tokens=1562, --max-total-tokens=2048, --max-batch-prefill-tokens=2048]
        env:
        - {name: CUDA_MEMORY_FRACTION, value: "0.93"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        resources:
          requests: {cpu: "10", memory: 80Gi, ephemeral-storage: 80Gi, nvidia.com/gpu: 4}
          limits: {cpu: "10", memory: 80Gi, ephemeral-storage: 80Gi, nvidia.com/gpu: 4}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000}]
`,
  byArguments: ['--max-batch-prefill-tokens'],
  otherwise: [
    'image: that of Hugging Face in the version that the published one holds (2.3)',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'MODEL_ID, AIP_HTTP_PORT, NUM_SHARD, MAX_INPUT_LENGTH, MAX_TOTAL_TOKENS, MAX_BATCH_PREFILL_TOKENS: they are arguments',
  ],
};
