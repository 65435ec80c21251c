import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { servedAliases: ['other'] }),
  holds: chart => plainModel(chart, 'model', { servedName: 'other' }),
  says: /plain.*other/,
  fixes: [
    { fix: /change the value that it names, or take another engine/, broken: model({ servedAliases: ['b'] }), mended: [model(), vllm({ servedAliases: ['b'] })] },
    {
      fix: /change the value that it names/,
      broken: vllm({ compute: gpuCompute(4), args: ['--data-parallel-size=3'] }),
      mended: [vllm({ compute: gpuCompute(3), args: ['--data-parallel-size=3'] }), vllm({ compute: gpuCompute(4), args: ['--data-parallel-size=2'] })],
    },
  ],
};
