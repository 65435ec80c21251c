import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, NimEngine, PersistentVolumeAccessMode, RuntimeProfile, SecretKey,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'NVIDIA/nim-deploy: kserve/runtimes/llama3-8b-instruct-1.0.0.yaml',
  form: 'custom resource',
  has: 'NIM for one model, which loads its profile from NVIDIA\'s catalogue into a claim that keeps it',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new NimEngine({ version: '1.0.0', image: 'nvcr.io/nim/meta/llama3-8b-instruct:1.0.0', ngcApiKey: SecretKey.of('nvidia-nim-secrets', 'NGC_API_KEY') }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(12), cpuLimit: Cpu.units(12), memory: Size.gibibytes(32) }),
      sharedMemory: Size.gibibytes(16),
      secretEnv: { HF_TOKEN: SecretKey.of('nvidia-nim-secrets', 'HF_TOKEN') },
      cache: ModelCache.existingClaim('nvidia-nim-pvc', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
      pod: {
        imagePullSecrets: ['ngc-secret'],
        annotations: { 'prometheus.kserve.io/path': '/metrics', 'prometheus.kserve.io/port': '8000' },
      },
    });
    new ModelConstruct(chart, 'llama3-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.ngc('nim/meta/llama3-8b-instruct:1.0.0', { size: Size.gibibytes(15) }),
      profile,
      servedName: 'meta/llama3-8b-instruct',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {annotations: {prometheus.kserve.io/path: /metrics, prometheus.kserve.io/port: "8000"}}
    spec:
      imagePullSecrets: [{name: ngc-secret}]
      containers:
      - name: server
        image: nvcr.io/nim/meta/llama3-8b-instruct:1.0.0
        env:
        - {name: NIM_CACHE_PATH}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: nvidia-nim-secrets, key: HF_TOKEN}}}
        - {name: NGC_API_KEY, valueFrom: {secretKeyRef: {name: nvidia-nim-secrets, key: NGC_API_KEY}}}
        ports: [{containerPort: 8000, protocol: TCP}]
        resources:
          limits: {cpu: "12", memory: 32Gi, nvidia.com/gpu: "1"}
          requests: {cpu: "12", memory: 32Gi, nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {persistentVolumeClaim: {claimName: nvidia-nim-pvc}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 16Gi}}
`,
  otherwise: ['NIM_CACHE_PATH /mnt/models/cache: a folder of the claim for this model and version, so that several images share one claim'],
};
