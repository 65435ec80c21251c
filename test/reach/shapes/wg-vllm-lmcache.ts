import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, KvTransferRole, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kubernetes-sigs/wg-serving: serving-catalog/core/deployment/components/lmcache/vllm/base',
  form: 'Deployment',
  has: 'vLLM that keeps its KV cache in LMCache, with the image of LMCache',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({
        version: '0.10.1',
        image: 'docker.io/lmcache/vllm-openai:v0.3.5',
        prefixCaching: true,
        kvTransfer: { connector: 'LMCacheConnectorV1', role: KvTransferRole.BOTH },
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
    });
    new ModelConstruct(chart, 'llama3-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(15) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: server
        image: docker.io/lmcache/vllm-openai:v0.3.5
        args:
        - meta-llama/Llama-3.1-8B-Instruct
        - --kv-transfer-config={"kv_connector":"LMCacheConnectorV1","kv_role":"kv_both"}
        - --enable-prefix-caching
        - --tensor-parallel-size=1
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}]
        ports: [{containerPort: 8000}]
        volumeMounts: [{mountPath: /dev/shm}]
        readinessProbe: {httpGet: {path: /health}}
      volumes: [{name: shm, emptyDir: {medium: Memory}}]
`,
  otherwise: [
    'command: vllm, which PATH finds in /opt/venv/bin of the image',
    'readinessProbe: a startup probe waits for the model, and so a server that is not ready any more is noticed sooner than after 60 answers',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
  ],
};
