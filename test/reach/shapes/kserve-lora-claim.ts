import { Duration, Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/llmisvc/lora-adapters/test-examples/04-lora-pvc-cpu.yaml',
  form: 'custom resource',
  has: 'vLLM on a CPU with a model of the hub and an adapter from a claim, by TLS of its own',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new VllmEngine({ version: '0.19.0', kvCacheSize: Size.gibibytes(1) }),
      compute: Compute.cpu({ cpu: Cpu.millis(200), cpuLimit: Cpu.units(2), memory: Size.gibibytes(2), memoryLimit: Size.gibibytes(7) }),
      env: { VLLM_LOGGING_LEVEL: 'DEBUG' },
      sharedMemory: Size.gibibytes(1),
      tls: { secretName: 'lora-pvc-test-kserve-self-signed-certs' },
      timing: { preStopDelay: Duration.seconds(15), terminationGracePeriod: Duration.minutes(1) },
    });
    new ModelConstruct(chart, 'lora-pvc-test', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('facebook/opt-125m', { size: Size.mebibytes(500) }),
      adapters: { 'pvc-adapter': ModelSource.pvc('lora-adapters-pvc', { path: 'opt-125m-lora', size: Size.mebibytes(10) }) },
      profile,
      servedName: 'facebook/opt-125m',
      servedAliases: ['publishers/default/models/facebook/opt-125m'],
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      terminationGracePeriodSeconds: 60
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai-cpu:v0.19.0
        args:
        - --served-model-name
        - facebook/opt-125m
        - publishers/default/models/facebook/opt-125m
        - --port=8000
        - --enable-lora
        - --lora-modules=pvc-adapter=/mnt/adapters/pvc-adapter
        - --enable-ssl-refresh
        env:
        - {name: VLLM_LOGGING_LEVEL, value: DEBUG}
        - {name: VLLM_CPU_KVCACHE_SPACE, value: "1"}
        - {name: HOME}
        ports: [{containerPort: 8000, protocol: TCP}]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources: {limits: {cpu: "2", memory: 7Gi}, requests: {cpu: 200m, memory: 2Gi}}
        lifecycle: {preStop: {sleep: {seconds: 15}}}
        livenessProbe: {httpGet: {path: /health, scheme: HTTPS}}
        readinessProbe: {httpGet: {path: /health, scheme: HTTPS}, timeoutSeconds: 5, failureThreshold: 3}
        startupProbe: {httpGet: {path: /health, scheme: HTTPS}, periodSeconds: 10, failureThreshold: 60}
        volumeMounts: [{mountPath: /tmp}, {mountPath: /dev/shm}, {mountPath: /mnt/adapters/pvc-adapter, readOnly: true}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {secret: {secretName: lora-pvc-test-kserve-self-signed-certs}}
      - {persistentVolumeClaim: {claimName: lora-adapters-pvc}}
`,
  otherwise: [
    'storage-initializer of the model, HF_HUB_CACHE: the server loads it from the hub itself, at its revision',
    'livenessProbe: six answers in 10 seconds each may be missing; initialDelaySeconds: a startup probe stands in for it',
    'the shell around the server: its version is known, so that nothing has to be found out at the start',
    'router, route, gateway and scheduler: objects beside the model, see beside.md',
  ],
};
