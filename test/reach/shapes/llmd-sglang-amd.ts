import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServiceType, SglangEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'llm-d/llm-d: guides/optimized-baseline/modelserver/amd/sglang/base/patch-sglang.yaml',
  form: 'Deployment',
  has: 'two SGLang servers on two AMD GPUs each, without a Service',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-mi300x', {
      engine: new SglangEngine({ version: '0.5.23', port: 8000 }),
      compute: Compute.gpu(Accelerator.AMD_MI300X, {
        count: 2, cpu: Cpu.units(32), cpuLimit: Cpu.units(32), memory: Size.gibibytes(32), memoryLimit: Size.gibibytes(64),
      }),
      args: ['--log-level=info', '--uvicorn-access-log-exclude-prefixes=/metrics'],
      sharedMemory: Size.gibibytes(20),
      timing: { startup: Duration.hours(1) },
      service: { type: ServiceType.NONE },
    });
    new ModelConstruct(chart, 'decode', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen3-32B', { token: SecretKey.of('llm-d-hf-token', 'HF_TOKEN'), size: Size.gibibytes(62) }),
      profile,
      replicas: 2,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: server
        args:
        - --model-path=Qwen/Qwen3-32B
        - --host=0.0.0.0
        - --port=8000
        - --log-level=info
        - --enable-metrics
        - --tp-size=2
        - --uvicorn-access-log-exclude-prefixes=/metrics
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: llm-d-hf-token, key: HF_TOKEN}}}
        resources:
          limits: {cpu: "32", memory: 64Gi, amd.com/gpu: 2}
          requests: {cpu: "32", memory: 32Gi, amd.com/gpu: 2}
        volumeMounts: [{mountPath: /dev/shm}]
        startupProbe: {timeoutSeconds: 5}
        readinessProbe: {periodSeconds: 5, failureThreshold: 3}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 20Gi}}
`,
  byArguments: ['--log-level', '--uvicorn-access-log-exclude-prefixes'],
  otherwise: [
    'command: sglang serve is sglang.launch_server by another name',
    'startupProbe: the budget of an hour is timing.startup',
    'volume at /.config: the scratch volume at /tmp is the home of the server',
  ],
};
