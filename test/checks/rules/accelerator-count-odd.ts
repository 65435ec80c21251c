import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(3) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(4) } }),
  says: /3 × NVIDIA L4, and no known node has 3: it takes one with 4/,
  fixes: [{
    fix: /use 2 or 4, or acknowledge the finding where your nodes have 3/,
    broken: model({ compute: gpuCompute(3), replicas: 2 }),
    mended: [model({ compute: gpuCompute(2), replicas: 2 }), model({ compute: gpuCompute(4), replicas: 2 })],
  }],
};
