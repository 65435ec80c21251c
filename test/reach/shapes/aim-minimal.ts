import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, ContainerEngine, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServerProbe } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'amd-enterprise-ai/aim-deploy: k8s/sample-minimal-aims-deployment',
  form: 'Deployment',
  has: 'an inference microservice of AMD for one model, which it loads from the hub',
  declare: chart => {
    const ready = ServerProbe.http('/v1/models');
    const profile = new RuntimeProfile(chart, 'mi300x', {
      engine: new ContainerEngine({
        name: 'aim',
        image: 'docker.io/amdenterpriseai/aim-meta-llama-llama-3-1-8b-instruct:0.11.0',
        port: 8000,
        env: { AIM_PORT: '$(PORT)' },
        readiness: ready,
        startup: ready,
        liveness: ServerProbe.http('/health'),
        loadsFromHuggingFace: true,
        runAsUser: 0,
      }),
      compute: Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), cpuLimit: Cpu.units(4), memory: Size.gibibytes(16) }),
      env: {
        AIM_PRECISION: 'auto', AIM_GPU_COUNT: '1', AIM_GPU_MODEL: 'auto', AIM_ENGINE: 'vllm', AIM_METRIC: 'latency', AIM_LOG_LEVEL_ROOT: 'INFO', AIM_LOG_LEVEL: 'INFO',
      },
      scratch: Size.gibibytes(256),
      sharedMemory: Size.gibibytes(32),
      timing: { startup: Duration.minutes(10), progressDeadline: Duration.hours(1) },
      service: { port: 80 },
    });
    new ModelConstruct(chart, 'llama-3-1-8b-instruct', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('hf-token', 'hf-token'), size: Size.gibibytes(15) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  progressDeadlineSeconds: 3600
  replicas: 1
  template:
    spec:
      containers:
      - name: server
        image: docker.io/amdenterpriseai/aim-meta-llama-llama-3-1-8b-instruct:0.11.0
        env:
        - {name: AIM_PRECISION, value: auto}
        - {name: AIM_GPU_COUNT, value: "1"}
        - {name: AIM_GPU_MODEL, value: auto}
        - {name: AIM_ENGINE, value: vllm}
        - {name: AIM_METRIC, value: latency}
        - {name: AIM_LOG_LEVEL_ROOT, value: INFO}
        - {name: AIM_LOG_LEVEL, value: INFO}
        - {name: AIM_PORT}
        - {name: HF_HOME, value: /mnt/models}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: hf-token}}}
        ports: [{name: http, containerPort: 8000}]
        resources:
          requests: {cpu: "4", memory: 16Gi, amd.com/gpu: "1"}
          limits: {cpu: "4", memory: 16Gi, amd.com/gpu: "1"}
        startupProbe: {httpGet: {path: /v1/models, port: http}, periodSeconds: 10, failureThreshold: 60}
        livenessProbe: {httpGet: {path: /health, port: http}}
        readinessProbe: {httpGet: {path: /v1/models, port: http}}
        volumeMounts: [{mountPath: /tmp}, {mountPath: /dev/shm}]
      volumes:
      - {emptyDir: {sizeLimit: 256Gi}}
      - {emptyDir: {medium: Memory, sizeLimit: 32Gi}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http, port: 80, targetPort: http}]
`,
  otherwise: [
    'runAsUser: 0, where the manifest leaves it to the image: the devices of AMD are open to root, and to groups of the node\'s own (device-group-missing)',
    'imagePullPolicy: IfNotPresent, as tags are pinned',
  ],
};
