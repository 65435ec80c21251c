import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kubernetes/examples: AI/vllm-deployment/vllm-deployment.yaml',
  form: 'Deployment',
  has: 'vLLM on one GPU, scaled by running requests, with a monitor',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.11.0', port: 8080, gpuMemoryUtilization: 0.85, maxConcurrentRequests: 64 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(10), ephemeralStorage: Size.gibibytes(10), limitEphemeralStorage: true,
      }),
      scratch: Size.gibibytes(5),
      env: { LD_LIBRARY_PATH: '/usr/local/nvidia/lib64:/usr/local/cuda/lib64' },
    });
    const model = new ModelConstruct(chart, 'vllm-gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-3-1b-it', { token: SecretKey.of('hf-secret', 'hf_token'), size: Size.gibibytes(2) }),
      profile,
    });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: model.runtime,
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [kplus.Metric.pods({ name: 'vllm_num_requests_running', target: kplus.MetricTarget.averageValue(4) })],
      scaleDown: { stabilizationWindow: Duration.seconds(30), policies: [{ replicas: kplus.Replicas.percent(100), duration: Duration.seconds(15) }] },
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.11.0
        args: [google/gemma-3-1b-it, --tensor-parallel-size=1, --host=0.0.0.0, --port=8080, --gpu-memory-utilization=0.85, --max-num-seqs=64]
        env:
        - {name: LD_LIBRARY_PATH, value: "/usr/local/nvidia/lib64:/usr/local/cuda/lib64"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_token}}}
        resources:
          requests: {cpu: "2", memory: 10Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: "1"}
          limits: {cpu: "2", memory: 10Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8080}]
---
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment}
  minReplicas: 1
  maxReplicas: 5
  metrics:
  - type: Pods
    pods:
      metric: {name: vllm_num_requests_running}
      target: {type: AverageValue, averageValue: 4}
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 30
      policies: [{type: Percent, value: 100, periodSeconds: 15}]
`,
  otherwise: [
    'replicas: the autoscaler says them, so none is rendered',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'ServiceMonitor: an object beside the model, see beside.md',
  ],
};
