import { Rollout } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { replicas: 1, rollout: Rollout.withoutSurge() }),
  holds: chart => plainModel(chart, 'model', { replicas: 2, rollout: Rollout.withoutSurge() }),
  spared: model({ replicas: 0, rollout: Rollout.withoutSurge() }),
  says: /the only replica/,
  fixes: [{
    fix: /use two replicas, say Rollout\.surge\(\)/, broken: model({ rollout: Rollout.withoutSurge() }), mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge() })],
  }],
};
