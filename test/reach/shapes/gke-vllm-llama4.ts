import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, DataType, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-llama/vllm/vllm-llama4-maverick-17b-128e.yaml',
  form: 'Deployment',
  has: 'vLLM on eight H200, 850 GiB of disk, a port of the Service that is not the server\'s',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h200', {
      engine: new VllmEngine({
        version: '0.10.0', port: 7080, maxModelLen: 131072, gpuMemoryUtilization: 0.95, dtype: DataType.AUTO, kvCacheDtype: 'auto', maxConcurrentRequests: 64,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_H200, {
        count: 8,
        cpu: Cpu.units(157),
        cpuLimit: Cpu.units(157),
        memory: Size.gibibytes(2067),
        ephemeralStorage: Size.gibibytes(850),
        limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      args: ['--swap-space=16', '--disable-log-stats'],
      service: { port: 8000 },
    });
    new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-4-Maverick-17B-128E', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(740) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-h200-141gb}
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.10.0
        args:
        - meta-llama/Llama-4-Maverick-17B-128E
        - --host=0.0.0.0
        - --port=7080
        - --swap-space=16
        - --max-model-len=131072
        - --gpu-memory-utilization=0.95
        - --disable-log-stats
        - --dtype=auto
        - --kv-cache-dtype=auto
        - --max-num-seqs=64
        - --tensor-parallel-size=8
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}]
        resources:
          requests: {cpu: "157", memory: 2067Gi, ephemeral-storage: 850Gi, nvidia.com/gpu: 8}
          limits: {cpu: "157", memory: 2067Gi, ephemeral-storage: 850Gi, nvidia.com/gpu: 8}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000, targetPort: http}]
`,
  byArguments: ['--swap-space', '--disable-log-stats'],
  otherwise: ['HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today', 'Secret: a literal credential is in no manifest; another program makes it'],
};
