import { Duration, Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/nemo-rl-on-gke/nemoRL/gemma3-27b-it/nvidia-vllm-post-trained-gemma3-27-deploy.yaml',
  form: 'Deployment',
  has: 'vLLM of NVIDIA\'s image on eight H100, a checkpoint of a training on a Lustre claim, half of the GPUs used by one server',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h100', {
      engine: new VllmEngine({
        version: '0.15.1', image: 'nvcr.io/nvidia/vllm:26.02-py3', tensorParallelSize: 4, maxModelLen: 4096, maxConcurrentRequests: 4,
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100_MEGA, { count: 8, cpu: Cpu.units(100), memory: Size.gibibytes(800) }),
      cluster: ClusterDialect.GKE,
      sharedMemory: Size.gibibytes(128),
      timing: { startup: Duration.minutes(20) },
    });
    new ModelConstruct(chart, 'gemma-3-27b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.pvc('lustre-pvc', { path: 'nemo_rl_gemma3_27b_3_11/hf3-11/', size: Size.gibibytes(52) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: server
        image: nvcr.io/nvidia/vllm:26.02-py3
        args: [--tensor-parallel-size=4, --host=0.0.0.0, --port=8000, --max-model-len=4096, --max-num-seqs=4]
        resources: {requests: {nvidia.com/gpu: "8"}, limits: {nvidia.com/gpu: "8"}}
        volumeMounts: [{mountPath: /dev/shm}]
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 128Gi}}
      - {persistentVolumeClaim: {claimName: lustre-pvc}}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-h100-mega-80gb}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP, targetPort: http}]
`,
  otherwise: [
    'command: the server by its own name, where its module was started',
    'HUGGING_FACE_HUB_TOKEN: the weights are on the claim, and nothing asks the hub',
    'the mount path /data: the claim is mounted where the library mounts models',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
  ],
};
