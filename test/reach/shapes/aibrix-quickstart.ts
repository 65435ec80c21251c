import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, UvicornLogLevel, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: samples/quickstart/model.yaml',
  form: 'Deployment',
  has: 'vLLM on one GPU, found by the gateway of AIBrix by labels of the Deployment and of its Pods',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'deepseek-r1-distill-llama-8b', 'model.aibrix.ai/port': '8000' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.11.0', maxModelLen: 12288, uvicornLogLevel: UvicornLogLevel.WARNING }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      timing: { startup: Duration.minutes(10) },
    });
    new ModelConstruct(chart, 'deepseek-r1-distill-llama-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('deepseek-ai/DeepSeek-R1-Distill-Llama-8B', { size: Size.gibibytes(15) }),
      profile,
      deploymentMetadata: { labels },
      pod: { labels },
    });
  },
  fields: `
kind: Deployment
metadata:
  name: deepseek-r1-distill-llama-8b
  labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, model.aibrix.ai/port: "8000"}
spec:
  replicas: 1
  template:
    metadata:
      labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, model.aibrix.ai/port: "8000"}
    spec:
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.11.0
        imagePullPolicy: IfNotPresent
        command: [vllm, serve]
        args:
        - deepseek-ai/DeepSeek-R1-Distill-Llama-8B
        - --host=0.0.0.0
        - --port=8000
        - --uvicorn-log-level=warning
        - --served-model-name=deepseek-r1-distill-llama-8b
        - --max-model-len=12288
        ports: [{containerPort: 8000, protocol: TCP}]
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health}}
`,
  otherwise: [
    'probes: a server is ended after six answers of 10 seconds that are late, not after three of one; it may load for 10 minutes, not for 150 seconds, in which 15 GiB are not read',
    'a Service beside it has the name of the Deployment, as the gateway wants it',
  ],
};
