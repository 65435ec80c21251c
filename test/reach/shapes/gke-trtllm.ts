import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, Framework, ModelConstruct, ModelLayout, ModelSource, PodVolume,
  RuntimeProfile, ServerProbe,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/trtllm/deploy-triton-server.yaml',
  form: 'Deployment',
  has: 'Triton with TensorRT-LLM on one L4, started by a script of a ConfigMap, a repository on a claim',
  declare: chart => {
    const scripts = new kplus.ConfigMap(chart, 'launch-tritonserver', { data: { 'entrypoint.sh': '#!/usr/bin/env bash\nexec launch "$@"\n' } });
    const claim = new kplus.PersistentVolumeClaim(chart, 'model-data', {
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(100),
    });
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new ContainerEngine({
        image: 'us-docker.pkg.dev/google-samples/containers/gke/tritonserver:2.42.0',
        name: 'triton',
        port: 8000,
        grpcPort: 8001,
        metricsPort: 8002,
        metricsPath: '/metrics',
        command: ['/scripts/entrypoint.sh'],
        readiness: ServerProbe.http('/v2/health/ready'),
        liveness: ServerProbe.http('/v2/health/live', { failures: 60 }),
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        cpu: Cpu.units(4), memory: Size.gibibytes(40), ephemeralStorage: Size.gibibytes(40), limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      security: { runAsUser: 1000, fsGroup: 1000 },
      service: {
        portName: 'http-inference-server',
        ports: [{ name: 'grpc-inference-server', containerPort: 'grpc' }, { name: 'http-metrics', containerPort: 'metrics' }],
      },
      scheduling: { tolerations: [{ key: 'key', operator: 'Exists', effect: 'NoSchedule' }] },
      pod: {
        labels: { 'ai.gke.io/model': 'gemma', 'ai.gke.io/inference-server': 'triton' },
        volumes: [PodVolume.configMap('scripts-volume', scripts.name, { mode: 0o700 })],
        mounts: [{ volume: 'scripts-volume', path: '/scripts', readOnly: true }],
      },
    });
    new ModelConstruct(chart, 'triton-gemma', {
      version: '1.0.0',
      framework: Framework.CUSTOM,
      source: ModelSource.fromPersistentVolumeClaim(claim, { path: 'triton/model_repository/', layout: ModelLayout.REPOSITORY, size: Size.gibibytes(10) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      labels: {ai.gke.io/model: gemma, ai.gke.io/inference-server: triton}
    spec:
      securityContext: {runAsUser: 1000, fsGroup: 1000}
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      tolerations: [{key: key, operator: Exists, effect: NoSchedule}]
      containers:
      - name: server
        image: us-docker.pkg.dev/google-samples/containers/gke/tritonserver:2.42.0
        imagePullPolicy: IfNotPresent
        command: [/scripts/entrypoint.sh]
        resources:
          requests: {ephemeral-storage: 40Gi, memory: 40Gi, nvidia.com/gpu: 1}
          limits: {ephemeral-storage: 40Gi, memory: 40Gi, nvidia.com/gpu: 1}
        volumeMounts:
        - {mountPath: /scripts, name: scripts-volume, readOnly: true}
        ports:
        - {containerPort: 8000, name: http}
        - {containerPort: 8001, name: grpc}
        - {containerPort: 8002, name: metrics}
        livenessProbe: {failureThreshold: 60, httpGet: {path: /v2/health/live}}
        readinessProbe: {httpGet: {path: /v2/health/ready}}
      volumes:
      - {name: scripts-volume, configMap: {defaultMode: 448}}
      - {persistentVolumeClaim: {}}
---
kind: ConfigMap
data: {}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {port: 8000, targetPort: http, name: http-inference-server}
  - {port: 8001, targetPort: grpc, name: grpc-inference-server}
  - {port: 8002, targetPort: metrics, name: http-metrics}
`,
  otherwise: [
    'the mount path /data: the repository is mounted where the library mounts models, and the script is given it as MODEL_PATH',
    'storage: 100G is said in GiB, as Size has it',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
    'Job data-loader-gemma-2b: it builds engines with a program of its own; a Job of cdk8s-plus beside the model',
    'the script: it is its author\'s; here another one stands for it',
  ],
};
