import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

/** An adapter of the hub. */
const adapter = (name: string) => ModelSource.huggingFace(`google-cloud-partnership/gemma-2-2b-it-lora-${name}`, { size: Size.mebibytes(200) });

export const shape: Shape = {
  published: 'huggingface/Google-Cloud-Containers: examples/gke/tgi-multi-lora-deployment/config',
  form: 'Deployment',
  has: 'TGI on one L4 with three adapters of the hub',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new TextGenerationInferenceEngine({ version: '2.3.1', port: 8080 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      cluster: ClusterDialect.GKE,
      sharedMemory: Size.gibibytes(1),
    });
    new ModelConstruct(chart, 'gemma-2-2b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2-2b-it', { token: SecretKey.of('hf-secret', 'hf_token'), size: Size.gibibytes(5) }),
      adapters: { 'magicoder': adapter('magicoder'), 'sql': adapter('sql'), 'jap-en': adapter('jap-en') },
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
        args: [--model-id=google/gemma-2-2b-it, --num-shard=1, --port=8080]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_token}}}
        - {name: LORA_ADAPTERS}
        resources: {requests: {nvidia.com/gpu: 1}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8080, targetPort: http}]
`,
  otherwise: [
    'LORA_ADAPTERS: the adapters are downloaded at their revisions, and each has the name that the code says',
    'image: that of Hugging Face; another registry is imageRegistries, another image is image of the engine',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'Ingress: an object beside the model, see beside.md',
  ],
};
