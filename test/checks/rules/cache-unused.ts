import { ModelCache, ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights'), cache: ModelCache.emptyDir() }),
  holds: model({ cache: ModelCache.emptyDir() }),
  spared: model({ source: ModelSource.pvc('weights') }),
  says: /pvc:\/\/weights/,
  fixes: [{ fix: /leave cache out/, broken: model({ source: ModelSource.pvc('w'), cache: ModelCache.emptyDir() }), mended: [model({ source: ModelSource.pvc('w') })] }],
};
