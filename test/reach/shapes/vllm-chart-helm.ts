import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DataType, Framework, LabelRequirement, ModelCache, ModelConstruct, ModelSource, NodeAffinity, RuntimeProfile, SecretKey,
  VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/vllm: examples/online_serving/chart-helm',
  form: 'Helm values',
  has: 'vLLM on one GPU behind port 80, a model of an S3 bucket on a claim, a GPU by its label',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0', dtype: DataType.BFLOAT16, enforceEager: true, blockSize: 16 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), cpuLimit: Cpu.units(4), memory: Size.gibibytes(16) }),
      cache: ModelCache.claim({ size: Size.gibibytes(1) }),
      scheduling: {
        runtimeClassName: 'nvidia',
        nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('nvidia.com/gpu.product', ['TYPE_GPU_USED'])])],
      },
      timing: { progressDeadline: Duration.minutes(20), startup: Duration.minutes(10) },
      service: { port: 80, portName: 'service-port' },
    });
    new ModelConstruct(chart, 'opt', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.s3('s3://my-bucket/relative_s3_model_path/opt-125m/', {
        endpoint: 'https://s3.example.com',
        accessKeyId: SecretKey.of('vllm-secrets', 's3accesskeyid'),
        secretAccessKey: SecretKey.of('vllm-secrets', 's3accesskey'),
        size: Size.mebibytes(500),
      }),
      profile,
      servedName: 'opt-125m',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  progressDeadlineSeconds: 1200
  template:
    spec:
      runtimeClassName: nvidia
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [TYPE_GPU_USED]}]}]
      containers:
      - name: server
        command: [vllm, serve]
        args: [--served-model-name=opt-125m, --enforce-eager, --dtype=bfloat16, --block-size=16, --host=0.0.0.0, --port=8000]
        imagePullPolicy: IfNotPresent
        ports: [{containerPort: 8000}]
        resources:
          requests: {cpu: "4", memory: 16Gi, nvidia.com/gpu: "1"}
          limits: {cpu: "4", memory: 16Gi, nvidia.com/gpu: "1"}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5, failureThreshold: 3}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
      initContainers:
      - name: download-model
        resources: {requests: {memory: 1Gi}}
      volumes:
      - {persistentVolumeClaim: {}}
---
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: service-port, port: 80, protocol: TCP}]
`,
  otherwise: [
    'Job init-vllm and the container that waits for it: an init container fills the claim; filledByJob is for claims that several nodes can mount',
    's3endpoint, s3bucketname: no secrets; the URI is what the Model records',
    'AWS_EC2_METADATA_DISABLED: with keys nothing asks for an identity',
    'livenessProbe.failureThreshold: six answers in 10 seconds each may be missing, not three in one: a busy server is no dead one',
    'runAsNonRoot false: the server runs as a user of its own',
    'the mount path /data: the claim is mounted where the library mounts models',
  ],
};
