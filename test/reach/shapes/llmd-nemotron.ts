import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceType, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'llm-d/llm-d: guides/agentic-serving/modelserver/gpu/vllm/nemotron-3-super/patch-vllm.yaml',
  form: 'Deployment',
  has: 'four vLLM servers for agents on four GPUs each: tools, thoughts, a KV cache of eight bits, 300 GiB for the weights',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'four-h100', {
      engine: new VllmEngine({
        version: '0.32.0',
        maxModelLen: 262144,
        maxConcurrentRequests: 128,
        chunkedPrefill: true,
        toolCallParser: 'qwen3_coder',
        reasoningParser: 'nemotron_v3',
        kvCacheDtype: 'fp8',
        trustRemoteCode: true,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100, {
        count: 4, cpu: Cpu.units(32), cpuLimit: Cpu.units(64), memory: Size.gibibytes(256), memoryLimit: Size.gibibytes(512),
      }),
      args: ['--disable-access-log-for-endpoints=/health,/metrics,/v1/models', '--seed=42'],
      env: { VLLM_HTTP_TIMEOUT_KEEP_ALIVE: '120' },
      sharedMemory: Size.gibibytes(64),
      timing: { startup: Duration.hours(1) },
      service: { type: ServiceType.NONE },
    });
    new ModelConstruct(chart, 'decode', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8', {
        token: SecretKey.of('llm-d-hf-token', 'HF_TOKEN'), size: Size.gibibytes(120),
      }),
      profile,
      replicas: 4,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 4
  template:
    spec:
      containers:
      - name: server
        command: [vllm, serve]
        args:
        - nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8
        - "--disable-access-log-for-endpoints=/health,/metrics,/v1/models"
        - --tensor-parallel-size=4
        - --max-model-len=262144
        - --max-num-seqs=128
        - --enable-chunked-prefill
        - --enable-auto-tool-choice
        - --tool-call-parser=qwen3_coder
        - --reasoning-parser=nemotron_v3
        - --kv-cache-dtype=fp8
        - --trust-remote-code
        - --seed=42
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: llm-d-hf-token, key: HF_TOKEN}}}
        - {name: VLLM_HTTP_TIMEOUT_KEEP_ALIVE, value: "120"}
        resources:
          limits: {cpu: "64", memory: 512Gi, nvidia.com/gpu: "4"}
          requests: {cpu: "32", memory: 256Gi, nvidia.com/gpu: "4"}
        volumeMounts: [{mountPath: /dev/shm}]
        startupProbe: {timeoutSeconds: 5}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 64Gi}}
`,
  byArguments: ['--disable-access-log-for-endpoints', '--seed'],
  otherwise: [
    'HOME: a folder of the scratch volume at /tmp, /tmp/home',
    'HF_HOME, and 300 GiB at /tmp/hf-cache: the model volume is the cache of the hub, sized by the source',
    'startupProbe: it asks /health, which vLLM answers when the model is loaded, as /v1/models; the budget of an hour is timing.startup',
    'volumes at /.cache, /.triton, /.config: their variables lead to the scratch volume at /tmp',
  ],
};
