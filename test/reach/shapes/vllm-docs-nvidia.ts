import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Accelerator, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/vllm: docs/deployment/k8s.md#deployment-with-gpus',
  form: 'Deployment',
  has: 'vLLM on one NVIDIA GPU behind port 80, a claim, 2 GiB of shared memory',
  declare: chart => {
    const claim = new kplus.PersistentVolumeClaim(chart, 'mistral-7b', {
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(50), storageClassName: 'default',
    });
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0', trustRemoteCode: true, maxBatchTokens: 1024, chunkedPrefill: true }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(2), cpuLimit: Cpu.units(10), memory: Size.gibibytes(6), memoryLimit: Size.gibibytes(20),
      }),
      cache: ModelCache.fromPersistentVolumeClaim(claim),
      sharedMemory: Size.gibibytes(2),
      service: { port: 80, portName: 'http-mistral-7b' },
    });
    new ModelConstruct(chart, 'model', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('mistralai/Mistral-7B-Instruct-v0.3', { token: SecretKey.of('hf-token-secret', 'token'), size: Size.gibibytes(14) }),
      profile,
      name: 'mistral-7b',
      timing: { startup: Duration.minutes(20) },
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
        args: [mistralai/Mistral-7B-Instruct-v0.3, --trust-remote-code, --enable-chunked-prefill, --max-num-batched-tokens=1024]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token-secret, key: token}}}
        ports: [{containerPort: 8000}]
        resources:
          limits: {cpu: "10", memory: 20Gi, nvidia.com/gpu: "1"}
          requests: {cpu: "2", memory: 6Gi, nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /dev/shm}]
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {httpGet: {path: /health}}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 2Gi}}
      - {name: model, persistentVolumeClaim: {}}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 50Gi}}
  storageClassName: default
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http-mistral-7b, port: 80, protocol: TCP}]
`,
  otherwise: [
    'memory: 20G and 6G are said in GiB, as Size has them',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'the mount path /root/.cache/huggingface: the cache is where the library mounts it, for a server that is not root, and HF_HOME says so',
    'Secret: a literal credential is in no manifest; another program makes it',
  ],
};
