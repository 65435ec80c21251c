import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey,
  TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-multiple-gpus/llama3-70b/text-generation-inference.yaml',
  form: 'Deployment',
  has: 'TGI on two L4 of spot nodes, weights quantized as they are loaded, a claim for each Pod at /tmp',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new TextGenerationInferenceEngine({ version: '2.1.1', port: 8080, quantization: 'bitsandbytes-nf4', maxInputLen: 2048, maxModelLen: 4096 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(10), cpuLimit: Cpu.units(10), memory: Size.gibibytes(60) }),
      cluster: ClusterDialect.GKE,
      scheduling: { nodeSelector: { 'cloud.google.com/gke-spot': 'true' } },
      cache: ModelCache.perPod({ size: Size.gibibytes(150), storageClassName: 'premium-rwo' }),
      service: { port: 80 },
    });
    new ModelConstruct(chart, 'llama-3-70b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Meta-Llama-3-70B-Instruct', { token: SecretKey.of('l4-demo', 'HUGGING_FACE_TOKEN'), size: Size.gibibytes(132) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: server
        args: [--model-id=meta-llama/Meta-Llama-3-70B-Instruct, --num-shard=2, --max-input-tokens=2048, --port=8080, --quantize=bitsandbytes-nf4]
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: l4-demo, key: HUGGING_FACE_TOKEN}}}]
        resources:
          requests: {cpu: "10", memory: 60Gi, nvidia.com/gpu: "2"}
          limits: {cpu: "10", memory: 60Gi, nvidia.com/gpu: "2"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
      - name: model
        ephemeral:
          volumeClaimTemplate:
            spec: {accessModes: [ReadWriteOnce], storageClassName: premium-rwo, resources: {requests: {storage: 150Gi}}}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-spot: "true"}
`,
  otherwise: ['the mount path /tmp: the weights are where the library mounts them; the label of the claim, which nothing reads', 'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today'],
};
