import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServerProbe, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: development/tutorials/runtime/runtime-s3-download.yaml',
  form: 'Deployment',
  has: 'vLLM with weights of a store with the S3 API on a volume of the Pod, a second container beside it',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'deepseek-coder-7b-instruct' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.5.5', trustRemoteCode: true }),
      compute: Compute.gpu(Accelerator.NVIDIA_A10, { cpu: Cpu.units(4), memory: Size.gibibytes(32) }),
      args: ['--distributed-executor-backend=ray'],
      cache: ModelCache.emptyDir(),
      sharedMemory: Size.gibibytes(10),
      timing: { startup: Duration.minutes(10) },
      service: { portName: 'serve' },
      pod: {
        containers: [{
          name: 'aibrix-runtime',
          image: 'docker.io/aibrix/runtime:v0.3.0',
          command: ['aibrix_runtime', '--port', '8080'],
          env: { INFERENCE_ENGINE: 'vllm', INFERENCE_ENGINE_ENDPOINT: 'http://localhost:8000' },
          ports: [{ name: 'runtime', number: 8080 }],
          mounts: [{ volume: 'model', path: '/models' }],
          livenessProbe: ServerProbe.http('/healthz', { period: Duration.seconds(2) }),
          readinessProbe: ServerProbe.http('/ready', { period: Duration.seconds(10) }),
        }],
      },
    });
    new ModelConstruct(chart, 'deepseek-coder-7b-instruct', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://models/deepseek-coder-7b-instruct/', {
        endpoint: 'https://s3.example.com',
        region: 'us-east-1',
        accessKeyId: SecretKey.of('s3', 'access-key'),
        secretAccessKey: SecretKey.of('s3', 'secret-key'),
        include: ['*.json', '*.safetensors'],
        size: Size.gibibytes(13),
      }),
      profile,
      deploymentMetadata: { labels: { ...labels, 'model.aibrix.ai/port': '8000', 'adapter.model.aibrix.ai/enabled': 'true' } },
      serviceMetadata: { labels: { ...labels, 'prometheus-discovery': 'true' }, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } },
      pod: { labels },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {model.aibrix.ai/name: deepseek-coder-7b-instruct}}
    spec:
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.5.5
        args: [--host=0.0.0.0, --port=8000, --served-model-name=deepseek-coder-7b-instruct, --distributed-executor-backend=ray, --trust-remote-code]
        livenessProbe: {httpGet: {path: /health}}
        ports: [{containerPort: 8000, protocol: TCP}]
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
        volumeMounts: [{name: model}, {mountPath: /dev/shm}]
      - name: aibrix-runtime
        command: [aibrix_runtime, --port, "8080"]
        env: [{name: INFERENCE_ENGINE, value: vllm}, {name: INFERENCE_ENGINE_ENDPOINT, value: "http://localhost:8000"}]
        ports: [{containerPort: 8080, protocol: TCP}]
        volumeMounts: [{mountPath: /models, name: model}]
        livenessProbe: {httpGet: {path: /healthz}, periodSeconds: 2}
        readinessProbe: {httpGet: {path: /ready}, periodSeconds: 10}
      initContainers:
      - name: download-model
        env:
        - {valueFrom: {secretKeyRef: {name: s3, key: access-key}}}
      volumes:
      - {emptyDir: {}, name: model}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 10Gi}}
---
kind: Service
metadata:
  labels: {model.aibrix.ai/name: deepseek-coder-7b-instruct, prometheus-discovery: "true"}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "8080"}
spec:
  type: ClusterIP
  ports: [{name: serve, port: 8000, protocol: TCP, targetPort: http}]
`,
  byArguments: ['--distributed-executor-backend'],
  otherwise: [
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: keys of Secrets; as literals they are an error',
    'maxSurge 25%: a GPU that is in use is not free for a second Pod; imagePullPolicy: IfNotPresent, as tags are pinned',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
  ],
};
