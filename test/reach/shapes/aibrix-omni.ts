import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, UvicornLogLevel, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/vllm_omni/qwen2-5-omni-7b.yaml',
  form: 'Deployment',
  has: 'vLLM-Omni on two GPUs, for speech and images, which has flags of its own',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'qwen2-5-omni-7b', 'model.aibrix.ai/port': '8000' };
    const profile = new RuntimeProfile(chart, 'two-gpus', {
      engine: new VllmEngine({ version: '0.20.0', image: 'docker.io/vllm/vllm-omni:v0.20.0', uvicornLogLevel: UvicornLogLevel.WARNING, tensorParallelSize: 1 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { count: 2, cpu: Cpu.units(8), memory: Size.gibibytes(64) }),
      args: ['--omni'],
      timing: { startup: Duration.minutes(10) },
    });
    new ModelConstruct(chart, 'qwen2-5-omni-7b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen2.5-Omni-7B', { size: Size.gibibytes(22) }),
      profile,
      deploymentMetadata: { labels },
      pod: { labels },
    });
  },
  fields: `
kind: Deployment
metadata: {labels: {model.aibrix.ai/name: qwen2-5-omni-7b, model.aibrix.ai/port: "8000"}}
spec:
  replicas: 1
  template:
    metadata: {labels: {model.aibrix.ai/name: qwen2-5-omni-7b, model.aibrix.ai/port: "8000"}}
    spec:
      containers:
      - name: server
        image: docker.io/vllm/vllm-omni:v0.20.0
        command: [vllm, serve]
        args: [Qwen/Qwen2.5-Omni-7B, --host=0.0.0.0, --port=8000, --uvicorn-log-level=warning, --served-model-name=qwen2-5-omni-7b, --omni]
        ports: [{containerPort: 8000, protocol: TCP}]
        resources: {limits: {nvidia.com/gpu: "2"}, requests: {nvidia.com/gpu: "2"}}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health}}
`,
  byArguments: ['--omni'],
  otherwise: ['probes: a server is ended after six answers of 10 seconds that are late, not after three of one; it may load for 10 minutes'],
};
