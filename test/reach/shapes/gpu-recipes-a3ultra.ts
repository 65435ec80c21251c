import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, LabelRequirement, ModelCache, ModelConstruct, ModelSource, NodeAffinity, PodVolume,
  RuntimeProfile, SecretKey, SglangEngine,
} from '../../../src';
import { Shape } from '../shape';

const NETWORKS = JSON.stringify([
  { interfaceName: 'eth0', network: 'default' }, { interfaceName: 'eth1', network: 'gvnic-1' },
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(index => ({ interfaceName: `eth${index + 2}`, network: `rdma-${index}` })),
]);

export const shape: Shape = {
  published: 'AI-Hypercomputer/gpu-recipes: src/helm-charts/a3ultra/inference-templates/deployment',
  form: 'Helm values',
  has: 'SGLang on eight H200 with ten networks, a plugin of NCCL that an init container brings, a bucket, and the local disk of the node',
  declare: chart => {
    const gib = { volume: 'gib', path: '/usr/local/gib' };
    const profile = new RuntimeProfile(chart, 'h200', {
      engine: new SglangEngine({ version: '0.5.23', port: 8000 }),
      compute: Compute.gpu(Accelerator.NVIDIA_H200, { count: 8, cpu: Cpu.units(200), memory: Size.gibibytes(2800) }),
      env: { NCCL_DEBUG: 'VERSION', NCCL_PLUGIN_PATH: '/usr/local/gib/lib64', LD_LIBRARY_PATH: '/usr/local/gib/lib64:/usr/local/nvidia/lib64' },
      cache: ModelCache.volume(PodVolume.hostPath('local-ssd', '/mnt/stateful_partition/kube-ephemeral-ssd', { type: HostPathType.DIRECTORY })),
      sharedMemory: Size.gibibytes(250),
      security: { runAsUser: 0 },
      scheduling: {
        nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('kubernetes.io/hostname', ['gke-a3ultra-1'])])],
        tolerations: [{ key: 'cloud.google.com/impending-node-termination', operator: 'Exists' }],
      },
      timing: { startup: Duration.hours(1) },
      pod: {
        subdomain: 'deepseek-r1',
        annotations: { 'networking.gke.io/default-interface': 'eth0', 'networking.gke.io/interfaces': NETWORKS, 'kubectl.kubernetes.io/default-container': 'server' },
        volumes: [
          PodVolume.emptyDir('gib', { sizeLimit: Size.gibibytes(4) }),
          PodVolume.csi('bucket', 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'results' } }),
        ],
        mounts: [gib, { volume: 'bucket', path: '/gcs' }],
        initContainers: [{
          name: 'nccl-plugin-installer',
          image: 'us-docker.pkg.dev/gce-ai-infra/gpudirect-gib/nccl-plugin-gib:v1.0.3',
          command: ['/bin/sh', '-ec'],
          args: ['/scripts/container_entry.sh install --install-nccl\ncp -R /var/lib/gib/. /target/usr/local/gib'],
          mounts: [{ volume: 'gib', path: '/target/usr/local/gib' }],
          security: { runAsUser: 0 },
        }],
      },
    });
    new ModelConstruct(chart, 'deepseek-r1', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('deepseek-ai/DeepSeek-R1', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(642) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata:
      annotations:
        kubectl.kubernetes.io/default-container: server
        networking.gke.io/default-interface: eth0
        gke-gcsfuse/volumes: "true"
        networking.gke.io/interfaces: '[{"interfaceName":"eth0","network":"default"},{"interfaceName":"eth1","network":"gvnic-1"},{"interfaceName":"eth2","network":"rdma-0"},{"interfaceName":"eth3","network":"rdma-1"},{"interfaceName":"eth4","network":"rdma-2"},{"interfaceName":"eth5","network":"rdma-3"},{"interfaceName":"eth6","network":"rdma-4"},{"interfaceName":"eth7","network":"rdma-5"},{"interfaceName":"eth8","network":"rdma-6"},{"interfaceName":"eth9","network":"rdma-7"}]'
    spec:
      subdomain: deepseek-r1
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [gke-a3ultra-1]}]}]
      tolerations:
      - {operator: Exists, key: nvidia.com/gpu}
      - {operator: Exists, key: cloud.google.com/impending-node-termination}
      volumes:
      - {name: gib, emptyDir: {}}
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 250Gi}}
      - {name: bucket, csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: results}}}
      - {hostPath: {path: /mnt/stateful_partition/kube-ephemeral-ssd}}
      initContainers:
      - name: nccl-plugin-installer
        image: us-docker.pkg.dev/gce-ai-infra/gpudirect-gib/nccl-plugin-gib:v1.0.3
        volumeMounts: [{mountPath: /target/usr/local/gib, name: gib}]
      containers:
      - name: server
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        - {name: NCCL_DEBUG, value: VERSION}
        - {name: NCCL_PLUGIN_PATH, value: /usr/local/gib/lib64}
        - {name: LD_LIBRARY_PATH, value: "/usr/local/gib/lib64:/usr/local/nvidia/lib64"}
        volumeMounts:
        - {name: gib, mountPath: /usr/local/gib}
        - {mountPath: /dev/shm}
        - {name: bucket, mountPath: /gcs}
        resources: {requests: {nvidia.com/gpu: 8}, limits: {nvidia.com/gpu: 8}}
---
kind: Service
spec: {type: ClusterIP, ports: [{port: 8000}]}
`,
  otherwise: [
    'the launcher in a ConfigMap, and its file of arguments: the server is started without a shell, and its arguments are those of the code',
    'set_nccl_env.sh, which the launcher sources: the variables that it sets are those of env',
    'workingDir: nothing is looked for below it',
  ],
};
