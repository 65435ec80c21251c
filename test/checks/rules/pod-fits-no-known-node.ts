import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(9) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(8) } }),
  says: /9 × NVIDIA L4.*at most 8/,
  fixes: [{ fix: /use fewer accelerators per replica/, broken: model({ compute: gpuCompute(16), replicas: 2 }), mended: [model({ compute: gpuCompute(8), replicas: 2 })] }],
};
