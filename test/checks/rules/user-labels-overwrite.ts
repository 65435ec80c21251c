import { ModelLabels } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'mine' } } }),
  holds: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'model', toString: 'x' as never } } }),
  more: {
    fires: [model({ pod: { labels: { [ModelLabels.MODEL]: 'mine' } } }), model({ pod: { labels: { [ModelLabels.STATUS_REPORTER]: 'mine' } } }), model({ pod: { labels: { [ModelLabels.MODEL]: 'a' } }, serviceMetadata: { labels: { [ModelLabels.MODEL]: 'b' } } })],
    holds: [model({ pod: { labels: { 'example.com/team': 'search', 'app.kubernetes.io/part-of': 'mine' }, annotations: { 'example.com/note': 'mine' } } })],
  },
  says: /registry\.matrixinfer\.ai\/model/,
  fixes: [{ fix: /use a label of your own domain/, broken: model({ serviceMetadata: { labels: { [ModelLabels.MODEL]: 'x' } } }), mended: [model({ serviceMetadata: { labels: { 'example.com/model': 'x' } } })] }],
};
