import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-gemma/vllm/vllm-2b-it.yaml',
  form: 'Deployment',
  has: 'vLLM on one L4, weights and token of Hugging Face',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'l4', {
      engine: new VllmEngine({ version: '0.10.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), memory: Size.gibibytes(7) }),
      cluster: ClusterDialect.GKE,
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(5) }),
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
        resources:
          requests: {cpu: "2", memory: 7Gi, nvidia.com/gpu: 1}
          limits: {memory: 7Gi, nvidia.com/gpu: 1}
        args: [--tensor-parallel-size=1]
---
kind: Service
spec:
  ports: [{port: 8000}]
`,
};
