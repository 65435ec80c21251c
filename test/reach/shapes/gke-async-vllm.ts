import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, EnvValue, Framework, ImagePullPolicy, ModelConstruct, ModelSource, PodVolume, Rollout, RuntimeProfile,
  ServiceAccountRef, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

const inMemory = (name: string) => PodVolume.emptyDir(name, { inMemory: true, sizeLimit: Size.gibibytes(4) });

export const shape: Shape = {
  published: 'GoogleCloudPlatform/accelerated-platforms: platforms/gke/base/use-cases/inference-ref-arch/kubernetes-manifests/async-inference-gpu/vllm',
  form: 'Deployment',
  has: 'as the online one, scaled by the requests that wait',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.89, trustRemoteCode: true, maxModelLen: 1024 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      scheduling: { nodeSelector: { 'cloud.google.com/compute-class': 'gpu-l4-24gb-s8-x1' } },
      rollout: Rollout.recreate(),
      args: ['--no-enable-log-requests'],
      envValues: { MODEL_ID: EnvValue.configMap('runtime', 'MODEL_ID') },
      pod: {
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        serviceAccount: ServiceAccountRef.of('inference'),
        labels: { 'ai.gke.io/model': 'gemma-3-1b-it' },
        volumes: ['gke-gcsfuse-cache', 'gke-gcsfuse-tmp', 'gke-gcsfuse-buffer'].map(inMemory),
        containers: [{
          name: 'fetch-safetensors',
          image: 'busybox:1.37.0',
          command: ['/bin/sh', '-c'],
          args: ['find /gcs -name "*.safetensors" | xargs -P 15 -n 1 cat > /dev/null; sleep infinity'],
          envValues: { MODEL_ID: EnvValue.configMap('runtime', 'MODEL_ID') },
          mounts: [{ volume: 'model-source', path: '/gcs', readOnly: true }],
        }],
      },
    });
    const model = new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.gcsFuse('gs://my-bucket/google/gemma-3-1b-it/', {
        mountOptions: ['file-cache:max-size-mb:-1', 'file-cache:cache-file-for-range-read:true', 'file-cache:enable-parallel-downloads:true'],
        attributes: { skipCSIBucketAccessCheck: 'true' },
        sidecarUnlimited: true,
        size: Size.gibibytes(2),
      }),
      profile,
    });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: model.runtime,
      minReplicas: 1,
      maxReplicas: 1,
      metrics: [kplus.Metric.pods({ name: 'prometheus.googleapis.com|vllm:num_requests_waiting|gauge', target: kplus.MetricTarget.averageValue(10) })],
    });
  },
  fields: `
kind: Deployment
spec:
  strategy: {type: Recreate}
  template:
    metadata:
      annotations: {gke-gcsfuse/volumes: "true", gke-gcsfuse/cpu-limit: "0", gke-gcsfuse/memory-limit: "0", gke-gcsfuse/ephemeral-storage-limit: "0"}
      labels: {ai.gke.io/model: gemma-3-1b-it}
    spec:
      serviceAccountName: inference
      nodeSelector: {cloud.google.com/compute-class: gpu-l4-24gb-s8-x1}
      containers:
      - name: fetch-safetensors
        command: [/bin/sh, -c]
        env: [{name: MODEL_ID, valueFrom: {configMapKeyRef: {key: MODEL_ID, name: runtime}}}]
        volumeMounts: [{mountPath: /gcs, readOnly: true}]
      - name: server
        imagePullPolicy: Always
        args: [--no-enable-log-requests, --gpu-memory-utilization=0.89, --tensor-parallel-size=1, --trust-remote-code, --max-model-len=1024]
        env: [{name: MODEL_ID, valueFrom: {configMapKeyRef: {key: MODEL_ID, name: runtime}}}]
        ports: [{containerPort: 8000}]
        readinessProbe: {httpGet: {path: /health}}
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
      - name: model-source
        csi:
          driver: gcsfuse.csi.storage.gke.io
          volumeAttributes:
            bucketName: my-bucket
            skipCSIBucketAccessCheck: "true"
            mountOptions: "implicit-dirs,only-dir=google/gemma-3-1b-it,\\
              file-cache:max-size-mb:-1,file-cache:cache-file-for-range-read:true,file-cache:enable-parallel-downloads:true"
      - {name: gke-gcsfuse-cache, emptyDir: {medium: Memory}}
      - {name: gke-gcsfuse-tmp, emptyDir: {medium: Memory}}
      - {name: gke-gcsfuse-buffer, emptyDir: {medium: Memory}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8000, protocol: TCP}]
---
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment}
  minReplicas: 1
  maxReplicas: 1
  metrics:
  - type: Pods
    pods:
      metric: {name: "prometheus.googleapis.com|vllm:num_requests_waiting|gauge"}
      target: {type: AverageValue, averageValue: "10"}
`,
  byArguments: ['--no-enable-log-requests'],
  otherwise: [
    'GPU_MEMORY_UTILIZATION, MAX_MODEL_LEN, TENSOR_PARALLEL_SIZE of the ConfigMap: they are said in the code, where GPUs and weights are judged by them',
    'the mount path /gcs of the server: the folder of the model is mounted where the library mounts models',
    'periodSeconds, failureThreshold 6000 and initialDelaySeconds of the readinessProbe: a startup probe stands in for them',
    'mountOptions: three of nine, the others are given in the same way',
    'the script of the warming container: it is its author\'s; here another one stands for it',
    '--disable-log-requests: --no-enable-log-requests is its name today',
    'Deployment async-pubsub-subscriber and its autoscaler: a program of its own, which calls the Service',
    'LD_LIBRARY_PATH, VLLM_XLA_CACHE_PATH: the images for GPUs set the one, and the other is read on TPUs only',
  ],
};
