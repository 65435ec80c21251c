import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, ServiceType, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: src/gateway_inference_extension/configs/vllm/gpu-deployment.yaml',
  form: 'Deployment',
  has: 'two vLLM servers behind an InferencePool, adapters brought by a sidecar, ten minutes to start',
  declare: chart => {
    const adapters = new kplus.ConfigMap(chart, 'adapters', { data: { 'configmap.yaml': 'vLLMLoRAConfig: {name: adapters, port: 8000}\n' } });
    const config = { volume: 'config-volume', path: '/config' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.8.5', image: 'docker.io/lmcache/vllm-openai:2025-05-05-v1', maxConcurrentRequests: 1024 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), memory: Size.gibibytes(24) }),
      args: ['--compilation-config=3', '--enable-lora', '--max-loras=2', '--max-lora-rank=32', '--max-cpu-loras=12'],
      env: { VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'true', VLLM_USE_V1: '1' },
      timing: {
        startup: Duration.minutes(10), preStopDelay: Duration.seconds(30), drain: Duration.seconds(85), terminationGracePeriod: Duration.seconds(130),
      },
      service: { type: ServiceType.NONE },
      pod: {
        volumes: [PodVolume.configMap('config-volume', adapters.name), PodVolume.emptyDir('adapters', { sizeLimit: Size.gibibytes(10) })],
        mounts: [{ volume: 'adapters', path: '/adapters' }],
        sidecars: [{
          name: 'lora-adapter-syncer',
          image: 'us-central1-docker.pkg.dev/k8s-staging-images/gateway-api-inference-extension/lora-syncer:v20250529-afba960',
          env: { DYNAMIC_LORA_ROLLOUT_CONFIG: '/config/configmap.yaml' },
          mounts: [config],
        }],
      },
    });
    new ModelConstruct(chart, 'vllm-llama3-1b-instruct', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.2-1B-Instruct', { token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(3) }),
      profile,
      replicas: 2,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    spec:
      enableServiceLinks: false
      terminationGracePeriodSeconds: 130
      containers:
      - name: server
        image: docker.io/lmcache/vllm-openai:2025-05-05-v1
        args:
        - meta-llama/Llama-3.2-1B-Instruct
        - --tensor-parallel-size=1
        - --port=8000
        - --max-num-seqs=1024
        - --compilation-config=3
        - --enable-lora
        - --max-loras=2
        - --max-lora-rank=32
        - --max-cpu-loras=12
        env:
        - {name: VLLM_USE_V1, value: "1"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token}}}
        - {name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "true"}
        ports: [{containerPort: 8000, name: http, protocol: TCP}]
        lifecycle: {preStop: {sleep: {}}}
        livenessProbe: {httpGet: {path: /health, port: http}}
        readinessProbe: {httpGet: {path: /health, port: http}}
        startupProbe: {httpGet: {path: /health, port: http}}
        resources: {limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: 1}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /adapters, name: adapters}]
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
  byArguments: ['--compilation-config', '--enable-lora', '--max-loras', '--max-lora-rank', '--max-cpu-loras'],
  otherwise: [
    'preStop: this version ends its requests at SIGTERM, so the wait has room for them too',
    'image of the sidecar: a tag that does not move, where :main does; imagePullPolicy: IfNotPresent, as tags are pinned',
    'PORT: a variable that vLLM does not read; the volume at /data, which nothing uses; tty and stdin of the sidecar: nobody is at its terminal',
    'periods and thresholds of the probes: a server is asked every 10 seconds, and none is ended for five answers of a second each that are late',
  ],
};
