import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, EnvValue, Framework, LabelRequirement, ModelCache, ModelConstruct, ModelSource, NodeAffinity, OllamaEngine,
  PersistentVolumeAccessMode, RuntimeProfile, SecretKey,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'shsorot/Scalable_LLM_Inference_on_Azure_AKS: k8s/05-ollama-statefulset.yaml',
  form: 'StatefulSet',
  has: 'Ollama as root on a T4 of AKS, weights on Azure Files that all replicas share, scaled by GPU memory, CPU and memory',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 't4', {
      engine: new OllamaEngine({ version: '0.32.15', maxConcurrentRequests: 2 }),
      compute: Compute.gpu(Accelerator.NVIDIA_T4, {
        cpu: Cpu.units(4), cpuLimit: Cpu.units(8), memory: Size.gibibytes(16), memoryLimit: Size.gibibytes(32),
      }),
      cache: ModelCache.claim({
        size: Size.gibibytes(1024), storageClassName: 'azurefile-premium-llm', accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
      }),
      env: { OLLAMA_ORIGINS: '*', OLLAMA_MAX_LOADED_MODELS: '1' },
      envValues: { HF_TOKEN: EnvValue.secret(SecretKey.of('huggingface-token', 'token'), { optional: true }) },
      scheduling: {
        nodeSelector: { workload: 'llm', gpu: 'true' },
        tolerations: [{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
        nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('workload', ['llm'])])],
      },
      security: { runAsUser: 0, runAsGroup: 0, fsGroup: 0, addCapabilities: ['SYS_ADMIN'] },
      service: { sessionAffinity: Duration.hours(3) },
      pod: { labels: { 'llm-demo': 'ollama' } },
    });
    const model = new ModelConstruct(chart, 'ollama', {
      version: '1.0.0',
      framework: Framework.CUSTOM,
      source: ModelSource.ollama('llama3.1:8b', { size: Size.gibibytes(5) }),
      profile,
    });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: model.runtime,
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [
        kplus.Metric.pods({ name: 'gpu_memory_utilization', target: kplus.MetricTarget.averageValue(70) }),
        kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(75)),
        kplus.Metric.resourceMemory(kplus.MetricTarget.averageUtilization(80)),
      ],
      scaleDown: {
        stabilizationWindow: Duration.minutes(10),
        policies: [{ replicas: kplus.Replicas.absolute(1), duration: Duration.minutes(5) }],
        strategy: kplus.ScalingStrategy.MIN_CHANGE,
      },
      scaleUp: {
        stabilizationWindow: Duration.minutes(1),
        policies: [{ replicas: kplus.Replicas.absolute(1), duration: Duration.minutes(1) }],
        strategy: kplus.ScalingStrategy.MAX_CHANGE,
      },
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    spec:
      nodeSelector: {workload: llm, gpu: "true"}
      tolerations: [{key: sku, operator: Equal, value: gpu, effect: NoSchedule}]
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: workload, operator: In, values: [llm]}]}]
      securityContext: {runAsUser: 0, runAsGroup: 0, fsGroup: 0}
      containers:
      - name: server
        securityContext: {capabilities: {add: [SYS_ADMIN]}}
        ports: [{name: http, containerPort: 11434, protocol: TCP}]
        resources:
          requests: {cpu: "4", memory: 16Gi, nvidia.com/gpu: "1"}
          limits: {cpu: "8", memory: 32Gi, nvidia.com/gpu: "1"}
        env:
        - {name: OLLAMA_HOST, value: "0.0.0.0:11434"}
        - {name: OLLAMA_ORIGINS, value: "*"}
        - {name: OLLAMA_NUM_PARALLEL, value: "2"}
        - {name: OLLAMA_MAX_LOADED_MODELS, value: "1"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: huggingface-token, key: token, optional: true}}}
        volumeMounts: [{name: model}]
        livenessProbe: {httpGet: {port: http}}
        readinessProbe: {httpGet: {port: http}, timeoutSeconds: 5}
      volumes: [{name: model, persistentVolumeClaim: {}}]
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteMany]
  storageClassName: azurefile-premium-llm
  resources: {requests: {storage: 1Ti}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http, protocol: TCP, port: 11434, targetPort: http}]
  sessionAffinity: ClientIP
---
kind: HorizontalPodAutoscaler
spec:
  minReplicas: 1
  maxReplicas: 5
  metrics:
  - {type: Pods, pods: {metric: {name: gpu_memory_utilization}, target: {type: AverageValue, averageValue: "70"}}}
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 75}}}
  - {type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 80}}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 600, selectPolicy: Min, policies: [{type: Pods, value: 1, periodSeconds: 300}]}
    scaleUp: {stabilizationWindowSeconds: 60, selectPolicy: Max, policies: [{type: Pods, value: 1, periodSeconds: 60}]}
`,
  otherwise: [
    'StatefulSet: a Deployment; no Pod has a volume or a name of its own in it, and replicas share the claim',
    'replicas: the autoscaler says them, so none is rendered',
    'allowPrivilegeEscalation: no; a process that has a capability needs no right to gain more',
    'the mount path /root/.ollama and its subPath: the claim is mounted where the library mounts models, in a folder of the model',
    'models that somebody pulls into a Pod by hand: the model is named, and pulled before the server is ready',
    'imagePullPolicy: IfNotPresent, as tags are pinned; tty, stdin: nobody is at its terminal',
    'StorageClass: an object of the cluster',
  ],
};
