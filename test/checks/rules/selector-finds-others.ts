import { ModelLabels } from '../../../src';
import { workload } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

const broken = two(model(), workload({ [ModelLabels.MODEL]: 'model' }));

export const examples: RuleExamples = {
  fires: broken,
  holds: two(model(), workload({ [ModelLabels.MODEL]: 'other', 'app.kubernetes.io/instance': 'model' })),
  says: /the Pods of Deployment chart\/\S+ have the label registry\.matrixinfer\.ai\/model: model, by which the Service/,
  fixes: [{ fix: /leave the label registry\.matrixinfer\.ai\/model out of those Pods/, broken, mended: [two(model(), workload({ 'app.example.com/name': 'model' }))] }],
};
