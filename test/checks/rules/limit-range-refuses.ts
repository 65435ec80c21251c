import { plainModel } from '../../fixtures';
import { compute, range } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), range({ max: { memory: '1Gi' } })(chart)],
  holds: chart => [plainModel(chart), range({ max: { memory: '64Gi' } })(chart)],
  more: {
    fires: [
      two(model(), range({ min: { memory: '64Gi' } })), two(model(), range({ max: { cpu: '1' } })), two(model(), range({ min: { 'ephemeral-storage': '2Gi' }, defaultRequest: { 'ephemeral-storage': '1Gi' } })),
      two(model(), range({ default: { cpu: '1' }, max: { cpu: '1' } })), two(model(), range({ max: { 'ephemeral-storage': '1Gi' }, defaultRequest: { 'ephemeral-storage': '2Gi' } })),
    ],
    holds: [two(model(), range({ min: { memory: '1Gi' }, max: { memory: '32Gi' } })), two(model(), range({ min: { 'ephemeral-storage': '1Gi' } })), two(model(), range({ max: { memory: 'none' } }))],
  },
  says: /refuses the container server: it has memory \S+ as limit, allowed is at most 1Gi/,
  fixes: [{
    fix: /change the LimitRange, or the resources where they come from: compute, the sidecar or the source/,
    broken: two(model(), range({ default: { cpu: '1' } })),
    mended: [two(model(), range({ default: { cpu: '2' } })), two(model(compute(1)), range({ default: { cpu: '1' } }))],
  }],
};
