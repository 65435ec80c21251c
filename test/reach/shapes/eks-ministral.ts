import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'awslabs/ai-on-eks: blueprints/prompt-engineering/ministral-8b-vllm.yaml',
  form: 'Deployment',
  has: 'vLLM with the tokenizer of Mistral on one GPU of EKS, which Karpenter brings',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'a10g', {
      engine: new VllmEngine({ version: '0.7.3', maxModelLen: 8192 }),
      compute: Compute.gpu(Accelerator.NVIDIA_A10G, { cpu: Cpu.units(4), memory: Size.gibibytes(16) }),
      args: ['--tokenizer-mode=mistral'],
      env: { VLLM_LOGGING_LEVEL: 'INFO' },
    });
    new ModelConstruct(chart, 'ministral-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('mistralai/Ministral-8B-Instruct-2410', { token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(15) }),
      profile,
      servedName: 'mistralai/Ministral-8B-Instruct-2410',
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
        image: docker.io/vllm/vllm-openai:v0.7.3
        args:
        - mistralai/Ministral-8B-Instruct-2410
        - --served-model-name=mistralai/Ministral-8B-Instruct-2410
        - --host=0.0.0.0
        - --port=8000
        - --max-model-len=8192
        - --tokenizer-mode=mistral
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token}}}
        - {name: VLLM_LOGGING_LEVEL, value: INFO}
        ports: [{containerPort: 8000}]
        resources:
          limits: {nvidia.com/gpu: 1}
          requests: {cpu: "4", memory: 16Gi, nvidia.com/gpu: 1}
        livenessProbe: {httpGet: {path: /health}}
        readinessProbe: {httpGet: {path: /health}, failureThreshold: 3}
      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http, port: 8000, targetPort: http, protocol: TCP}]
`,
  byArguments: ['--tokenizer-mode'],
  otherwise: [
    'command: the program itself, without a shell in front of it that would keep SIGTERM from it',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
    'volume at /root/.cache: the model volume is the cache of the hub, the scratch volume that of everything else',
  ],
};
