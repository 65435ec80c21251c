import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: config/runtimes/kserve-vllmserver.yaml',
  form: 'custom resource',
  has: 'the runtime of KServe for vLLM itself: port 8080, half an hour to start, Prometheus by annotations',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0', port: 8080 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      env: { LMCACHE_USE_EXPERIMENTAL: 'True', VLLM_WORKER_MULTIPROC_METHOD: 'spawn' },
      timing: { startup: Duration.minutes(30) },
      service: { port: 80 },
      pod: { annotations: { 'prometheus.kserve.io/port': '8080', 'prometheus.kserve.io/path': '/metrics' } },
    });
    new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://models/llama-3-8b/', { size: Size.gibibytes(15) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata: {annotations: {prometheus.kserve.io/port: "8080", prometheus.kserve.io/path: /metrics}}
    spec:
      containers:
      - name: server
        args: [--port=8080, --served-model-name=llama]
        env:
        - {name: LMCACHE_USE_EXPERIMENTAL, value: "True"}
        - {name: HF_HOME}
        - {name: VLLM_CONFIG_ROOT}
        - {name: VLLM_WORKER_MULTIPROC_METHOD, value: spawn}
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        readinessProbe: {failureThreshold: 3, periodSeconds: 5, timeoutSeconds: 5}
        startupProbe: {periodSeconds: 10, failureThreshold: 180}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /mnt/models}]
      volumes: [{name: shm, emptyDir: {medium: Memory}}]
---
kind: Service
spec: {ports: [{port: 80}]}
`,
  otherwise: [
    'storage-initializer of the webhook: the download of the source',
    'command: the server by its own name, where its module was started; probes of /v1/models: /health says the same, and asks for no key',
    'startupProbe: 180 times 10 seconds are the 60 times 30',
    'resources: 1 CPU and 2Gi, which the one who uses the runtime replaces',
  ],
};
