import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, Rollout, RuntimeProfile, ServiceAccountRef, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

const inBucket = (folder: string, size: Size) => ModelSource.gcsFuse(`gs://my-bucket/${folder}/`, {
  mountOptions: ['file-cache:max-size-mb:-1', 'file-cache:enable-parallel-downloads:true'],
  attributes: { skipCSIBucketAccessCheck: 'true' },
  sidecarUnlimited: true,
  size,
});
const MANIFESTS = 'platforms/gke/base/use-cases/inference-ref-arch/kubernetes-manifests';

export const shape: Shape = {
  published: `GoogleCloudPlatform/accelerated-platforms: ${MANIFESTS}/online-inference-gpu/vllm-spec-decoding/h100-llama-3-3-70b-instruct-sd-eagle`,
  form: 'Deployment',
  has: 'vLLM on four H100, an EAGLE head beside the model, both in a bucket',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'h100', {
      engine: new VllmEngine({
        version: '0.32.0',
        gpuMemoryUtilization: 0.95,
        trustRemoteCode: true,
        maxModelLen: 90280,
        maxConcurrentRequests: 128,
        speculativeDecoding: { method: 'eagle3', tokens: 3 },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_H100, { count: 4, cpu: Cpu.units(32), memory: Size.gibibytes(320) }),
      rollout: Rollout.recreate(),
      args: ['--max-num-batched-tokens=4096'],
      pod: {
        serviceAccount: ServiceAccountRef.of('inference'),
        volumes: [PodVolume.emptyDir('gke-gcsfuse-cache', { inMemory: true, sizeLimit: Size.gibibytes(160) })],
      },
    });
    new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: inBucket('meta-llama/llama-3.3-70b-instruct', Size.gibibytes(132)),
      draftModel: inBucket('yuhuili/eagle3-llama3.3-instruct-70b', Size.gibibytes(4)),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  strategy: {type: Recreate}
  template:
    metadata: {annotations: {gke-gcsfuse/volumes: "true", gke-gcsfuse/cpu-limit: "0", gke-gcsfuse/memory-limit: "0", gke-gcsfuse/ephemeral-storage-limit: "0"}}
    spec:
      serviceAccountName: inference
      containers:
      - name: server
        args:
        - --gpu-memory-utilization=0.95
        - --tensor-parallel-size=4
        - --trust-remote-code
        - --max-model-len=90280
        - --max-num-seqs=128
        - --max-num-batched-tokens=4096
        - --speculative-config={"method":"eagle3","model":"/mnt/draft-model","num_speculative_tokens":3}
        resources: {limits: {nvidia.com/gpu: "4"}, requests: {nvidia.com/gpu: "4"}}
      volumes:
      - name: model-source
        csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: my-bucket, skipCSIBucketAccessCheck: "true"}}
      - {name: gke-gcsfuse-cache, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP}]
`,
  byArguments: ['--max-num-batched-tokens'],
  otherwise: [
    'one volume for both models: a volume for each of the two folders',
    'draft_tensor_parallel_size 1: the server\'s own choice, which is that of the model',
    'the warming container and the variables of a ConfigMap: as in gke-online-vllm',
  ],
};
