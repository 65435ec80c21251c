import { plainModel } from '../../fixtures';
import { quota, range } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), quota({ 'limits.cpu': '100' })(chart)],
  holds: chart => [plainModel(chart), quota({ 'requests.cpu': '100' })(chart)],
  says: /counts limits\.cpu, and containers of the model do not say it/,
  fixes: [{
    fix: /make a LimitRange in the namespace that gives a default for it, or count requests only; acknowledge/,
    broken: two(model(), quota({ 'limits.cpu': '100' })),
    mended: [two(two(model(), quota({ 'limits.cpu': '100' })), range({ default: { cpu: '4' } })), two(model(), quota({ 'requests.cpu': '100' }))],
  }],
};
