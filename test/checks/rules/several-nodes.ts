import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--nnodes', '2'] }),
  holds: chart => vllmModel(chart, { args: ['--nnodes', '1'] }),
  more: {
    fires: [vllm({ args: ['--data-parallel-size=4', '--data-parallel-size-local=2'], compute: gpuCompute(4) }), vllm({ args: ['--data-parallel-size-local=2'] })],
    holds: [vllm({ args: ['--data-parallel-size=4', '--data-parallel-size-local=4'], compute: gpuCompute(4) }), vllm({ args: ['--data-parallel-size-local=1'] })],
  },
  says: /--nnodes 2.*one Pod is all that is rendered/,
  fixes: [{ fix: /remove it, and use more accelerators in compute/, broken: vllm({ args: ['--nnodes=2'] }), mended: [vllm({ compute: gpuCompute(2) })] }],
};
