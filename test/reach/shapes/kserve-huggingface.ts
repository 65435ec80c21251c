import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, KServeBackend,
  KServeHuggingFaceEngine, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceAccountRef,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/storage/hf/hf_isvc.yaml',
  form: 'custom resource',
  has: 'a gated repository of the hub on one GPU, by the backend of Transformers, with the runtime kserve-huggingfaceserver',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new KServeHuggingFaceEngine({ version: '0.15.2', backend: KServeBackend.HUGGING_FACE }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(6), cpuLimit: Cpu.units(6), memory: Size.gibibytes(24) }),
      env: { LMCACHE_USE_EXPERIMENTAL: 'True' },
      service: { port: 80 },
      pod: {
        serviceAccount: ServiceAccountRef.of('hfserviceacc'),
        annotations: { 'prometheus.kserve.io/port': '8080', 'prometheus.kserve.io/path': '/metrics' },
      },
    });
    new ModelConstruct(chart, 'huggingface-llama2', {
      version: '1.0.0',
      framework: Framework.HUGGINGFACE,
      source: ModelSource.huggingFace('meta-llama/Llama-2-7b-chat-hf', { token: SecretKey.of('storage-config', 'HF_TOKEN'), size: Size.gibibytes(13) }),
      profile,
      servedName: 'llama2',
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata: {annotations: {prometheus.kserve.io/port: "8080", prometheus.kserve.io/path: /metrics}}
    spec:
      serviceAccountName: hfserviceacc
      containers:
      - name: server
        args: [--model_name=llama2, --backend=huggingface]
        env:
        - {name: LMCACHE_USE_EXPERIMENTAL, value: "True"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: storage-config, key: HF_TOKEN}}}
        ports: [{containerPort: 8080}]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources:
          requests: {cpu: "6", memory: 24Gi, nvidia.com/gpu: "1"}
          limits: {cpu: "6", memory: 24Gi, nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /dev/shm}]
      securityContext: {runAsNonRoot: true}
      volumes: [{name: shm, emptyDir: {medium: Memory}}]
---
kind: Service
spec:
  ports: [{port: 80, targetPort: http}]
`,
  otherwise: [
    'storage-initializer, --model_dir: the server loads the repository from the hub itself (--model_id), at its revision',
    'the Secret of the ServiceAccount: the code names it; nothing is looked up by an account',
    'Knative Service, route and autoscaler of KServe: objects beside the model, see beside.md',
  ],
};
