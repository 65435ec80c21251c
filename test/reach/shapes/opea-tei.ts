import { Duration, Size } from 'cdk8s';
import { Compute, Cpu, EnvFrom, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, TextEmbeddingsInferenceEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'opea-project/GenAIInfra: helm-charts/common/tei',
  form: 'Helm values',
  has: 'Text Embeddings Inference on a CPU, behind port 80, as user 1000 of group 0 with a read-only root, variables of a ConfigMap that may be missing',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TextEmbeddingsInferenceEngine({ version: '1.7', port: 2081 }),
      compute: Compute.cpu({ cpu: Cpu.millis(100), memory: Size.gibibytes(4) }),
      args: ['--auto-truncate'],
      env: { NUMBA_CACHE_DIR: '/tmp', HF_HUB_DISABLE_PROGRESS_BARS: '1', HF_HUB_ENABLE_HF_TRANSFER: '0' },
      envFrom: [EnvFrom.configMap('extra-env-config', { optional: true })],
      sharedMemory: Size.gibibytes(1),
      security: { runAsUser: 1000, runAsGroup: 0, readOnlyRootFilesystem: true },
      timing: { startup: Duration.minutes(10), terminationGracePeriod: Duration.minutes(1) },
      service: { port: 80, portName: 'tei' },
    });
    new ModelConstruct(chart, 'embeddings', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('BAAI/bge-base-en-v1.5', { token: SecretKey.of('hf-token', 'HF_TOKEN'), size: Size.mebibytes(440) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      terminationGracePeriodSeconds: 60
      containers:
      - name: server
        image: ghcr.io/huggingface/text-embeddings-inference:cpu-1.7
        envFrom: [{configMapRef: {name: extra-env-config, optional: true}}]
        env:
        - {name: NUMBA_CACHE_DIR, value: /tmp}
        - {name: HF_HUB_DISABLE_PROGRESS_BARS, value: "1"}
        - {name: HF_HUB_ENABLE_HF_TRANSFER, value: "0"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: HF_TOKEN}}}
        args: [--auto-truncate, --model-id=BAAI/bge-base-en-v1.5, --port=2081]
        securityContext:
          readOnlyRootFilesystem: true
          allowPrivilegeEscalation: false
          capabilities: {drop: [ALL]}
        ports: [{name: http, containerPort: 2081, protocol: TCP}]
        readinessProbe: {httpGet: {path: /health, port: http}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health, port: http}, periodSeconds: 10, failureThreshold: 60}
        resources: {requests: {cpu: 100m}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
      securityContext: {runAsUser: 1000, runAsGroup: 0, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 80, targetPort: http, protocol: TCP, name: tei}]
`,
  byArguments: ['--auto-truncate'],
  otherwise: [
    'initContainers: the server loads the model from the hub itself, at its revision',
    'ConfigMap with MODEL_ID, PORT, HF_HOME: what is said in the code is in the arguments and variables of the server; HF_TOKEN is a key of a Secret',
    'resources: 128Mi of memory, and no limit: a server that holds the model needs more than its weights',
    'startupProbe: 60 times 10 seconds are the 120 times 5',
    'serviceAccountName: the one of the namespace; pod.serviceAccount says another',
  ],
};
