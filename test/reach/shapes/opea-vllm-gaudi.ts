import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'opea-project/GenAIInfra: helm-charts/common/vllm/gaudi-values.yaml',
  form: 'Helm values',
  has: 'vLLM of its own image on one Gaudi, behind port 80, as root with a read-only root',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gaudi', {
      engine: new VllmEngine({ version: '0.6.6', image: 'docker.io/opea/vllm-gaudi:1.2', port: 2080, maxConcurrentRequests: 256 }),
      compute: Compute.gpu(Accelerator.INTEL_GAUDI2, { cpu: Cpu.millis(100), memory: Size.gibibytes(32) }),
      args: ['--block-size=128', '--max-seq-len-to-capture=2048'],
      env: { OMPI_MCA_btl_vader_single_copy_mechanism: 'none', HABANA_LOGS: '/tmp/habana_logs', NUMBA_CACHE_DIR: '/tmp', OUTLINES_CACHE_DIR: '/tmp/.cache/outlines' },
      sharedMemory: Size.gibibytes(1),
      security: { runAsUser: 0, readOnlyRootFilesystem: true },
      timing: { startup: Duration.minutes(30) },
      service: { port: 80, portName: 'vllm' },
    });
    new ModelConstruct(chart, 'llama-3-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Meta-Llama-3-8B-Instruct', { token: SecretKey.of('hf-token', 'HF_TOKEN'), size: Size.gibibytes(15) }),
      profile,
      servedName: 'meta-llama/Meta-Llama-3-8B-Instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      tolerations: [{key: habana.ai/gaudi, operator: Exists, effect: NoSchedule}]
      securityContext: {runAsUser: 0, runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: server
        image: docker.io/opea/vllm-gaudi:1.2
        args:
        - meta-llama/Meta-Llama-3-8B-Instruct
        - --tensor-parallel-size=1
        - --block-size=128
        - --max-num-seqs=256
        - --max-seq-len-to-capture=2048
        - --host=0.0.0.0
        - --port=2080
        env:
        - {name: OMPI_MCA_btl_vader_single_copy_mechanism, value: none}
        - {name: HABANA_LOGS, value: /tmp/habana_logs}
        - {name: NUMBA_CACHE_DIR, value: /tmp}
        - {name: OUTLINES_CACHE_DIR, value: /tmp/.cache/outlines}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: HF_TOKEN}}}
        - {name: HF_HOME}
        - {name: XDG_CONFIG_HOME}
        - {name: TORCHINDUCTOR_CACHE_DIR}
        securityContext:
          readOnlyRootFilesystem: true
          allowPrivilegeEscalation: false
          capabilities: {drop: [ALL]}
        ports: [{name: http, containerPort: 2080, protocol: TCP}]
        readinessProbe: {httpGet: {path: /health, port: http}, periodSeconds: 5}
        startupProbe: {httpGet: {path: /health, port: http}, periodSeconds: 10, failureThreshold: 180}
        resources: {limits: {habana.ai/gaudi: 1}, requests: {cpu: 100m}}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /tmp}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
      - {name: scratch, emptyDir: {}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 80, targetPort: http, protocol: TCP, name: vllm}]
`,
  byArguments: ['--block-size', '--max-seq-len-to-capture'],
  otherwise: [
    'initContainers, --download-dir: the server loads the model from the hub itself, at its revision, into HF_HOME',
    'ConfigMap: what is said in the code is in the variables of the server; HF_TOKEN is a key of a Secret',
    'resources: 128Mi of memory, and no limit: weights pass through the memory of the host',
    'startupProbe: 180 times 10 seconds are the 360 times 5',
    'serviceAccountName: the one of the namespace; pod.serviceAccount says another',
  ],
};
