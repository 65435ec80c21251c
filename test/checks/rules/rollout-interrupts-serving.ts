import { Chart } from 'cdk8s';
import { HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { Rollout } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

/** A model that an autoscaler keeps so many replicas of. */
const scaled = (minReplicas: number, rollout = Rollout.withoutSurge()) => (chart: Chart) => (
  new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { rollout }).runtime, minReplicas, maxReplicas: 4 })
);

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { replicas: 1, rollout: Rollout.withoutSurge() }),
  holds: chart => plainModel(chart, 'model', { replicas: 2, rollout: Rollout.withoutSurge() }),
  spared: model({ replicas: 0, rollout: Rollout.withoutSurge() }),
  more: {
    fires: [
      model({ rollout: Rollout.withoutSurge(), compute: gpuCompute() }), scaled(1), scaled(3, Rollout.recreate()),
    ],
    holds: [scaled(2), model({ rollout: Rollout.surge(), compute: gpuCompute() })],
    spared: [scaled(0)],
  },
  says: /the only replica/,
  fixes: [{
    fix: /use two replicas, say Rollout\.surge\(\)/, broken: model({ rollout: Rollout.withoutSurge() }), mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge() })],
  }, {
    fix: /use two replicas and Rollout\.withoutSurge\(\), say Rollout\.surge\(\)/,
    broken: model({ rollout: Rollout.withoutSurge(3) }),
    mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge() })],
  }, {
    fix: /use two replicas and Rollout\.withoutSurge\(\), say Rollout\.surge\(\)/,
    broken: model({ rollout: Rollout.recreate() }),
    mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge() })],
  }, {
    fix: /^say Rollout\.withoutSurge\(\), which takes one at a time, say Rollout\.surge\(\)/,
    broken: model({ rollout: Rollout.withoutSurge(5), replicas: 2 }),
    mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge(), replicas: 2 })],
  }, {
    fix: /^say Rollout\.withoutSurge\(\) with at most 3 at once, say/,
    broken: model({ rollout: Rollout.withoutSurge(4), replicas: 4 }),
    mended: [model({ rollout: Rollout.withoutSurge(3), replicas: 4 })],
  }, {
    fix: /^say Rollout\.withoutSurge\(\) with at most 2 at once, say/,
    broken: model({ rollout: Rollout.recreate(), replicas: 3 }),
    mended: [model({ rollout: Rollout.withoutSurge(2), replicas: 3 })],
  }],
};
