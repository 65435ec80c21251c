import { ModelCache } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'No Class' }) }),
  holds: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'a-class' }) }),
  says: /storageClassName of the volume model.*"No Class"/,
  fixes: [{ fix: /change the cache/, broken: model({ cache: ModelCache.perPod({ storageClassName: 'No Class' }) }), mended: [model({ cache: ModelCache.perPod({ storageClassName: 'fast' }) })] }],
};
