import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvValue, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, ServerProbe, UvicornLogLevel,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/adapter/base.yaml',
  form: 'Deployment',
  has: 'three vLLM servers, and beside each a second container that loads adapters into it, a folder of both, two ports on the Service',
  declare: chart => {
    const storage = { volume: 'adapter-storage', path: '/tmp/aibrix/adapters' };
    const name = { 'model.aibrix.ai/name': 'qwen-coder-1-5b-instruct' };
    const enabled = { 'adapter.model.aibrix.ai/enabled': 'true' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.24.0', uvicornLogLevel: UvicornLogLevel.WARNING }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      args: ['--enable-lora', '--max-loras=4', '--max-cpu-loras=4'],
      env: { VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'True', VLLM_LORA_MODULES_LOADING_TIMEOUT: '300' },
      envValues: { HF_TOKEN: EnvValue.secret(SecretKey.of('hf-token', 'token'), { optional: true }) },
      timing: { startup: Duration.minutes(20) },
      service: { portName: 'serve', ports: [{ name: 'http', containerPort: 'runtime' }] },
      pod: {
        volumes: [PodVolume.emptyDir('adapter-storage', { sizeLimit: Size.gibibytes(10) })],
        mounts: [storage],
        containers: [{
          name: 'aibrix-runtime',
          image: 'docker.io/aibrix/runtime:v0.7.0',
          command: ['aibrix_runtime', '--port', '8080'],
          env: { INFERENCE_ENGINE: 'vllm', INFERENCE_ENGINE_ENDPOINT: 'http://localhost:8000' },
          ports: [{ name: 'runtime', number: 8080 }],
          mounts: [storage],
          livenessProbe: ServerProbe.http('/healthz', { period: Duration.seconds(2) }),
          readinessProbe: ServerProbe.http('/ready', { period: Duration.seconds(10) }),
        }],
      },
    });
    new ModelConstruct(chart, 'qwen-coder-1-5b-instruct', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen2.5-Coder-1.5B-Instruct', { size: Size.gibibytes(3) }),
      profile,
      replicas: 3,
      deploymentMetadata: { labels: { ...name, ...enabled, 'model.aibrix.ai/port': '8000' } },
      serviceMetadata: {
        labels: { ...name, 'prometheus-discovery': 'true' },
        annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' },
      },
      pod: { labels: { ...name, ...enabled } },
    });
  },
  fields: `
kind: Deployment
metadata:
  labels: {model.aibrix.ai/name: qwen-coder-1-5b-instruct, model.aibrix.ai/port: "8000", adapter.model.aibrix.ai/enabled: "true"}
spec:
  replicas: 3
  template:
    metadata: {labels: {model.aibrix.ai/name: qwen-coder-1-5b-instruct, adapter.model.aibrix.ai/enabled: "true"}}
    spec:
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.24.0
        command: [vllm, serve]
        args:
        - Qwen/Qwen2.5-Coder-1.5B-Instruct
        - --host=0.0.0.0
        - --port=8000
        - --uvicorn-log-level=warning
        - --served-model-name=qwen-coder-1-5b-instruct
        - --enable-lora
        - --max-loras=4
        - --max-cpu-loras=4
        env:
        - {name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "True"}
        - {name: VLLM_LORA_MODULES_LOADING_TIMEOUT, value: "300"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token, optional: true}}}
        ports: [{containerPort: 8000, protocol: TCP}]
        volumeMounts: [{name: adapter-storage, mountPath: /tmp/aibrix/adapters}]
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
        livenessProbe: {httpGet: {path: /health}, timeoutSeconds: 10}
        readinessProbe: {httpGet: {path: /health}, timeoutSeconds: 5, failureThreshold: 3}
        startupProbe: {httpGet: {path: /health}, failureThreshold: 120, periodSeconds: 10}
      - name: aibrix-runtime
        image: docker.io/aibrix/runtime:v0.7.0
        command: [aibrix_runtime, --port, "8080"]
        env: [{name: INFERENCE_ENGINE, value: vllm}, {name: INFERENCE_ENGINE_ENDPOINT, value: "http://localhost:8000"}]
        ports: [{containerPort: 8080, protocol: TCP}]
        volumeMounts: [{name: adapter-storage, mountPath: /tmp/aibrix/adapters}]
        livenessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 2}
        readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 10}
      volumes: [{name: adapter-storage, emptyDir: {}}]
---
kind: Service
metadata:
  labels: {model.aibrix.ai/name: qwen-coder-1-5b-instruct, prometheus-discovery: "true"}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "8080"}
spec:
  type: ClusterIP
  ports:
  - {name: serve, port: 8000, protocol: TCP, targetPort: http}
  - {name: http, port: 8080, protocol: TCP, targetPort: runtime}
`,
  byArguments: ['--enable-lora', '--max-loras', '--max-cpu-loras'],
  otherwise: [
    'imagePullPolicy: IfNotPresent, as tags are pinned',
    'livenessProbe: six answers in 10 seconds each may be missing; initialDelaySeconds: a startup probe stands in for it',
    'ModelAdapter: what a controller of AIBrix loads while it serves; an adapter that is known before is adapters of the model',
  ],
};
