import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, ContainerEngine, Cpu, EnvValue, Framework, ImagePullPolicy, ModelConstruct, ModelSource, PodVolume, Rollout,
  RuntimeProfile, ServerProbe, ServiceAccountRef,
} from '../../../src';
import { Shape } from '../shape';

const inMemory = (name: string) => PodVolume.emptyDir(name, { inMemory: true, sizeLimit: Size.gibibytes(4) });
const runtime = (names: string[]) => Object.fromEntries(names.map(name => [name, EnvValue.configMap('runtime', name)]));

export const shape: Shape = {
  published: 'GoogleCloudPlatform/accelerated-platforms: platforms/gke/base/use-cases/inference-ref-arch/kubernetes-manifests/online-inference-gpu/diffusers',
  form: 'Deployment',
  has: 'a diffusion server of its own image on eight L4, all variables of a ConfigMap, weights in a bucket that a second container reads beforehand',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'eight-l4', {
      engine: new ContainerEngine({
        image: 'us-docker.pkg.dev/my-project/diffusers:1.0.0',
        name: 'diffusers',
        port: 8000,
        readiness: ServerProbe.http('/health', { period: Duration.seconds(30) }),
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 8, cpu: Cpu.units(12), cpuLimit: Cpu.units(12), memory: Size.gibibytes(150) }),
      scheduling: { nodeSelector: { 'cloud.google.com/compute-class': 'gpu-l4-24gb-x8' } },
      sharedMemory: Size.gibibytes(8),
      rollout: Rollout.recreate(),
      envValues: runtime(['GPU_MEMORY_UTILIZATION', 'MODEL_ID', 'TENSOR_PARALLEL_SIZE']),
      pod: {
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        serviceAccount: ServiceAccountRef.of('inference'),
        labels: { 'ai.gke.io/model': 'flux-1-schnell', 'ai.gke.io/inference-server': 'diffusers' },
        volumes: ['gke-gcsfuse-cache', 'gke-gcsfuse-tmp', 'gke-gcsfuse-buffer'].map(inMemory),
        mounts: [{ volume: 'model-source', path: '/gcs/black-forest-labs/flux.1-schnell', readOnly: true }],
        containers: [{
          name: 'fetch-safetensors',
          image: 'busybox:1.37.0',
          command: ['/bin/sh', '-c'],
          args: ['find /gcs -name "*.safetensors" | xargs -P 15 -n 1 cat > /dev/null; sleep infinity'],
          envValues: runtime(['MODEL_ID']),
          mounts: [{ volume: 'model-source', path: '/gcs', readOnly: true }],
        }],
      },
    });
    new ModelConstruct(chart, 'flux', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.gcsFuse('gs://my-bucket/black-forest-labs/flux.1-schnell/', {
        mountOptions: ['file-cache:max-size-mb:-1', 'file-cache:enable-parallel-downloads:true'],
        attributes: { skipCSIBucketAccessCheck: 'true' },
        sidecarUnlimited: true,
        size: Size.gibibytes(32),
      }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  strategy: {type: Recreate}
  template:
    metadata:
      annotations: {gke-gcsfuse/volumes: "true", gke-gcsfuse/cpu-limit: "0", gke-gcsfuse/memory-limit: "0", gke-gcsfuse/ephemeral-storage-limit: "0"}
      labels: {ai.gke.io/model: flux-1-schnell, ai.gke.io/inference-server: diffusers}
    spec:
      serviceAccountName: inference
      nodeSelector: {cloud.google.com/compute-class: gpu-l4-24gb-x8}
      containers:
      - name: fetch-safetensors
        command: [/bin/sh, -c]
        env: [{name: MODEL_ID, valueFrom: {configMapKeyRef: {key: MODEL_ID, name: runtime}}}]
        volumeMounts: [{mountPath: /gcs, readOnly: true}]
      - name: server
        imagePullPolicy: Always
        env:
        - {name: GPU_MEMORY_UTILIZATION, valueFrom: {configMapKeyRef: {key: GPU_MEMORY_UTILIZATION, name: runtime}}}
        - {name: MODEL_ID, valueFrom: {configMapKeyRef: {key: MODEL_ID, name: runtime}}}
        - {name: TENSOR_PARALLEL_SIZE, valueFrom: {configMapKeyRef: {key: TENSOR_PARALLEL_SIZE, name: runtime}}}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 30}
        resources:
          limits: {cpu: "12", nvidia.com/gpu: "8"}
          requests: {cpu: "12", nvidia.com/gpu: "8"}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /gcs/black-forest-labs/flux.1-schnell, readOnly: true}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
      - name: model-source
        csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: my-bucket, skipCSIBucketAccessCheck: "true"}}
      - {name: gke-gcsfuse-cache, emptyDir: {medium: Memory}}
      - {name: gke-gcsfuse-tmp, emptyDir: {medium: Memory}}
      - {name: gke-gcsfuse-buffer, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP}]
`,
  otherwise: [
    'memory: 160G is said in GiB, as Size has it',
    'readinessProbe.failureThreshold 6000 and initialDelaySeconds: a startup probe stands in for them',
    'mountOptions: those that are not named are given in the same way',
    'the script of the warming container: it is its author\'s; here another one stands for it',
    'LD_LIBRARY_PATH: Kubernetes does not put a variable of the image into it, so that the published value is wrong',
  ],
};
