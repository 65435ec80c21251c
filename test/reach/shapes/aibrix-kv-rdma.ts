import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, KvTransferRole, ModelCache, ModelConstruct, ModelSource, NetworkDevice, PodVolume,
  RuntimeProfile, SecretKey, UvicornLogLevel, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/kvcache/infinistore/vllm.yaml',
  form: 'Deployment',
  has: 'vLLM that keeps its KV cache in a store that it reaches by RDMA, with a network of its own, locked memory and an API key',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'deepseek-r1-distill-llama-8b' };
    const profile = new RuntimeProfile(chart, 'rdma', {
      engine: new VllmEngine({
        version: '0.10.2',
        image: 'aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm-openai-aibrix-kvcache:v0.10.2-20251022',
        uvicornLogLevel: UvicornLogLevel.WARNING,
        trustRemoteCode: true,
        maxModelLen: 32000,
        chunkedPrefill: false,
        apiKey: SecretKey.of('vllm-api', 'key'),
        kvTransfer: { connector: 'AIBrixOffloadingConnectorV1Type3', role: KvTransferRole.BOTH },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, {
        cpu: Cpu.units(10),
        cpuLimit: Cpu.units(10),
        memory: Size.gibibytes(112),
        networkDevices: [NetworkDevice.rdma({ resource: 'vke.volcengine.com/rdma', count: 1 })],
      }),
      args: ['--disable-log-requests', '--disable-fastapi-docs', '--swap-space=0'],
      env: {
        VLLM_USE_V1: '1',
        AIBRIX_KV_CACHE_OL_L1_CACHE_ENABLED: '0',
        AIBRIX_KV_CACHE_OL_L2_CACHE_BACKEND: 'infinistore',
        AIBRIX_KV_CACHE_OL_INFINISTORE_CONNECTION_TYPE: 'RDMA',
        AIBRIX_KV_CACHE_OL_INFINISTORE_VISIBLE_DEV_LIST: 'mlx5_1:7,mlx5_2:7,mlx5_3:7,mlx5_4:7',
        AIBRIX_KV_CACHE_OL_META_SERVICE_BACKEND: 'redis',
        AIBRIX_KV_CACHE_OL_META_SERVICE_URL: 'redis://kvcache-cluster-redis:6379',
        VLLM_RPC_TIMEOUT: '1000000',
      },
      cache: ModelCache.volume(PodVolume.hostPath('model-hostpath', '/root/models', { type: HostPathType.DIRECTORY_OR_CREATE })),
      security: { runAsUser: 0, addCapabilities: ['IPC_LOCK'] },
      service: { portName: 'serve' },
      timing: { startup: Duration.minutes(10) },
    });
    new ModelConstruct(chart, 'deepseek-r1-distill-llama-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://aibrix-artifact-testing/models/DeepSeek-R1-Distill-Llama-8B/', {
        endpoint: 'https://tos-s3-cn-beijing.ivolces.com',
        region: 'cn-beijing',
        accessKeyId: SecretKey.of('tos-credential', 'TOS_ACCESS_KEY'),
        secretAccessKey: SecretKey.of('tos-credential', 'TOS_SECRET_KEY'),
        include: ['*.json', '*.safetensors'],
        size: Size.gibibytes(15),
      }),
      profile,
      deploymentMetadata: { labels: { ...labels, 'model.aibrix.ai/port': '8000' } },
      serviceMetadata: { labels: { ...labels, 'prometheus-discovery': 'true' }, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } },
      pod: {
        labels,
        annotations: {
          'prometheus.io/path': '/metrics',
          'prometheus.io/port': '8000',
          'prometheus.io/scrape': 'true',
          'k8s.volcengine.com/pod-networks': '[{"cniConf":{"name":"rdma"}}]',
        },
      },
    });
  },
  fields: `
kind: Deployment
metadata: {labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, model.aibrix.ai/port: "8000"}}
spec:
  replicas: 1
  template:
    metadata:
      labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b}
      annotations:
        prometheus.io/path: /metrics
        prometheus.io/port: "8000"
        prometheus.io/scrape: "true"
        k8s.volcengine.com/pod-networks: '[{"cniConf":{"name":"rdma"}}]'
    spec:
      containers:
      - name: server
        image: aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm-openai-aibrix-kvcache:v0.10.2-20251022
        args:
        - --port=8000
        - --uvicorn-log-level=warning
        - --trust-remote-code
        - --served-model-name=deepseek-r1-distill-llama-8b
        - --max-model-len=32000
        - --disable-log-requests
        - --disable-fastapi-docs
        - --swap-space=0
        - --no-enable-chunked-prefill
        - --kv-transfer-config={"kv_connector":"AIBrixOffloadingConnectorV1Type3","kv_role":"kv_both"}
        env:
        - {name: AIBRIX_KV_CACHE_OL_L2_CACHE_BACKEND, value: infinistore}
        - {name: AIBRIX_KV_CACHE_OL_META_SERVICE_URL, value: "redis://kvcache-cluster-redis:6379"}
        - {name: VLLM_RPC_TIMEOUT, value: "1000000"}
        - {name: VLLM_API_KEY, valueFrom: {secretKeyRef: {name: vllm-api, key: key}}}
        volumeMounts: [{mountPath: /dev/shm}]
        resources:
          limits: {nvidia.com/gpu: "1", vke.volcengine.com/rdma: "1", cpu: "10"}
          requests: {nvidia.com/gpu: "1", vke.volcengine.com/rdma: "1", cpu: "10"}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health}}
        securityContext: {capabilities: {add: [IPC_LOCK]}}
      volumes: [{hostPath: {path: /root/models, type: DirectoryOrCreate}}]
---
kind: Service
metadata:
  labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, prometheus-discovery: "true"}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "8080"}
spec:
  type: ClusterIP
  ports: [{name: serve, port: 8000, protocol: TCP}]
`,
  byArguments: ['--disable-log-requests', '--disable-fastapi-docs', '--swap-space'],
  otherwise: [
    'aibrix_download, tos://: the store speaks the API of S3, and rclone brings the files that the patterns name',
    'memory: 120G is said in GiB, as Size has it; maxSurge 1: a GPU that is in use is not free for a second Pod',
    '--api-key: a key of a Secret; as a literal it is an error',
    'port 8080 of the Service: nothing listens there',
    'probes: a server is ended after six answers of 10 seconds that are late, not after three of one; it may load for 10 minutes',
  ],
};
