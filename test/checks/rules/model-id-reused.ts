import { plainModel } from '../../fixtures';
import { gpuApp, model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'a', { modelId: 'same' }), plainModel(gpuApp(chart), 'b', { modelId: 'same' })],
  holds: chart => [plainModel(chart, 'a', { modelId: 'same' }), plainModel(gpuApp(chart), 'b', { modelId: 'same', version: '1.0.1' })],
  says: /"same".*chart\/a/,
  fixes: [{
    fix: /give one of them another modelId or version/,
    broken: two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'same' })),
    mended: [two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'other' })), two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'same', version: '2.0.0' }))],
  }],
};
