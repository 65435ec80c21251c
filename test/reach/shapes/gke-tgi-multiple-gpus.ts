import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-multiple-gpus/falcon-40b/text-generation-inference.yaml',
  form: 'Deployment',
  has: 'TGI on two L4 behind port 80, a claim for each Pod, spot nodes',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new TextGenerationInferenceEngine({ version: '1.4.3', port: 8080, quantization: 'bitsandbytes-nf4' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(10), cpuLimit: Cpu.units(10), memory: Size.gibibytes(60) }),
      cluster: ClusterDialect.GKE,
      scheduling: { nodeSelector: { 'cloud.google.com/gke-spot': 'true' } },
      cache: ModelCache.perPod({ size: Size.gibibytes(175), storageClassName: 'premium-rwo' }),
      service: { port: 80 },
    });
    new ModelConstruct(chart, 'llm', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('tiiuae/falcon-40b-instruct', { size: Size.gibibytes(78) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-spot: "true"}
      containers:
      - name: server
        image: ghcr.io/huggingface/text-generation-inference:1.4.3
        args: [--model-id=tiiuae/falcon-40b-instruct, --num-shard=2, --port=8080, --quantize=bitsandbytes-nf4]
        resources:
          requests: {cpu: "10", memory: 60Gi, nvidia.com/gpu: "2"}
          limits: {cpu: "10", memory: 60Gi, nvidia.com/gpu: "2"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - name: shm
        emptyDir: {medium: Memory}
      - name: model
        ephemeral:
          volumeClaimTemplate:
            spec:
              accessModes: [ReadWriteOnce]
              storageClassName: premium-rwo
              resources: {requests: {storage: 175Gi}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 80, targetPort: http}]
`,
  otherwise: ['the mount path /data: the weights are where the library mounts them, and HUGGINGFACE_HUB_CACHE says so'],
};
