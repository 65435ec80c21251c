import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, ServiceAccountRef, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/distributed-streaming-benchmark/vllm-runai-gcs.yaml',
  form: 'Deployment',
  has: 'vLLM that streams 70 billion parameters from a bucket into eight L4, by the identity of its ServiceAccount',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'eight-l4', {
      engine: new VllmEngine({ version: '0.32.0', maxModelLen: 8192, maxConcurrentRequests: 2, gpuMemoryUtilization: 0.95 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 8, cpu: Cpu.units(48), memory: Size.gibibytes(160) }),
      cluster: ClusterDialect.GKE,
      pod: { serviceAccount: ServiceAccountRef.of('bucket-sa') },
    });
    new ModelConstruct(chart, 'vllm', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.gcs('gs://epam-team-llama-3-70b/Llama-3.3-70B-Instruct/', { readByServer: true, size: Size.gibibytes(132) }),
      profile,
      servedName: 'unsloth/Llama-3.3-70B-Instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      serviceAccountName: bucket-sa
      containers:
      - name: server
        args:
        - gs://epam-team-llama-3-70b/Llama-3.3-70B-Instruct
        - --load-format=runai_streamer
        - --max-model-len=8192
        - --max-num-seqs=2
        - --gpu-memory-utilization=0.95
        - --served-model-name=unsloth/Llama-3.3-70B-Instruct
        - --tensor-parallel-size=8
        resources: {requests: {nvidia.com/gpu: "8"}, limits: {nvidia.com/gpu: "8"}}
        volumeMounts: [{mountPath: /dev/shm}]
      tolerations: [{effect: NoSchedule, key: nvidia.com/gpu, operator: Exists}]
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      volumes: [{emptyDir: {medium: Memory}}]
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000, targetPort: http}]
`,
  otherwise: [
    'command: the program itself, without a shell in front of it that would keep SIGTERM from it',
    'toleration of the value present: every value is tolerated',
  ],
};
