import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DataType, EnvValue, Framework, ModelCache, ModelConstruct, ModelSource, PodVolume, Rollout, RuntimeProfile, SecretKey,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-09-lora-helm.yaml',
  form: 'Helm values',
  has: 'two vLLM servers with an adapter from the hub, a claim for the weights, and a container that brings more adapters while it serves',
  declare: chart => {
    const token = SecretKey.of('huggingface-credentials', 'HUGGING_FACE_HUB_TOKEN');
    const adapters = { volume: 'lora-adapters', path: '/data/lora-adapters' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0', prefixCaching: true, maxModelLen: 4096, dtype: DataType.BFLOAT16, gpuMemoryUtilization: 0.8, maxLoraRank: 32 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(8), memory: Size.gibibytes(32) }),
      cache: ModelCache.claim({ size: Size.gibibytes(20) }),
      env: { PYTHONHASHSEED: '123', VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'True' },
      envValues: { POD_IP: EnvValue.field('status.podIP') },
      containerPorts: [{ name: 'zmq-port', number: 55555 }, { name: 'ucx-port', number: 9999 }],
      rollout: Rollout.recreate(),
      timing: { startup: Duration.minutes(10), progressDeadline: Duration.minutes(20) },
      service: { port: 80, portName: 'service-port', ports: [{ name: 'zmq-port' }, { name: 'ucx-port' }] },
      pod: {
        volumes: [PodVolume.emptyDir('lora-adapters', { sizeLimit: Size.gibibytes(10) })],
        mounts: [adapters],
        containers: [{
          name: 'sidecar',
          image: 'docker.io/lmcache/lmstack-sidecar:latest',
          env: { PORT: '30090', LORA_DOWNLOAD_BASE_DIR: adapters.path },
          mounts: [adapters],
        }],
      },
    });
    new ModelConstruct(chart, 'llama3', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token, size: Size.gibibytes(15) }),
      adapters: { 'llama-3.1-nemoguard-8b-topic-control': ModelSource.huggingFace('nvidia/llama-3.1-nemoguard-8b-topic-control', { token, size: Size.mebibytes(100) }) },
      profile,
      replicas: 2,
      servedName: 'meta-llama/Llama-3.1-8B-Instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  progressDeadlineSeconds: 1200
  strategy: {type: Recreate}
  template:
    spec:
      containers:
      - name: server
        command: [vllm, serve]
        args:
        - meta-llama/Llama-3.1-8B-Instruct
        - --host=0.0.0.0
        - --port=8000
        - --enable-lora
        - --enable-prefix-caching
        - --max-model-len=4096
        - --dtype=bfloat16
        - --gpu-memory-utilization=0.8
        env:
        - {name: PYTHONHASHSEED, value: "123"}
        - {name: HF_HOME}
        - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: huggingface-credentials, key: HUGGING_FACE_HUB_TOKEN}}}
        - {name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "True"}
        ports: [{containerPort: 8000}, {name: zmq-port, containerPort: 55555}, {name: ucx-port, containerPort: 9999}]
        startupProbe: {httpGet: {path: /health}, periodSeconds: 10, failureThreshold: 60}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5, failureThreshold: 3}
        resources:
          requests: {memory: 32Gi, cpu: "8", nvidia.com/gpu: "1"}
          limits: {nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /data/lora-adapters}]
      - name: sidecar
        env: [{name: PORT, value: "30090"}, {name: LORA_DOWNLOAD_BASE_DIR, value: /data/lora-adapters}]
        volumeMounts: [{mountPath: /data/lora-adapters}]
      volumes:
      - {persistentVolumeClaim: {}}
---
kind: PersistentVolumeClaim
spec: {}
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {name: service-port, port: 80, targetPort: http}
  - {name: zmq-port, port: 55555, targetPort: zmq-port}
  - {name: ucx-port, port: 9999, targetPort: ucx-port}
`,
  otherwise: [
    '20Gi, where the weights do not fit on 10Gi',
    'the mount path /data: the claim is mounted where the library mounts models; adapters that come later have a volume of their own',
    'loraAdapters, and the controller that loads it: the adapter is a source of the model, and is served from the start',
    'hostname, subdomain: as in stack-minimal',
    'imagePullPolicy: IfNotPresent; the tag of the sidecar moves as it does where it was published (image-not-pinned)',
    'livenessProbe.failureThreshold: six answers in 10 seconds each may be missing, not three in one: a busy server is no dead one',
    'Deployment, Service and RBAC of the router: a program of its own, which finds the Pods by their labels',
  ],
};
