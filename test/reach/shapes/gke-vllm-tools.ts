import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/adk-vllm/deploy-llm/deploy-llm.yaml',
  form: 'Deployment',
  has: 'vLLM on one L4 for an agent: a parser of tool calls, a chat template in a ConfigMap',
  declare: chart => {
    const templates = new kplus.ConfigMap(chart, 'chat-templates', { data: { 'tools.jinja': '{{ messages[0]["content"] }}' } });
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new VllmEngine({ version: '0.8.5', toolCallParser: 'llama3_json', trustRemoteCode: true, maxModelLen: 32768 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(10) }),
      cluster: ClusterDialect.GKE,
      args: ['--chat-template=/templates/tools.jinja', '--enable-chunked-prefill'],
      pod: {
        labels: { 'ai.gke.io/inference-server': 'vllm' },
        volumes: [PodVolume.configMap('chat-templates', templates.name)],
        mounts: [{ volume: 'chat-templates', path: '/templates', readOnly: true }],
      },
    });
    new ModelConstruct(chart, 'llama3', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('hf-token-secret', 'token'), size: Size.gibibytes(15) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {ai.gke.io/inference-server: vllm}}
    spec:
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
      containers:
      - name: server
        image: docker.io/vllm/vllm-openai:v0.8.5
        args:
        - meta-llama/Llama-3.1-8B-Instruct
        - --tensor-parallel-size=1
        - --host=0.0.0.0
        - --port=8000
        - --enable-auto-tool-choice
        - --tool-call-parser=llama3_json
        - --chat-template=/templates/tools.jinja
        - --trust-remote-code
        - --enable-chunked-prefill
        - --max-model-len=32768
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token-secret, key: token}}}]
        resources:
          requests: {cpu: "2", memory: 10Gi, nvidia.com/gpu: "1"}
          limits: {cpu: "2", memory: 10Gi, nvidia.com/gpu: "1"}
        volumeMounts: [{mountPath: /dev/shm}, {mountPath: /templates, name: chat-templates, readOnly: true}]
      volumes:
      - {name: chat-templates, configMap: {}}
      - {name: shm, emptyDir: {medium: Memory}}
---
kind: ConfigMap
data: {}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000}]
`,
  byArguments: ['--chat-template', '--enable-chunked-prefill'],
  otherwise: [
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'the chat template: it is its author\'s; here another one stands for it',
  ],
};
