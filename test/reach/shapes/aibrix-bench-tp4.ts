import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, ModelConstruct, ModelSource, PodAffinity, PodVolume, RuntimeProfile, UvicornLogLevel,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: brixbench/benchmark/testdata/deployments/vllm/qwen3-32b-tp4-replicas2.yaml',
  form: 'Deployment',
  has: 'two vLLM servers on four GPUs each, never on one node, locked memory, variables of NCCL and UCX',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'four-gpus', {
      engine: new VllmEngine({
        version: '0.10.2',
        image: 'aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm-openai-aibrix-kvcache-nixl:v0.10.2-nixl-0.7.1-ucx-1.19.0',
        uvicornLogLevel: UvicornLogLevel.WARNING,
        chunkedPrefill: false,
        maxModelLen: 40960,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100, { count: 4, cpu: Cpu.units(32), memory: Size.gibibytes(256) }),
      args: ['--disable-log-requests'],
      env: {
        UCX_TLS: '^gga',
        GLOO_SOCKET_IFNAME: 'eth0',
        NCCL_SOCKET_IFNAME: 'eth0',
        NCCL_IB_DISABLE: '0',
        NCCL_IB_GID_INDEX: '7',
        NCCL_DEBUG: 'INFO',
        PYTHONHASHSEED: '1047',
        VLLM_SERVER_DEV_MODE: '1',
        VLLM_USE_V1: '1',
        VLLM_WORKER_MULTIPROC_METHOD: 'spawn',
        VLLM_LOGGING_LEVEL: 'info',
      },
      scheduling: { podAntiAffinity: [PodAffinity.required({ topologyKey: 'kubernetes.io/hostname' })] },
      security: { addCapabilities: ['IPC_LOCK'] },
      pod: { labels: { model: 'qwen3-32b' } },
    });
    new ModelConstruct(chart, 'qwen3-32b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.volume(PodVolume.hostPath('model-vol', '/data01/models', { type: HostPathType.DIRECTORY }), { path: 'Qwen3-32B/', size: Size.gibibytes(62) }),
      profile,
      replicas: 2,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    metadata: {labels: {model: qwen3-32b}}
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}, topologyKey: kubernetes.io/hostname}]
      containers:
      - name: server
        args:
        - --host=0.0.0.0
        - --port=8000
        - --uvicorn-log-level=warning
        - --served-model-name=qwen3-32b
        - --disable-log-requests
        - --no-enable-chunked-prefill
        - --max-model-len=40960
        - --tensor-parallel-size=4
        env:
        - {name: UCX_TLS, value: "^gga"}
        - {name: NCCL_IB_GID_INDEX, value: "7"}
        - {name: PYTHONHASHSEED, value: "1047"}
        - {name: VLLM_SERVER_DEV_MODE, value: "1"}
        ports: [{name: http, containerPort: 8000}]
        readinessProbe: {httpGet: {path: /health, port: http}}
        resources: {limits: {nvidia.com/gpu: 4}, requests: {nvidia.com/gpu: 4}}
        volumeMounts: [{mountPath: /dev/shm}, {readOnly: true, name: model-vol}]
        securityContext: {capabilities: {add: [IPC_LOCK]}}
      volumes:
      - {name: model-vol, hostPath: {path: /data01/models, type: Directory}}
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  ports: [{name: http, port: 8000, targetPort: http}]
`,
  byArguments: ['--disable-log-requests'],
  otherwise: ['sh -c: the server is started without a shell, which would keep SIGTERM from it'],
};
