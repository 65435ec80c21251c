import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceAccountRef, ServiceType, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'llm-d/llm-d: guides/optimized-baseline/modelserver/gpu/vllm/base/patch-vllm.yaml',
  form: 'Deployment',
  has: 'two servers on one GPU each, found by labels, without a Service',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(10), cpuLimit: Cpu.units(20), memory: Size.gibibytes(20), memoryLimit: Size.gibibytes(40),
      }),
      sharedMemory: Size.gibibytes(20),
      args: ['--disable-access-log-for-endpoints=/health,/metrics,/v1/models'],
      timing: { startup: Duration.hours(1) },
      service: { type: ServiceType.NONE },
      pod: {
        serviceAccount: ServiceAccountRef.of('optimized-baseline-nvidia-gpu-vllm-sa'),
        labels: { 'llm-d.ai/guide': 'optimized-baseline', 'llm-d.ai/role': 'decode', 'llm-d.ai/accelerator-vendor': 'nvidia' },
      },
    });
    new ModelConstruct(chart, 'decode', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen3.5-4B', { token: SecretKey.of('llm-d-hf-token', 'HF_TOKEN'), size: Size.gibibytes(9) }),
      profile,
      replicas: 2,
      pod: { labels: { 'llm-d.ai/model': 'Qwen3.5-4B' } },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    metadata:
      labels: {llm-d.ai/guide: optimized-baseline, llm-d.ai/role: decode, llm-d.ai/accelerator-vendor: nvidia, llm-d.ai/model: Qwen3.5-4B}
    spec:
      serviceAccountName: optimized-baseline-nvidia-gpu-vllm-sa
      containers:
      - name: server
        command: [vllm, serve]
        args: [Qwen/Qwen3.5-4B, "--disable-access-log-for-endpoints=/health,/metrics,/v1/models", --tensor-parallel-size=1]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: llm-d-hf-token, key: HF_TOKEN}}}
        ports: [{containerPort: 8000}]
        resources:
          limits: {cpu: "20", memory: 40Gi, nvidia.com/gpu: 1}
          requests: {cpu: "10", memory: 20Gi, nvidia.com/gpu: 1}
        volumeMounts: [{mountPath: /dev/shm}]
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {periodSeconds: 5, failureThreshold: 3}
        startupProbe: {timeoutSeconds: 5}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 20Gi}}
`,
  byArguments: ['--disable-access-log-for-endpoints'],
  otherwise: [
    'livenessProbe: six answers in 10 seconds each may be missing, not three in 5: a busy server is no dead one',
    'startupProbe, readinessProbe: they ask /health, which vLLM answers when the model is loaded, as /v1/models; the budget of an hour is timing.startup',
    'volumes at /.cache, /.triton, /.config: their variables lead to the scratch volume at /tmp',
  ],
};
