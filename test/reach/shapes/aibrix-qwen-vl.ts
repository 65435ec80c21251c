import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, ModelCache, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, UvicornLogLevel,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/multimodality/vllm/qwen-vl.yaml',
  form: 'Deployment',
  has: 'vLLM with images and videos on one GPU, weights of an object store in a folder of the node that Pods share',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'qwen-vl', 'model.aibrix.ai/port': '8000', 'model.aibrix.ai/engine': 'vllm' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({
        uvicornLogLevel: UvicornLogLevel.WARNING,
        chunkedPrefill: false,
        image: 'aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm/vllm-openai:v0.9.2',
        maxModelLen: 32000,
        prefixCaching: true,
        trustRemoteCode: true,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(10), cpuLimit: Cpu.units(10), memory: Size.gibibytes(32) }),
      args: [
        '--disable-fastapi-docs', '--disable-log-requests',
        '--allowed-local-media-path=/mnt/models', '--swap-space=0',
      ],
      env: { VLLM_RPC_TIMEOUT: '1000000', VLLM_IMAGE_FETCH_TIMEOUT: '600', VLLM_VIDEO_FETCH_TIMEOUT: '1200', VLLM_AUDIO_FETCH_TIMEOUT: '1200' },
      cache: ModelCache.volume(PodVolume.hostPath('model-hostpath', '/root/models', { type: HostPathType.DIRECTORY_OR_CREATE })),
      security: { runAsUser: 0 },
      timing: { startup: Duration.minutes(10) },
      service: { portName: 'serve' },
    });
    new ModelConstruct(chart, 'qwen-vl', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://aibrix-artifact-testing/models/Qwen2.5-VL-7B-Instruct/', {
        endpoint: 'https://tos-s3-cn-beijing.ivolces.com',
        region: 'cn-beijing',
        accessKeyId: SecretKey.of('tos-credential', 'TOS_ACCESS_KEY'),
        secretAccessKey: SecretKey.of('tos-credential', 'TOS_SECRET_KEY'),
        include: ['*.json', '*.safetensors'],
        size: Size.gibibytes(16),
      }),
      profile,
      deploymentMetadata: { labels },
      serviceMetadata: { labels: { ...labels, 'prometheus-discovery': 'true' }, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8000' } },
      pod: { labels },
    });
  },
  fields: `
kind: Deployment
metadata: {labels: {model.aibrix.ai/name: qwen-vl, model.aibrix.ai/port: "8000", model.aibrix.ai/engine: vllm}}
spec:
  replicas: 1
  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}
  template:
    metadata: {labels: {model.aibrix.ai/name: qwen-vl, model.aibrix.ai/port: "8000", model.aibrix.ai/engine: vllm}}
    spec:
      initContainers:
      - name: download-model
        env:
        - {valueFrom: {secretKeyRef: {name: tos-credential, key: TOS_ACCESS_KEY}}}
        - {valueFrom: {secretKeyRef: {name: tos-credential, key: TOS_SECRET_KEY}}}
        - {value: https://tos-s3-cn-beijing.ivolces.com}
        - {value: cn-beijing}
      containers:
      - name: server
        image: aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm/vllm-openai:v0.9.2
        imagePullPolicy: IfNotPresent
        command: [vllm, serve]
        args:
        - --port=8000
        - --uvicorn-log-level=warning
        - --served-model-name=qwen-vl
        - --max-model-len=32000
        - --enable-prefix-caching
        - --disable-fastapi-docs
        - --trust-remote-code
        - --no-enable-chunked-prefill
        - --disable-log-requests
        - --allowed-local-media-path=/mnt/models
        - --swap-space=0
        env:
        - {name: VLLM_RPC_TIMEOUT, value: "1000000"}
        - {name: VLLM_IMAGE_FETCH_TIMEOUT, value: "600"}
        - {name: VLLM_VIDEO_FETCH_TIMEOUT, value: "1200"}
        - {name: VLLM_AUDIO_FETCH_TIMEOUT, value: "1200"}
        resources: {limits: {nvidia.com/gpu: "1", cpu: "10"}, requests: {nvidia.com/gpu: "1", cpu: "10"}}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health}}
      volumes: [{hostPath: {path: /root/models, type: DirectoryOrCreate}}]
---
kind: Service
metadata:
  labels: {model.aibrix.ai/name: qwen-vl, model.aibrix.ai/port: "8000", model.aibrix.ai/engine: vllm, prometheus-discovery: "true"}
  annotations: {prometheus.io/scrape: "true"}
spec:
  type: ClusterIP
  ports: [{name: serve, port: 8000, protocol: TCP, targetPort: http}]
`,
  byArguments: ['--disable-fastapi-docs', '--disable-log-requests', '--allowed-local-media-path', '--swap-space'],
  otherwise: [
    'aibrix_download, tos://: the store speaks the API of S3, and rclone brings the files that the patterns name',
    'maxSurge 1: a GPU that is in use is not free for a second Pod',
    'the mount path /models, and --model: the folder is mounted where the library mounts models, in one of the model and its version',
    'port 8080 of the Service, prometheus.io/port: nothing listens there; the metrics are on 8000',
    'probes: a server is ended after six answers of 10 seconds that are late, not after three of one; it may load for 10 minutes',
  ],
};
