import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, CpuArchitecture } from '../../../src';
import { acknowledged, model, on, RuleExamples, vllm } from '../rule-examples';

const sizes = { cpu: Cpu.units(8), memory: Size.gibibytes(64) };
const grace = Compute.gpu(Accelerator.NVIDIA_GH200_96GB, sizes);
const graviton = Compute.cpu({ ...sizes, architecture: CpuArchitecture.ARM64 });
const unknown = on({}, { compute: graviton, replicas: 2 });

export const examples: RuleExamples = {
  fires: unknown,
  holds: vllm({ compute: grace }),
  spared: model({ replicas: 2 }),
  more: {
    fires: [on({}, { replicas: 2, scheduling: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } } })],
    spared: [on({}, { compute: graviton, replicas: 2, scheduling: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } })],
  },
  says: /the nodes are arm64, and the image "example\.com\/plain:1\.0\.0" is not known to be made for it/,
  fixes: [{
    fix: /give image of the engine one for arm64, or acknowledge/,
    broken: on({ image: 'docker.io/acme/server:1.0.0' }, { compute: grace, replicas: 2 }),
    mended: [
      on({ image: 'mirror.example.com/vllm/vllm-openai:v0.32.0', version: '0.32.0' }, { compute: grace, replicas: 2 }),
      acknowledged('image-architecture-unknown', unknown),
    ],
  }],
};
