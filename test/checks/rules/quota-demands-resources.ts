import { plainModel } from '../../fixtures';
import { quota, range } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), quota({ 'limits.cpu': '100' })(chart)],
  holds: chart => [plainModel(chart), quota({ 'requests.cpu': '100' })(chart)],
  more: {
    fires: [
      two(model(), quota({ 'limits.cpu': '100', 'pods': '4', 'limits.ephemeral-storage': '1Gi' })), two(two(model(), quota({ 'limits.cpu': '100' })), range({ default: { memory: '1Gi' }, max: { memory: '64Gi' } })),
      two(model({ pod: { sidecars: [{ name: 'log', image: 'log:1.0' }] } }), quota({ 'limits.cpu': '100', 'limits.memory': '100Gi' })),
    ],
    holds: [two(model(), quota({ 'cpu': '100', 'memory': '100Gi', 'limits.memory': '100Gi', 'requests.nvidia.com/gpu': '1' })), two(two(model(), quota({ 'limits.cpu': '100' })), range({ max: { cpu: '4' } }))],
  },
  says: /counts limits\.cpu, and containers of the model do not state it/,
  fixes: [{
    fix: /make a LimitRange in the namespace that gives a default for it, or count requests only; acknowledge/,
    broken: two(model(), quota({ 'limits.cpu': '100' })),
    mended: [two(two(model(), quota({ 'limits.cpu': '100' })), range({ default: { cpu: '4' } })), two(model(), quota({ 'requests.cpu': '100' }))],
  }],
};
