import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/vllm: docs/deployment/k8s.md#deployment-with-cpus',
  form: 'Deployment',
  has: 'vLLM on a CPU, the cache of the hub on a claim',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      cache: ModelCache.claim({ size: Size.gibibytes(50) }),
    });
    new ModelConstruct(chart, 'vllm-server', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.2-1B-Instruct', { token: SecretKey.of('hf-token-secret', 'token'), size: Size.gibibytes(3) }),
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
        command: [vllm, serve]
        args: [meta-llama/Llama-3.2-1B-Instruct]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token-secret, key: token}}}
        ports: [{containerPort: 8000}]
      volumes:
      - {name: model, persistentVolumeClaim: {claimName: vllm-server-cache}}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 50Gi}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000}]
`,
  otherwise: [
    'image: the one for CPUs, where the published one is for GPUs and does not start without one',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'the mount path /root/.cache/huggingface: the cache is where the library mounts it, for a server that is not root, and HF_HOME says so',
    'Secret: a literal credential is in no manifest; another program makes it',
  ],
};
