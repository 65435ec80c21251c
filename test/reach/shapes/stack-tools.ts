import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DataType, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-13-tool-enabled.yaml',
  form: 'Helm values',
  has: 'vLLM that calls tools, with a chat template on a claim',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0', toolCallParser: 'llama3_json', maxModelLen: 4096, dtype: DataType.BFLOAT16 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), memory: Size.gibibytes(32) }),
      args: ['--chat-template=/templates/tool_chat_template_llama3.1_json.jinja'],
      service: { port: 80, portName: 'service-port' },
      pod: {
        volumes: [PodVolume.existingClaim('vllm-templates', 'vllm-templates-pvc', { readOnly: true })],
        mounts: [{ volume: 'vllm-templates', path: '/templates', readOnly: true }],
      },
    });
    new ModelConstruct(chart, 'llama3-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('huggingface-credentials', 'HUGGING_FACE_HUB_TOKEN'), size: Size.gibibytes(15) }),
      profile,
      servedName: 'meta-llama/Llama-3.1-8B-Instruct',
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
        - meta-llama/Llama-3.1-8B-Instruct
        - --enable-auto-tool-choice
        - --tool-call-parser=llama3_json
        - --max-model-len=4096
        - --dtype=bfloat16
        - --tensor-parallel-size=1
        - --chat-template=/templates/tool_chat_template_llama3.1_json.jinja
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: huggingface-credentials, key: HUGGING_FACE_HUB_TOKEN}}}]
        resources: {requests: {cpu: "8", memory: 32Gi, nvidia.com/gpu: "1"}, limits: {nvidia.com/gpu: "1"}}
        volumeMounts: [{name: vllm-templates, mountPath: /templates}]
      volumes: [{name: vllm-templates, persistentVolumeClaim: {claimName: vllm-templates-pvc}}]
---
kind: Service
spec: {ports: [{name: service-port, port: 80}]}
`,
  byArguments: ['--chat-template'],
  otherwise: [
    'VLLM_TEMPLATE_DIR: a variable that vLLM does not read',
    'Deployment, Service and RBAC of the router: a program of its own, which finds the Pods by their labels',
  ],
};
