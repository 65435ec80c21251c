import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, TorchServeEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/t5-model-serving/kubernetes/serving-gpu.yaml',
  form: 'Deployment',
  has: 'TorchServe with the model in its image, three ports, scaled by the time in its queue',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TorchServeEngine({
        version: '0.12.0',
        image: 'us-central1-docker.pkg.dev/my-project/models/t5-small:1.0-gpu',
        archive: 't5-small.mar',
        exposeManagement: true,
        settings: { number_of_netty_threads: '32', job_queue_size: '1000', install_py_dep_per_model: 'true' },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(3), cpuLimit: Cpu.units(3), memory: Size.gibibytes(16), ephemeralStorage: Size.gibibytes(10), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      security: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
      service: { ports: [{ name: 'management' }, { name: 'metrics' }] },
      pod: { labels: { machine: 'gpu' } },
    });
    const model = new ModelConstruct(chart, 't5-inference', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.inImage('/home/model-server/model-store/', { size: Size.mebibytes(250) }),
      profile,
      servedName: 't5-small',
    });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: model.runtime,
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [kplus.Metric.pods({ name: 'prometheus.googleapis.com|ts_queue_latency_microseconds|counter', target: kplus.MetricTarget.averageValue(30000) })],
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata: {labels: {machine: gpu}}
    spec:
      securityContext: {fsGroup: 1000, runAsUser: 1000, runAsGroup: 1000}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        image: us-central1-docker.pkg.dev/my-project/models/t5-small:1.0-gpu
        imagePullPolicy: IfNotPresent
        resources:
          limits: {nvidia.com/gpu: "1", cpu: "3", memory: 16Gi, ephemeral-storage: 10Gi}
          requests: {nvidia.com/gpu: "1", cpu: "3", memory: 16Gi, ephemeral-storage: 10Gi}
        ports:
        - {containerPort: 8080, name: http}
        - {containerPort: 8081, name: management}
        - {containerPort: 8082, name: metrics}
        readinessProbe: {httpGet: {path: /ping, port: http}}
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {port: 8080, name: http, targetPort: http}
  - {port: 8081, name: management, targetPort: management}
  - {port: 8082, name: metrics, targetPort: metrics}
---
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment}
  minReplicas: 1
  maxReplicas: 5
  metrics:
  - type: Pods
    pods:
      metric: {name: prometheus.googleapis.com|ts_queue_latency_microseconds|counter}
      target: {type: AverageValue, averageValue: "30000"}
`,
  otherwise: [
    'replicas: the autoscaler says them, so none is rendered',
    'args, and config.properties of the image: the library starts TorchServe so that SIGTERM ends it, with settings of its own and of the code',
    'livenessProbe: /ping; the startup probe asks the management for the model t5-small',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
    'PodMonitoring: an object beside the model, see beside.md',
  ],
};
