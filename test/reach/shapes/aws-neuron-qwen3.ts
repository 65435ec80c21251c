import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ImagePullPolicy, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'aws-samples/sample-genai-on-eks-starter-kit: components/llm-model/vllm/model-qwen3-8b-neuron.template.yaml',
  form: 'Deployment',
  has: 'vLLM for Neuron on one Inferentia2, with the compiled model in its image',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'inf2', {
      engine: new VllmEngine({
        version: '0.10.2',
        image: 'public.ecr.aws/agentic-ai-platforms-on-k8s/vllm-neuron:qwen3-8b-optimum-neuron',
        trustRemoteCode: true,
        toolCallParser: 'hermes',
        reasoningParser: 'qwen3',
        tensorParallelSize: 2,
        maxConcurrentRequests: 2,
        maxModelLen: 8192,
      }),
      compute: Compute.gpu(Accelerator.AWS_INFERENTIA2, { cpu: Cpu.units(3), memory: Size.gibibytes(12) }),
      env: { NEURON_RT_NUM_CORES: '2', NEURON_RT_VISIBLE_CORES: '0-1' },
      scheduling: { nodeSelector: { 'node.kubernetes.io/instance-type': 'inf2.xlarge' } },
      pod: { imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT },
    });
    new ModelConstruct(chart, 'qwen3-8b-neuron', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.inImage('/root/.cache/neuron/Qwen/Qwen3-8B/', { size: Size.gibibytes(16) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      securityContext: {seccompProfile: {type: RuntimeDefault}}
      automountServiceAccountToken: false
      nodeSelector: {node.kubernetes.io/instance-type: inf2.xlarge}
      containers:
      - name: server
        image: public.ecr.aws/agentic-ai-platforms-on-k8s/vllm-neuron:qwen3-8b-optimum-neuron
        imagePullPolicy: IfNotPresent
        securityContext: {allowPrivilegeEscalation: false}
        command: [vllm, serve]
        args:
        - /root/.cache/neuron/Qwen/Qwen3-8B
        - --served-model-name=qwen3-8b-neuron
        - --trust-remote-code
        - --gpu-memory-utilization=0.9
        - --enable-auto-tool-choice
        - --tool-call-parser=hermes
        - --reasoning-parser=qwen3
        - --tensor-parallel-size=2
        - --max-num-seqs=2
        - --max-model-len=8192
        env:
        - {name: NEURON_RT_NUM_CORES, value: "2"}
        - {name: NEURON_RT_VISIBLE_CORES, value: 0-1}
        ports: [{name: http, containerPort: 8000}]
        resources: {requests: {cpu: "3", memory: 12Gi}}
      tolerations: [{key: aws.amazon.com/neuron, operator: Exists, effect: NoSchedule}]
---
kind: Service
spec:
  ports: [{name: http, port: 8000}]
`,
  otherwise: [
    'aws.amazon.com/neuroncore: 2: the one device that has them, aws.amazon.com/neuron: 1',
    'capabilities: all are dropped, NET_RAW among them',
    'HF_HOME, HF_HUB_CACHE: nothing is loaded from the hub',
  ],
};
