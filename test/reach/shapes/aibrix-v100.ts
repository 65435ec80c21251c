import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DataType, Framework, HostPathType, LabelRequirement, ModelCache, ModelConstruct, ModelSource, NodeAffinity, PodVolume,
  RuntimeProfile, SecretKey, ServerProbe, ServiceAccountRef, ServiceType, UvicornLogLevel, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/heterogeneous/deepseek-coder-7b-v100-deployment.yaml',
  form: 'Deployment',
  has: 'vLLM in half precision on a V100 that node affinity finds, switched off until a controller scales it, a second container beside it',
  declare: chart => {
    const labels = { 'adapter.model.aibrix.ai/enabled': 'true', 'model.aibrix.ai/name': 'deepseek-coder-7b' };
    const profile = new RuntimeProfile(chart, 'v100', {
      engine: new VllmEngine({
        version: '0.7.1',
        image: 'aibrix-container-registry-cn-beijing.cr.volces.com/aibrix/vllm-openai:v0.7.1',
        uvicornLogLevel: UvicornLogLevel.WARNING,
        trustRemoteCode: true,
        maxModelLen: 10240,
        dtype: DataType.FLOAT16,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_V100_32GB, { cpu: Cpu.units(4), memory: Size.gibibytes(32) }),
      args: ['--disable-fastapi-docs'],
      cache: ModelCache.volume(PodVolume.hostPath('model-hostpath', '/root/models', { type: HostPathType.DIRECTORY_OR_CREATE })),
      sharedMemory: Size.gibibytes(4),
      security: { runAsUser: 0 },
      scheduling: { nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('machine.cluster.vke.volcengine.com/gpu-name', ['Tesla-V100'])])] },
      downloads: { env: { DOWNLOADER_NUM_THREADS: '16' } },
      timing: { startup: Duration.minutes(10), preStopDelay: Duration.seconds(30), terminationGracePeriod: Duration.minutes(5) },
      service: { type: ServiceType.NONE },
      pod: {
        serviceAccount: ServiceAccountRef.of('default-app-sa'),
        containers: [{
          name: 'aibrix-runtime',
          image: 'docker.io/aibrix/runtime:v0.3.0',
          command: ['aibrix_runtime', '--port', '8080'],
          env: { INFERENCE_ENGINE: 'vllm', INFERENCE_ENGINE_ENDPOINT: 'http://localhost:8000' },
          ports: [{ name: 'runtime', number: 8080 }],
          livenessProbe: ServerProbe.http('/healthz', { period: Duration.seconds(2) }),
          readinessProbe: ServerProbe.http('/ready', { period: Duration.seconds(10) }),
        }],
      },
    });
    new ModelConstruct(chart, 'deepseek-coder-7b-v100', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://aibrix-artifact-testing/models/deepseek-ai/deepseek-coder-6.7b-instruct/', {
        endpoint: 'https://tos-s3-cn-beijing.ivolces.com',
        region: 'cn-beijing',
        accessKeyId: SecretKey.of('tos-credential', 'TOS_ACCESS_KEY'),
        secretAccessKey: SecretKey.of('tos-credential', 'TOS_SECRET_KEY'),
        include: ['*.json', '*.safetensors'],
        size: Size.gibibytes(13),
      }),
      profile,
      replicas: 0,
      servedName: 'deepseek-coder-7b',
      deploymentMetadata: { labels: { ...labels, 'model.aibrix.ai/port': '8000' } },
      pod: { labels, annotations: { 'prometheus.io/path': '/metrics', 'prometheus.io/port': '8000', 'prometheus.io/scrape': 'true' } },
    });
  },
  fields: `
kind: Deployment
metadata: {labels: {adapter.model.aibrix.ai/enabled: "true", model.aibrix.ai/name: deepseek-coder-7b, model.aibrix.ai/port: "8000"}}
spec:
  replicas: 0
  template:
    metadata:
      annotations: {prometheus.io/path: /metrics, prometheus.io/port: "8000", prometheus.io/scrape: "true"}
      labels: {adapter.model.aibrix.ai/enabled: "true", model.aibrix.ai/name: deepseek-coder-7b}
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions: [{key: machine.cluster.vke.volcengine.com/gpu-name, operator: In, values: [Tesla-V100]}]
      containers:
      - name: server
        args:
        - --host=0.0.0.0
        - --port=8000
        - --uvicorn-log-level=warning
        - --served-model-name=deepseek-coder-7b
        - --trust-remote-code
        - --max-model-len=10240
        - --dtype=float16
        - --disable-fastapi-docs
        lifecycle: {preStop: {sleep: {}}}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
        volumeMounts: [{mountPath: /dev/shm}]
      - name: aibrix-runtime
        image: docker.io/aibrix/runtime:v0.3.0
        command: [aibrix_runtime, --port, "8080"]
        env: [{name: INFERENCE_ENGINE, value: vllm}, {name: INFERENCE_ENGINE_ENDPOINT, value: "http://localhost:8000"}]
        ports: [{containerPort: 8080, protocol: TCP}]
        livenessProbe: {httpGet: {path: /healthz}, periodSeconds: 2}
        readinessProbe: {httpGet: {path: /ready}, periodSeconds: 10}
      serviceAccountName: default-app-sa
      terminationGracePeriodSeconds: 300
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 4Gi}}
      - {hostPath: {path: /root/models, type: DirectoryOrCreate}}
`,
  byArguments: ['--disable-fastapi-docs'],
  otherwise: [
    'preStop: a wait that Kubernetes makes, as long as requests may take; the published script asks the metrics until none runs',
    'aibrix_download, tos://: the store speaks the API of S3, and rclone brings the files that the patterns name',
    '--dtype=half: another name of float16',
    'probes: a server is ended after six answers of 10 seconds that are late, not after three of one; it may load for 10 minutes',
  ],
};
