import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, Framework, LabelRequirement, ModelConstruct, ModelSource, NodeAffinity, RuntimeProfile, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/gke-model-armor/preparing-the-model/vllm-gemma-deployment.yaml',
  form: 'Deployment',
  has: 'vLLM on two L4, chosen by node affinity, weights on a ReadOnlyMany disk that a Job filled',
  declare: chart => {
    const claim = new kplus.PersistentVolumeClaim(chart, 'hdml-static-pvc', {
      accessModes: [kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
      storage: Size.gibibytes(300),
      storageClassName: 'hyperdisk-ml',
      volume: kplus.PersistentVolume.fromPersistentVolumeName(chart, 'hdml-static-pv', 'hdml-static-pv'),
    });
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new VllmEngine({ version: '0.10.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        count: 2,
        cpu: Cpu.units(2),
        cpuLimit: Cpu.units(2),
        memory: Size.gibibytes(25),
        ephemeralStorage: Size.gibibytes(25),
        limitEphemeralStorage: true,
      }),
      scheduling: { nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('cloud.google.com/gke-accelerator', ['nvidia-l4'])])] },
      pod: { labels: { 'ai.gke.io/model': 'gemma-7b', 'ai.gke.io/inference-server': 'vllm' } },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.fromPersistentVolumeClaim(claim, { path: 'gemma-7b', size: Size.gibibytes(16) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      labels: {ai.gke.io/model: gemma-7b, ai.gke.io/inference-server: vllm}
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: In, values: [nvidia-l4]}]}]
      containers:
      - name: server
        args: [--tensor-parallel-size=2]
        resources:
          requests: {cpu: "2", memory: 25Gi, ephemeral-storage: 25Gi, nvidia.com/gpu: 2}
          limits: {cpu: "2", memory: 25Gi, ephemeral-storage: 25Gi, nvidia.com/gpu: 2}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes:
      - {name: shm, emptyDir: {medium: Memory}}
      - {persistentVolumeClaim: {}}
---
kind: PersistentVolumeClaim
spec:
  storageClassName: hyperdisk-ml
  volumeName: hdml-static-pv
  accessModes: [ReadOnlyMany]
  resources: {requests: {storage: 300Gi}}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000}]
`,
  otherwise: [
    'image, command: the OpenAI server of vLLM, where the published one starts its demonstration server',
    '--model, MODEL_ID and the mount path /models: the claim is mounted where the library mounts models, and the server is given that path',
    'PersistentVolume: an object of the cluster, not of a model; cdk8s-plus or the cluster\'s own manifests have it',
    'Job producer-job: it fills another claim, of which a disk image is made by hand',
  ],
};
