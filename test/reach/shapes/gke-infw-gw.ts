import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, ServiceType, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/infw-gw/examples/getting-started/vllm-llama3-8b-instruct.yaml',
  form: 'Deployment',
  has: 'three vLLM servers behind an InferencePool, adapters loaded by a sidecar as a ConfigMap names them',
  declare: chart => {
    const adapters = new kplus.ConfigMap(chart, 'adapters', { data: { 'configmap.yaml': 'vLLMLoRAConfig: {name: llama, port: 8000}\n' } });
    const config = { volume: 'config-volume', path: '/config' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), memory: Size.gibibytes(30) }),
      args: ['--enable-lora', '--max-loras=2', '--max-cpu-loras=12'],
      env: { VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'true' },
      timing: { preStopDelay: Duration.seconds(30), drain: Duration.seconds(85), terminationGracePeriod: Duration.seconds(130) },
      service: { type: ServiceType.NONE },
      pod: {
        labels: { app: 'vllm-llama3-8b-instruct' },
        volumes: [PodVolume.configMap('config-volume', adapters.name), PodVolume.emptyDir('adapters', { sizeLimit: Size.gibibytes(10) })],
        mounts: [{ volume: 'adapters', path: '/adapters' }, config],
        sidecars: [{
          name: 'lora-adapter-syncer',
          image: 'us-central1-docker.pkg.dev/k8s-staging-images/gateway-api-inference-extension/lora-syncer:v20250529-afba960',
          env: { DYNAMIC_LORA_ROLLOUT_CONFIG: '/config/configmap.yaml' },
          mounts: [config],
        }],
      },
    });
    new ModelConstruct(chart, 'llama3-8b-instruct', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(15) }),
      profile,
      replicas: 3,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 3
  template:
    metadata: {labels: {app: vllm-llama3-8b-instruct}}
    spec:
      enableServiceLinks: false
      terminationGracePeriodSeconds: 130
      containers:
      - name: server
        args: [meta-llama/Llama-3.1-8B-Instruct, --tensor-parallel-size=1, --port=8000, --enable-lora, --max-loras=2, --max-cpu-loras=12]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token}}}
        - {name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "true"}
        ports: [{containerPort: 8000, name: http, protocol: TCP}]
        lifecycle: {preStop: {sleep: {seconds: 30}}}
        livenessProbe: {httpGet: {path: /health, port: http}}
        readinessProbe: {httpGet: {path: /health, port: http}}
        startupProbe: {httpGet: {path: /health, port: http}}
        resources: {limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: 1}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /adapters, name: adapters}, {mountPath: /config, name: config-volume}]
      initContainers:
      - name: lora-adapter-syncer
        restartPolicy: Always
        env: [{name: DYNAMIC_LORA_ROLLOUT_CONFIG, value: /config/configmap.yaml}]
        volumeMounts: [{name: config-volume, mountPath: /config}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
      - {name: adapters, emptyDir: {}}
      - {name: config-volume, configMap: {}}
---
kind: ConfigMap
data: {}
`,
  byArguments: ['--enable-lora', '--max-loras', '--max-cpu-loras'],
  otherwise: [
    'image of the sidecar: a tag that does not move, where :main does; imagePullPolicy: IfNotPresent, as tags are pinned',
    'VLLM_USE_V1: it is the only engine of vLLM 0.32, and the variable is gone',
    'periods and thresholds of the probes: a server is asked every 10 seconds, and none is ended for five answers of a second each that are late',
    'tty and stdin of the sidecar: nobody is at its terminal',
    'InferencePool, its endpoint picker, RBAC and HealthCheckPolicy: objects beside the model, see beside.md; the label app is what the pool selects',
  ],
};
