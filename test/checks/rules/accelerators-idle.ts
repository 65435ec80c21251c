import { gpuCompute } from '../../fixtures';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';

const eight = { compute: gpuCompute(8) };
const idle = vllm(eight, { tensorParallelSize: 2 });

export const examples: RuleExamples = {
  fires: idle,
  holds: vllm(eight, { tensorParallelSize: 2, dataParallelSize: 2, pipelineParallelSize: 2 }),
  says: /use 2 of the 8 accelerators of a replica/,
  fixes: [{
    fix: /leave tensorParallelSize out, give dataParallelSize, or use fewer accelerators/,
    broken: idle,
    mended: [vllm(eight), vllm(eight, { tensorParallelSize: 2, dataParallelSize: 4 }), vllm({ compute: gpuCompute(2) }, { tensorParallelSize: 2 }), acknowledged('accelerators-idle', idle)],
  }],
};
