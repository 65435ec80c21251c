import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'huggingface/Google-Cloud-Containers: examples/gke/tgi-llama-405b-deployment/config',
  form: 'Deployment',
  has: 'TGI on eight H100, 405 billion parameters in FP8',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h100', {
      engine: new TextGenerationInferenceEngine({ version: '2.3.1', port: 8080 }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100, { count: 8, cpu: Cpu.units(160), memory: Size.gibibytes(1000) }),
      cluster: ClusterDialect.GKE,
      sharedMemory: Size.gibibytes(1),
    });
    new ModelConstruct(chart, 'llama-405b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-405B-Instruct-FP8', { token: SecretKey.of('hf-secret', 'hf_token'), size: Size.gibibytes(410) }),
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
        args: [--model-id=meta-llama/Llama-3.1-405B-Instruct-FP8, --num-shard=8, --port=8080]
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_token}}}]
        resources: {requests: {nvidia.com/gpu: 8}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-h100-80gb}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8080, targetPort: http}]
`,
  otherwise: [
    'image: that of Hugging Face; another registry is imageRegistries, another image is image of the engine',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'Ingress: an object beside the model, see beside.md',
  ],
};
