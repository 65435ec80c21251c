import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, OllamaEngine, Rollout, RuntimeProfile, ServiceAccountRef,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'otwld/ollama-helm: values.yaml, with models.pull, persistentVolume and gpu',
  form: 'Helm values',
  has: 'Ollama on one GPU, which pulls its model when it starts, kept on a claim',
  declare: chart => {
    const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'ollama' } });
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new OllamaEngine({ version: '0.32.15' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), memory: Size.gibibytes(8) }),
      cache: ModelCache.claim({ size: Size.gibibytes(30) }),
      env: { PATH: '/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      rollout: Rollout.recreate(),
      timing: { terminationGracePeriod: Duration.minutes(2) },
      pod: { serviceAccount: ServiceAccountRef.from(account), automountServiceAccountToken: true },
    });
    new ModelConstruct(chart, 'ollama', {
      version: '1.0.0',
      framework: Framework.CUSTOM,
      source: ModelSource.ollama('llama3.2:1b', { size: Size.mebibytes(1300) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  strategy: {type: Recreate}
  template:
    spec:
      serviceAccountName: ollama
      automountServiceAccountToken: true
      terminationGracePeriodSeconds: 120
      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
      containers:
      - name: server
        image: docker.io/ollama/ollama:0.32.15
        imagePullPolicy: IfNotPresent
        args: [llama3.2:1b]
        ports: [{name: http, containerPort: 11434, protocol: TCP}]
        env:
        - {name: OLLAMA_HOST, value: "0.0.0.0:11434"}
        - {name: PATH, value: "/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        - {name: OLLAMA_MODELS, value: /mnt/models}
        resources: {limits: {nvidia.com/gpu: 1}}
        volumeMounts: [{name: model}]
        livenessProbe: {httpGet: {port: http}, periodSeconds: 10, failureThreshold: 6}
        readinessProbe: {httpGet: {port: http}}
      volumes: [{name: model, persistentVolumeClaim: {}}]
---
kind: PersistentVolumeClaim
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 30Gi}}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 11434, targetPort: http, protocol: TCP, name: http}]
---
kind: ServiceAccount
metadata: {name: ollama}
`,
  otherwise: [
    'lifecycle.postStart: it pulls while the server answers already, and a failure ends the container; here the model is pulled before the server opens its port',
    'the mount path /root/.ollama: the claim is mounted where the library mounts models, and OLLAMA_MODELS says it; keys and history are on the scratch volume',
    'initialDelaySeconds, and a readiness of 3 seconds: a startup probe stands in for the one, a slow answer is an answer',
  ],
};
