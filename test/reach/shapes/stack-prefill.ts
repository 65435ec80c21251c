import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvValue, Framework, ImagePullPolicy, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

const role = (kvRole: string, nixlRole: string) => JSON.stringify({
  kv_connector: 'LMCacheConnectorV1', kv_role: kvRole, kv_connector_extra_config: { discard_partial_chunks: false, lmcache_rpc_port: nixlRole },
});

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-16-disagg-prefill.yaml',
  form: 'Helm values',
  has: 'one server that reads prompts and one that answers, with IPC and processes of the host, SYS_PTRACE, and ports between them',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.9.0', image: 'docker.io/lmcache/vllm-openai:2025-05-27-v1', prefixCaching: true, maxModelLen: 32000 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(8), memory: Size.gibibytes(30) }),
      cache: ModelCache.claim({ size: Size.gibibytes(50) }),
      security: { addCapabilities: ['SYS_PTRACE'] },
      env: {
        PATH: '/opt/venv/bin:/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        PYTHONHASHSEED: '123',
        LMCACHE_USE_EXPERIMENTAL: 'True',
        VLLM_RPC_TIMEOUT: '1000000',
        LMCACHE_LOG_LEVEL: 'INFO',
        LMCACHE_LOCAL_CPU: 'False',
        LMCACHE_MAX_LOCAL_CPU_SIZE: '0',
        LMCACHE_REMOTE_SERDE: 'NULL',
        UCX_TLS: 'cuda_ipc,cuda_copy,tcp',
        LMCACHE_ENABLE_NIXL: 'True',
        LMCACHE_NIXL_RECEIVER_PORT: '55555',
        LMCACHE_NIXL_BUFFER_SIZE: '1073741824',
        LMCACHE_NIXL_BUFFER_DEVICE: 'cuda',
        LMCACHE_NIXL_ENABLE_GC: 'True',
      },
      envValues: { POD_IP: EnvValue.field('status.podIP'), LMCACHE_LMCACHE_INSTANCE_ID: EnvValue.field('metadata.name') },
      containerPorts: [{ name: 'zmq-port', number: 55555 }, { name: 'ucx-port', number: 9999 }],
      timing: { startup: Duration.minutes(10), progressDeadline: Duration.minutes(20) },
      service: { port: 80, portName: 'service-port', ports: [{ name: 'zmq-port' }, { name: 'ucx-port' }] },
      pod: { hostIpc: true, hostPid: true, imagePullPolicy: ImagePullPolicy.ALWAYS },
    });
    const model = {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('vllm-secrets', 'hf_token'), size: Size.gibibytes(15) }),
      profile,
      servedName: 'meta-llama/Llama-3.1-8B-Instruct',
    };
    new ModelConstruct(chart, 'llama-prefill', {
      ...model,
      args: ['--kv-transfer-config', role('kv_producer', 'sender')],
      env: { LMCACHE_NIXL_ROLE: 'sender', LMCACHE_NIXL_RECEIVER_HOST: 'llama-decode' },
      pod: { labels: { model: 'llama-prefill' } },
    });
    new ModelConstruct(chart, 'llama-decode', {
      ...model,
      args: ['--kv-transfer-config', role('kv_consumer', 'receiver')],
      env: { LMCACHE_NIXL_ROLE: 'receiver', LMCACHE_NIXL_RECEIVER_HOST: '0.0.0.0' },
      pod: { labels: { model: 'llama-decode' } },
    });
  },
  fields: `
kind: Deployment
metadata: {name: llama-prefill}
spec:
  replicas: 1
  progressDeadlineSeconds: 1200
  template:
    metadata: {labels: {model: llama-prefill}}
    spec:
      hostIPC: true
      hostPID: true
      containers:
      - name: server
        imagePullPolicy: Always
        image: docker.io/lmcache/vllm-openai:2025-05-27-v1
        securityContext: {capabilities: {add: [SYS_PTRACE]}}
        args:
        - meta-llama/Llama-3.1-8B-Instruct
        - --host=0.0.0.0
        - --port=8000
        - --enable-prefix-caching
        - --max-model-len=32000
        - --kv-transfer-config
        - '{"kv_connector":"LMCacheConnectorV1","kv_role":"kv_producer","kv_connector_extra_config":{"discard_partial_chunks":false,"lmcache_rpc_port":"sender"}}'
        env:
        - {name: PYTHONHASHSEED, value: "123"}
        - {name: HF_HOME}
        - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: vllm-secrets, key: hf_token}}}
        - {name: LMCACHE_USE_EXPERIMENTAL, value: "True"}
        - {name: VLLM_RPC_TIMEOUT, value: "1000000"}
        - {name: LMCACHE_LOG_LEVEL, value: INFO}
        - {name: LMCACHE_LOCAL_CPU, value: "False"}
        - {name: LMCACHE_MAX_LOCAL_CPU_SIZE, value: "0"}
        - {name: LMCACHE_REMOTE_SERDE, value: "NULL"}
        - {name: UCX_TLS, value: "cuda_ipc,cuda_copy,tcp"}
        - {name: LMCACHE_ENABLE_NIXL, value: "True"}
        - {name: LMCACHE_NIXL_ROLE, value: sender}
        - {name: LMCACHE_NIXL_RECEIVER_HOST, value: llama-decode}
        - {name: LMCACHE_NIXL_RECEIVER_PORT, value: "55555"}
        - {name: LMCACHE_NIXL_BUFFER_SIZE, value: "1073741824"}
        - {name: LMCACHE_NIXL_BUFFER_DEVICE, value: cuda}
        - {name: LMCACHE_NIXL_ENABLE_GC, value: "True"}
        - {name: LMCACHE_LMCACHE_INSTANCE_ID, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        ports: [{containerPort: 8000}, {name: zmq-port, containerPort: 55555}, {name: ucx-port, containerPort: 9999}]
        startupProbe: {httpGet: {path: /health}, periodSeconds: 10, failureThreshold: 60}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5, failureThreshold: 3}
        resources: {requests: {memory: 30Gi, cpu: "8"}}
      volumes:
      - {persistentVolumeClaim: {}}
---
kind: Deployment
metadata: {name: llama-decode}
spec:
  replicas: 1
  progressDeadlineSeconds: 1200
  template:
    metadata: {labels: {model: llama-decode}}
    spec:
      hostIPC: true
      hostPID: true
      containers:
      - name: server
        imagePullPolicy: Always
        securityContext: {capabilities: {add: [SYS_PTRACE]}}
        args:
        - --kv-transfer-config
        - '{"kv_connector":"LMCacheConnectorV1","kv_role":"kv_consumer","kv_connector_extra_config":{"discard_partial_chunks":false,"lmcache_rpc_port":"receiver"}}'
        env:
        - {name: LMCACHE_NIXL_ROLE, value: receiver}
        - {name: LMCACHE_NIXL_RECEIVER_HOST, value: 0.0.0.0}
        resources: {requests: {memory: 30Gi, cpu: "8"}}
---
kind: PersistentVolumeClaim
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 50Gi}}}
---
kind: Service
metadata: {name: llama-decode}
spec:
  type: ClusterIP
  ports:
  - {name: service-port, port: 80, targetPort: http}
  - {name: zmq-port, port: 55555, targetPort: zmq-port}
  - {name: ucx-port, port: 9999, targetPort: ucx-port}
`,
  byArguments: ['--kv-transfer-config'],
  otherwise: [
    'CUDA_VISIBLE_DEVICES, and no GPU in the resources: each server asks for one, so that the scheduler knows that it is taken',
    'command: vllm, which PATH finds in /opt/venv/bin',
    'the mount path /data: the claim is mounted where the library mounts models',
    'hostname, subdomain: as in stack-minimal',
    'livenessProbe.failureThreshold: six answers in 10 seconds each may be missing, not three in one: a busy server is no dead one',
    'Deployment and Service of the router, which knows which of the two to ask: a program of its own',
  ],
};
