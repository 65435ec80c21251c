import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, KvTransferRole, ModelCache, ModelConstruct, ModelSource, PersistentVolumeAccessMode,
  RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-05-cpu-offloading.yaml',
  form: 'Helm values',
  has: 'vLLM whose KV cache LMCache continues in 20 GB of the memory of the node, weights on a claim',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({
        version: '0.10.1',
        image: 'docker.io/lmcache/vllm-openai:v0.3.5',
        maxModelLen: 32000,
        kvTransfer: { connector: 'LMCacheConnectorV1', role: KvTransferRole.BOTH },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_A10, { cpu: Cpu.units(10), memory: Size.gibibytes(40) }),
      env: { LMCACHE_USE_EXPERIMENTAL: 'True', VLLM_RPC_TIMEOUT: '1000000', LMCACHE_LOCAL_CPU: 'True', LMCACHE_MAX_LOCAL_CPU_SIZE: '20' },
      cache: ModelCache.claim({ size: Size.gibibytes(50), accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE }),
      service: { port: 80, portName: 'service-port' },
    });
    new ModelConstruct(chart, 'mistral', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('mistralai/Mistral-7B-Instruct-v0.2', { token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(15) }),
      profile,
      servedName: 'mistralai/Mistral-7B-Instruct-v0.2',
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: server
        args:
        - mistralai/Mistral-7B-Instruct-v0.2
        - --max-model-len=32000
        - --kv-transfer-config={"kv_connector":"LMCacheConnectorV1","kv_role":"kv_both"}
        env:
        - {name: LMCACHE_USE_EXPERIMENTAL, value: "True"}
        - {name: VLLM_RPC_TIMEOUT, value: "1000000"}
        - {name: LMCACHE_LOCAL_CPU, value: "True"}
        - {name: LMCACHE_MAX_LOCAL_CPU_SIZE, value: "20"}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token}}}
        resources: {requests: {cpu: "10", memory: 40Gi, nvidia.com/gpu: "1"}, limits: {nvidia.com/gpu: "1"}}
---
kind: PersistentVolumeClaim
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 50Gi}}}
---
kind: Service
spec: {ports: [{name: service-port, port: 80}]}
`,
  otherwise: [
    'image: a tag that does not move; command: vllm, which PATH finds in /opt/venv/bin',
    'Deployment, Service and RBAC of the router: a program of its own, which finds the Pods by their labels',
  ],
};
