import { plainModel } from '../../fixtures';
import { compute, quota, twice } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'model', { replicas: 2 }), quota({ 'requests.cpu': '1' })(chart)],
  holds: chart => [plainModel(chart, 'model', { replicas: 2 }), quota({ 'requests.cpu': '100' })(chart)],
  says: /has requests\.cpu 1, and the 2 Pods of the model take more/,
  fixes: [{
    fix: /raise the quota, or use fewer replicas or a smaller compute/,
    broken: two(model(twice), quota({ 'requests.cpu': '3' })),
    mended: [two(model(twice), quota({ 'requests.cpu': '4' })), two(model(), quota({ 'requests.cpu': '3' })), two(model({ ...twice, ...compute(1) }), quota({ 'requests.cpu': '3' }))],
  }],
};
