import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey,
  ServiceAccountRef, ServiceType, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

const MOUNT_OPTIONS = 'implicit-dirs,file-cache:enable-parallel-downloads:true,file-cache:parallel-downloads-per-file:100,file-cache:max-size-mb:-1';
const bucket = (name: string) => PodVolume.csi(name, 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'my-bucket', mountOptions: MOUNT_OPTIONS } });

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/vllm-tpu/vllm-llama3-70b.yaml',
  form: 'Deployment',
  has: 'vLLM on eight chips of a TPU v6e behind a load balancer, a bucket as cache, scaled by the requests that wait',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'tpu-v6e', {
      engine: new VllmEngine({ version: '0.32.0', maxModelLen: 4096, maxConcurrentRequests: 128 }),
      compute: Compute.gpu(Accelerator.GOOGLE_TPU_V6E.topology('2x4'), { cpu: Cpu.units(32), memory: Size.gibibytes(256) }),
      cluster: ClusterDialect.GKE,
      service: { type: ServiceType.LOAD_BALANCER },
      cache: ModelCache.volume(bucket('weights')),
      compileCache: bucket('kernels'),
      args: ['--max-num-batched-tokens=512'],
      pod: {
        serviceAccount: ServiceAccountRef.of('bucket-writer'),
        annotations: { 'gke-gcsfuse/cpu-limit': '0', 'gke-gcsfuse/memory-limit': '0', 'gke-gcsfuse/ephemeral-storage-limit': '0' },
        volumes: [PodVolume.emptyDir('gke-gcsfuse-cache', { inMemory: true, sizeLimit: Size.gibibytes(64) })],
      },
    });
    const model = new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-70B', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(132) }),
      profile,
    });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: model.runtime,
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [kplus.Metric.pods({ name: 'prometheus.googleapis.com|vllm:num_requests_waiting|gauge', target: kplus.MetricTarget.averageValue(10) })],
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata:
      annotations: {gke-gcsfuse/volumes: "true", gke-gcsfuse/cpu-limit: "0", gke-gcsfuse/memory-limit: "0", gke-gcsfuse/ephemeral-storage-limit: "0"}
    spec:
      serviceAccountName: bucket-writer
      tolerations: [{key: google.com/tpu, operator: Exists, effect: NoSchedule}]
      nodeSelector: {cloud.google.com/gke-tpu-topology: 2x4, cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice}
      containers:
      - name: server
        image: docker.io/vllm/vllm-tpu:v0.32.0
        args:
        - meta-llama/Llama-3.1-70B
        - --host=0.0.0.0
        - --port=8000
        - --tensor-parallel-size=8
        - --max-model-len=4096
        - --max-num-batched-tokens=512
        - --max-num-seqs=128
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        - {name: VLLM_XLA_CACHE_PATH, value: /mnt/compile-cache/vllm-0.32.0/xla}
        ports: [{containerPort: 8000}]
        resources: {limits: {google.com/tpu: 8}}
        volumeMounts: [{name: model}, {name: kernels}, {mountPath: /dev/shm}]
      volumes:
      - {name: gke-gcsfuse-cache, emptyDir: {medium: Memory}}
      - {name: shm, emptyDir: {medium: Memory}}
      - name: model
        csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: my-bucket}}
      - name: kernels
        csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: my-bucket}}
---
kind: Service
spec:
  type: LoadBalancer
  ports: [{name: http, protocol: TCP, port: 8000}]
---
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment}
  minReplicas: 1
  maxReplicas: 2
  metrics:
  - type: Pods
    pods:
      metric: {name: "prometheus.googleapis.com|vllm:num_requests_waiting|gauge"}
      target: {type: AverageValue, averageValue: 10}
`,
  byArguments: ['--max-num-batched-tokens'],
  otherwise: [
    '--download-dir, and the mount path /data: variables name the folders of weights and of compiled kernels in the bucket',
    'replicas: the autoscaler says them, so none is rendered',
    'readinessProbe: GET /health, where a port that is open says less; a startup probe stands in for initialDelaySeconds',
    'VLLM_USE_V1: it is the only engine of vLLM 0.32, and the variable is gone',
    'PodMonitoring: an object beside the model, see beside.md',
  ],
};
