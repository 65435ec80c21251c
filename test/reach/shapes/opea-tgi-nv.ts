import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvFrom, Framework, HostPathType, ModelCache, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey,
  TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'opea-project/GenAIInfra: microservices-connector/config/manifests/tgi_nv.yaml',
  form: 'Deployment',
  has: 'TGI on one NVIDIA GPU behind port 80, models in a folder of the node, variables of a ConfigMap that may be missing',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new TextGenerationInferenceEngine({ version: '2.2.0', port: 2080 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      cache: ModelCache.volume(PodVolume.hostPath('model-volume', '/mnt/opea-models', { type: HostPathType.DIRECTORY })),
      env: { NUMBA_CACHE_DIR: '/tmp', HF_HUB_DISABLE_PROGRESS_BARS: '1', HF_HUB_ENABLE_HF_TRANSFER: '0' },
      envFrom: [EnvFrom.configMap('extra-env-config', { optional: true })],
      sharedMemory: Size.gibibytes(1),
      security: { runAsUser: 0 },
      timing: { startup: Duration.minutes(10) },
      service: { port: 80, portName: 'tgi' },
    });
    new ModelConstruct(chart, 'tgi', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Intel/neural-chat-7b-v3-3', { token: SecretKey.of('hf-token', 'HF_TOKEN'), size: Size.gibibytes(14) }),
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
        args: [--model-id=Intel/neural-chat-7b-v3-3, --port=2080]
        envFrom: [{configMapRef: {name: extra-env-config, optional: true}}]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: HF_TOKEN}}}
        - {name: NUMBA_CACHE_DIR, value: /tmp}
        - {name: HF_HUB_DISABLE_PROGRESS_BARS, value: "1"}
        - {name: HF_HUB_ENABLE_HF_TRANSFER, value: "0"}
        image: ghcr.io/huggingface/text-generation-inference:2.2.0
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
        ports: [{name: http, containerPort: 2080, protocol: TCP}]
        livenessProbe: {periodSeconds: 10}
        readinessProbe: {periodSeconds: 5}
        startupProbe: {failureThreshold: 60, periodSeconds: 10}
        resources: {limits: {nvidia.com/gpu: 1}}
      volumes:
      - {hostPath: {path: /mnt/opea-models, type: Directory}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 80, targetPort: http, protocol: TCP, name: tgi}]
`,
  otherwise: [
    'ConfigMap with MODEL_ID, PORT, HF_HOME: what is said in the code is in the arguments and variables of the server; HF_TOKEN is a key of a Secret',
    'probes by TCP: the server is asked by HTTP, which tells one that is stuck',
    'startupProbe: 60 times 10 seconds are the 120 times 5',
  ],
};
