import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, HostPathType, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, ServiceType, SglangEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/aibrix: test/regression/v0.4.0/multi-engine/sglang-llama-8b.yaml',
  form: 'Deployment',
  has: 'SGLang on one GPU, weights in a folder of the node, found by labels, without probes or Service',
  declare: chart => {
    const labels = { 'model.aibrix.ai/name': 'deepseek-r1-distill-llama-8b', 'model.aibrix.ai/engine': 'sglang', 'model.aibrix.ai/port': '8000' };
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new SglangEngine({
        version: '0.4.9.post3',
        port: 8000,
        image: 'kvcache-container-image-hb2-cn-beijing.cr.volces.com/aibrix/sglang:v0.4.9.post3-cu126-nixl-v0.4.1',
      }),
      compute: Compute.gpu(Accelerator.NVIDIA_L40S, { cpu: Cpu.units(8), memory: Size.gibibytes(32) }),
      args: ['--attention-backend=flashinfer', '--log-level-http=warning'],
      service: { type: ServiceType.NONE },
    });
    new ModelConstruct(chart, 'deepseek-r1-distill-llama-8b', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.volume(PodVolume.hostPath('model-vol', '/root/models', { type: HostPathType.DIRECTORY }), { path: 'DeepSeek-R1-Distill-Llama-8B/', size: Size.gibibytes(15) }),
      profile,
      servedName: 'DeepSeek-R1-Distill-Llama-8B',
      deploymentMetadata: { labels },
      pod: { labels },
    });
  },
  fields: `
kind: Deployment
metadata: {labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, model.aibrix.ai/engine: sglang, model.aibrix.ai/port: "8000"}}
spec:
  replicas: 1
  template:
    metadata: {labels: {model.aibrix.ai/name: deepseek-r1-distill-llama-8b, model.aibrix.ai/engine: sglang, model.aibrix.ai/port: "8000"}}
    spec:
      containers:
      - name: server
        image: kvcache-container-image-hb2-cn-beijing.cr.volces.com/aibrix/sglang:v0.4.9.post3-cu126-nixl-v0.4.1
        args:
        - --host=0.0.0.0
        - --port=8000
        - --served-model-name=DeepSeek-R1-Distill-Llama-8B
        - --attention-backend=flashinfer
        - --enable-metrics
        - --log-level-http=warning
        imagePullPolicy: IfNotPresent
        ports: [{containerPort: 8000, protocol: TCP}]
        resources: {limits: {nvidia.com/gpu: "1"}, requests: {nvidia.com/gpu: "1"}}
      volumes: [{hostPath: {path: /root/models, type: Directory}}]
`,
  byArguments: ['--attention-backend', '--log-level-http'],
  otherwise: ['the mount path /root/models: the folder is mounted where the library mounts models', 'no probes: a server that is not ready gets no requests here'],
};
