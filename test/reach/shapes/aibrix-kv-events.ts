import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, UvicornLogLevel, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

const events = JSON.stringify({ enable_kv_cache_events: true, publisher: 'zmq', endpoint: 'tcp://*:5557', replay_endpoint: 'tcp://*:5559' });

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/semantic-router/models/qwen3-8b.yaml',
  form: 'Deployment',
  has: 'three vLLM servers that publish the events of their KV caches on ports of their own, weights in a folder of the node',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'qwen3-8b', 'model.aibrix.ai/kv-events-enabled': 'true' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({
        version: '0.11.0', image: 'aibrix-public-release-cn-beijing.cr.volces.com/vllm/vllm-openai:0.11.0', uvicornLogLevel: UvicornLogLevel.WARNING, trustRemoteCode: true,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(12), cpuLimit: Cpu.units(12), memory: Size.gibibytes(44) }),
      args: ['--disable-fastapi-docs', '--kv-events-config', events],
      containerPorts: [{ name: 'kv-events', number: 5557 }, { name: 'kv-replay', number: 5559 }],
      service: { portName: 'serve', ports: [{ name: 'kv-events' }, { name: 'kv-replay' }] },
    });
    new ModelConstruct(chart, 'qwen3-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.volume(PodVolume.hostPath('model-hostpath', '/data01/models', { type: HostPathType.DIRECTORY_OR_CREATE }), { path: 'Qwen3-8B/', size: Size.gibibytes(16) }),
      profile,
      replicas: 3,
      deploymentMetadata: { labels: { ...labels, 'model.aibrix.ai/port': '8000' } },
      serviceMetadata: { labels: { 'model.aibrix.ai/name': 'qwen3-8b', 'prometheus-discovery': 'true' }, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } },
      pod: { labels, annotations: { 'prometheus.io/path': '/metrics', 'prometheus.io/port': '8000', 'prometheus.io/scrape': 'true' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 3
  template:
    metadata:
      labels: {model.aibrix.ai/name: qwen3-8b, model.aibrix.ai/kv-events-enabled: "true"}
      annotations: {prometheus.io/path: /metrics, prometheus.io/port: "8000", prometheus.io/scrape: "true"}
    spec:
      containers:
      - name: server
        command: [vllm, serve]
        args:
        - --port=8000
        - --uvicorn-log-level=warning
        - --trust-remote-code
        - --served-model-name=qwen3-8b
        - --disable-fastapi-docs
        - --kv-events-config={"enable_kv_cache_events":true,"publisher":"zmq","endpoint":"tcp://*:5557","replay_endpoint":"tcp://*:5559"}
        ports: [{containerPort: 8000, protocol: TCP}, {containerPort: 5557, protocol: TCP, name: kv-events}, {containerPort: 5559, protocol: TCP, name: kv-replay}]
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        resources:
          limits: {nvidia.com/gpu: "1", cpu: "12"}
          requests: {nvidia.com/gpu: "1", cpu: "12"}
      volumes: [{hostPath: {path: /data01/models, type: DirectoryOrCreate}}]
---
kind: Service
metadata:
  labels: {model.aibrix.ai/name: qwen3-8b, prometheus-discovery: "true"}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "8080"}
spec:
  type: ClusterIP
  ports:
  - {name: serve, port: 8000, protocol: TCP}
  - {name: kv-events, port: 5557, protocol: TCP, targetPort: kv-events}
  - {name: kv-replay, port: 5559, protocol: TCP, targetPort: kv-replay}
`,
  byArguments: ['--disable-fastapi-docs', '--kv-events-config'],
  otherwise: [
    'memory: 48G is said in GiB, as Size has it; maxSurge 1: a GPU that is in use is not free for a second Pod',
    'imagePullPolicy: IfNotPresent, as tags are pinned; port 8080 of the Service: nothing listens there',
    'the mount path /models: the folder is mounted where the library mounts models',
  ],
};
