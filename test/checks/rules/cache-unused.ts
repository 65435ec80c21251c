import { ModelCache, ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { hub, model, mounting, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights'), cache: ModelCache.emptyDir() }),
  holds: model({ cache: ModelCache.emptyDir() }),
  spared: model({ source: ModelSource.pvc('weights') }),
  more: {
    fires: [vllm({ source: hub('o/m'), cache: ModelCache.emptyDir(), env: { HF_HOME: '/extra' }, pod: mounting })],
  },
  says: /pvc:\/\/weights/,
  fixes: [{ fix: /leave cache out/, broken: model({ source: ModelSource.pvc('w'), cache: ModelCache.emptyDir() }), mended: [model({ source: ModelSource.pvc('w') })] }],
};
