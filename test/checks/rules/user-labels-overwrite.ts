import { ModelLabels } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'mine' } } }),
  holds: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'model', toString: 'x' as never } } }),
  says: /registry\.matrixinfer\.ai\/model/,
  fixes: [{ fix: /use a label of your own domain/, broken: model({ serviceMetadata: { labels: { [ModelLabels.MODEL]: 'x' } } }), mended: [model({ serviceMetadata: { labels: { 'example.com/model': 'x' } } })] }],
};
