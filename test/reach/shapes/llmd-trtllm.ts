import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceType, TensorRtLlmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'llm-d/llm-d: guides/optimized-baseline/modelserver/gpu/trtllm/base/patch-trtllm.yaml',
  form: 'Deployment',
  has: 'eight servers of TensorRT-LLM on two GPUs each, with a file of settings, without a Service',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-h100', {
      engine: new TensorRtLlmEngine({ version: '1.3.0rc27', metrics: true, freeGpuMemoryFraction: 0.9 }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100, {
        count: 2, cpu: Cpu.units(8), cpuLimit: Cpu.units(16), memory: Size.gibibytes(96), memoryLimit: Size.gibibytes(128),
      }),
      args: ['--backend=pytorch'],
      env: {
        PMIX_HOSTNAME: 'trtllm-node',
        LD_LIBRARY_PATH: '/usr/local/tensorrt/lib:/usr/local/cuda/lib64:/usr/local/nvidia/lib64',
      },
      sharedMemory: Size.gibibytes(20),
      timing: { startup: Duration.hours(1) },
      service: { type: ServiceType.NONE },
    });
    new ModelConstruct(chart, 'decode', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen3-32B', { token: SecretKey.of('llm-d-hf-token', 'HF_TOKEN'), size: Size.gibibytes(62) }),
      profile,
      replicas: 8,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 8
  template:
    spec:
      containers:
      - name: server
        args: [Qwen/Qwen3-32B, --tp_size=2, --host=0.0.0.0, --port=8000, --backend=pytorch]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: llm-d-hf-token, key: HF_TOKEN}}}
        - {name: PMIX_HOSTNAME, value: trtllm-node}
        - {name: LD_LIBRARY_PATH, value: "/usr/local/tensorrt/lib:/usr/local/cuda/lib64:/usr/local/nvidia/lib64"}
        resources:
          limits: {cpu: "16", memory: 128Gi, nvidia.com/gpu: 2}
          requests: {cpu: "8", memory: 96Gi, nvidia.com/gpu: 2}
        volumeMounts: [{mountPath: /dev/shm}]
        startupProbe: {timeoutSeconds: 5}
        readinessProbe: {periodSeconds: 5, failureThreshold: 3}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 20Gi}}
`,
  byArguments: ['--backend'],
  otherwise: [
    '--extra_llm_api_options, and the ConfigMap that it names: the library writes the file from the properties of the engine (metrics, freeGpuMemoryFraction, config)',
    'HF_HOME, and the volume at /hf-cache: the model volume is the cache of the hub',
    'startupProbe: the budget of an hour is timing.startup',
  ],
};
