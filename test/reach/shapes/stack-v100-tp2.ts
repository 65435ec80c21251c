import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DataType, Framework, LabelRequirement, ModelCache, ModelConstruct, ModelSource, NodeAffinity,
  PersistentVolumeAccessMode, Rollout, RuntimeProfile, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-25-v100-multi-gpu-tp2.yaml',
  form: 'Helm values',
  has: 'an old vLLM in half precision on two V100 of one node, which are free only when the old Pod has left',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-v100', {
      engine: new VllmEngine({
        version: '0.8.5', dtype: DataType.FLOAT16, tensorParallelSize: 2, maxModelLen: 8192, gpuMemoryUtilization: 0.9, enforceEager: true,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_V100_16GB, { count: 2, cpu: Cpu.units(8), memory: Size.gibibytes(32) }),
      cache: ModelCache.claim({ size: Size.gibibytes(50), accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE }),
      env: { VLLM_USE_V1: '0', VLLM_ENABLE_CUDA_COMPATIBILITY: '1' },
      sharedMemory: Size.gibibytes(4),
      rollout: Rollout.recreate(),
      scheduling: {
        runtimeClassName: 'nvidia',
        nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('kubernetes.io/hostname', ['gpu-node-01'])])],
      },
      service: { port: 80, portName: 'service-port' },
    });
    new ModelConstruct(chart, 'qwen7b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Qwen/Qwen2.5-7B-Instruct', { size: Size.gibibytes(15) }),
      profile,
      servedName: 'Qwen/Qwen2.5-7B-Instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  strategy: {type: Recreate}
  template:
    spec:
      runtimeClassName: nvidia
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [gpu-node-01]}]
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.8.5
        args:
        - Qwen/Qwen2.5-7B-Instruct
        - --dtype=float16
        - --tensor-parallel-size=2
        - --max-model-len=8192
        - --gpu-memory-utilization=0.9
        - --enforce-eager
        env:
        - {name: VLLM_USE_V1, value: "0"}
        - {name: VLLM_ENABLE_CUDA_COMPATIBILITY, value: "1"}
        resources: {requests: {cpu: "8", memory: 32Gi, nvidia.com/gpu: "2"}, limits: {nvidia.com/gpu: "2"}}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 4Gi}}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 50Gi}}
---
kind: Service
spec:
  ports: [{name: service-port, port: 80}]
`,
  otherwise: ['dtype half: float16 is another name for it'],
};
