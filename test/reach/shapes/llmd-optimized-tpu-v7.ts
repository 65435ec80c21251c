import { Duration, Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceType, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'llm-d/llm-d: guides/optimized-baseline/modelserver/tpu/v7/vllm/base/patch-vllm.yaml',
  form: 'Deployment',
  has: 'two servers on four chips of a TPU v7 each, eight cores, draining for 45 seconds',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'tpu-v7', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(Accelerator.GOOGLE_TPU_V7.topology('2x2x1'), {
        cpu: Cpu.units(16), cpuLimit: Cpu.units(16), memory: Size.gibibytes(64),
      }),
      cluster: ClusterDialect.GKE,
      args: ['--disable-access-log-for-endpoints=/health,/metrics,/v1/models'],
      timing: {
        startup: Duration.hours(1), preStopDelay: Duration.seconds(15), drain: Duration.seconds(45), terminationGracePeriod: Duration.seconds(75),
      },
      service: { type: ServiceType.NONE },
      pod: { labels: { 'llm-d.ai/guide': 'optimized-baseline', 'llm-d.ai/role': 'decode', 'llm-d.ai/accelerator-vendor': 'google' } },
    });
    new ModelConstruct(chart, 'decode', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen3-32B', { token: SecretKey.of('llm-d-hf-token', 'HF_TOKEN'), size: Size.gibibytes(62) }),
      profile,
      replicas: 2,
      pod: { labels: { 'llm-d.ai/model': 'Qwen3-32B' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    metadata:
      labels: {llm-d.ai/guide: optimized-baseline, llm-d.ai/role: decode, llm-d.ai/accelerator-vendor: google, llm-d.ai/model: Qwen3-32B}
    spec:
      terminationGracePeriodSeconds: 75
      nodeSelector: {cloud.google.com/gke-tpu-topology: 2x2x1, cloud.google.com/gke-tpu-accelerator: tpu7x}
      containers:
      - name: server
        command: [vllm, serve]
        args:
        - Qwen/Qwen3-32B
        - --port=8000
        - --disable-access-log-for-endpoints=/health,/metrics,/v1/models
        - --tensor-parallel-size=8
        - --shutdown-timeout=45
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: llm-d-hf-token, key: HF_TOKEN}}}
        resources:
          limits: {memory: 64Gi, cpu: "16", google.com/tpu: 4}
          requests: {memory: 64Gi, cpu: "16", google.com/tpu: 4}
        lifecycle: {preStop: {sleep: {seconds: 15}}}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {periodSeconds: 5, failureThreshold: 3}
        startupProbe: {timeoutSeconds: 5}
`,
  byArguments: ['--disable-access-log-for-endpoints'],
  otherwise: [
    'livenessProbe: six answers in 10 seconds each may be missing, not three in 5: a busy server is no dead one',
    'startupProbe, readinessProbe: they ask /health, which vLLM answers when the model is loaded, as /v1/models; the budget of an hour is timing.startup',
    'volumes at /.cache, /.triton, /.config: their variables lead to the scratch volume at /tmp',
  ],
};
