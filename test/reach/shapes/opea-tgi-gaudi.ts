import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvFrom, Framework, HostPathType, ModelCache, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey,
  TextGenerationInferenceEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'opea-project/GenAIInfra: microservices-connector/config/manifests/tgi_gaudi.yaml',
  form: 'Deployment',
  has: 'TGI of Habana\'s image on one Gaudi, models in a folder of the node',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gaudi', {
      engine: new TextGenerationInferenceEngine({ version: '2.0.6', image: 'ghcr.io/huggingface/tgi-gaudi:2.0.6', port: 2080, maxInputLen: 1024, maxModelLen: 2048 }),
      compute: Compute.gpu(Accelerator.INTEL_GAUDI2, { cpu: Cpu.units(8), memory: Size.gibibytes(64) }),
      cache: ModelCache.volume(PodVolume.hostPath('model-volume', '/mnt/opea-models', { type: HostPathType.DIRECTORY })),
      env: { NUMBA_CACHE_DIR: '/tmp', OMPI_MCA_btl_vader_single_copy_mechanism: 'none', ENABLE_HPU_GRAPH: 'true', LIMIT_HPU_GRAPH: 'true', USE_FLASH_ATTENTION: 'true' },
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
        envFrom: [{configMapRef: {name: extra-env-config, optional: true}}]
        image: ghcr.io/huggingface/tgi-gaudi:2.0.6
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
        ports: [{name: http, containerPort: 2080, protocol: TCP}]
        startupProbe: {failureThreshold: 60, periodSeconds: 10}
        resources: {limits: {habana.ai/gaudi: 1}}
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
