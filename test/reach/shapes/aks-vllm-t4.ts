import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DataType, Framework, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'R-D-Engineering/vllm-serving-aks: k8s/vllm-deployment.yaml',
  form: 'Deployment',
  has: 'vLLM with weights of four bits on a T4 of AKS, in half precision, without CUDA graphs',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 't4', {
      engine: new VllmEngine({
        version: '0.22.1', quantization: 'awq', dtype: DataType.FLOAT16, enforceEager: true, gpuMemoryUtilization: 0.9, maxModelLen: 4096, maxConcurrentRequests: 8,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_T4, { cpu: Cpu.units(1), memory: Size.gibibytes(8) }),
      timing: { startup: Duration.minutes(10) },
      scheduling: { nodeSelector: { workload: 'gpu' } },
    });
    new ModelConstruct(chart, 'vllm', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen2.5-7B-Instruct-AWQ', { size: Size.gibibytes(5.6) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      enableServiceLinks: false
      nodeSelector: {workload: gpu}
      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.22.1
        args:
        - Qwen/Qwen2.5-7B-Instruct-AWQ
        - --quantization=awq
        - --dtype=float16
        - --enforce-eager
        - --gpu-memory-utilization=0.9
        - --max-model-len=4096
        - --max-num-seqs=8
        - --port=8000
        ports: [{name: http, containerPort: 8000}]
        resources:
          requests: {cpu: "1", memory: 8Gi}
          limits: {nvidia.com/gpu: "1"}
        startupProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, failureThreshold: 3}
        livenessProbe: {httpGet: {path: /health}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http, port: 8000, targetPort: http}]
`,
  otherwise: [
    'periodSeconds of the probes: readiness is asked every 5 seconds; liveness lets a minute without an answer pass, as here; the budget of ten minutes is timing.startup',
  ],
};
