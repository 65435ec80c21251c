import { Duration, Size } from 'cdk8s';
import {
  Compute, Cpu, EnvFrom, Framework, HostPathType, ModelCache, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, TextEmbeddingsInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'opea-project/GenAIInfra: microservices-connector/config/manifests/teirerank.yaml',
  form: 'Deployment',
  has: 'a reranker on a CPU behind port 80, models in a folder of the node, long texts cut',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new TextEmbeddingsInferenceEngine({ version: '1.5', port: 2082, autoTruncate: true }),
      compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }),
      cache: ModelCache.volume(PodVolume.hostPath('model-volume', '/mnt/opea-models', { type: HostPathType.DIRECTORY })),
      env: { NUMBA_CACHE_DIR: '/tmp', TRANSFORMERS_CACHE: '/tmp/transformers_cache', HF_HUB_DISABLE_PROGRESS_BARS: '1' },
      envFrom: [EnvFrom.configMap('extra-env-config', { optional: true })],
      sharedMemory: Size.gibibytes(1),
      security: { runAsUser: 0 },
      timing: { startup: Duration.minutes(10), terminationGracePeriod: Duration.minutes(1) },
      service: { port: 80, portName: 'teirerank' },
    });
    new ModelConstruct(chart, 'teirerank', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('BAAI/bge-reranker-base', { size: Size.gibibytes(2) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: server
        args: [--port=2082, --auto-truncate]
        envFrom: [{configMapRef: {name: extra-env-config, optional: true}}]
        env:
        - {name: NUMBA_CACHE_DIR, value: /tmp}
        - {name: TRANSFORMERS_CACHE, value: /tmp/transformers_cache}
        - {name: HF_HUB_DISABLE_PROGRESS_BARS, value: "1"}
        image: ghcr.io/huggingface/text-embeddings-inference:cpu-1.5
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
        ports: [{name: http, containerPort: 2082, protocol: TCP}]
        livenessProbe: {httpGet: {path: /health, port: http}}
        readinessProbe: {httpGet: {path: /health, port: http}}
        startupProbe: {httpGet: {path: /health, port: http}, failureThreshold: 60, periodSeconds: 10}
      terminationGracePeriodSeconds: 60
      volumes:
      - {hostPath: {path: /mnt/opea-models, type: Directory}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 80, targetPort: http, protocol: TCP, name: teirerank}]
`,
  otherwise: [
    'MODEL_ID: the model is downloaded before the server starts, at its revision, which this version cannot be told of',
    'ConfigMap with MODEL_ID, PORT, HF_HOME: what is said in the code is in the arguments and variables of the server',
    'resources: none; a server without a request is the first to be evicted',
    'startupProbe: 60 times 10 seconds are the 120 times 5',
  ],
};
