import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { imagePullSecrets: ['Registry_Key'] } }),
  holds: chart => plainModel(chart, 'model', { pod: { imagePullSecrets: ['registry-key'] } }),
  says: /"Registry_Key" at spec\.template\.spec\.imagePullSecrets\[0\]\.name/,
  fixes: [
    { fix: /correct pod\.imagePullSecrets/, broken: model({ pod: { imagePullSecrets: ['Registry_Key'] } }), mended: [model({ pod: { imagePullSecrets: ['registry-key'] } })] },
    { fix: /correct the labels and annotations that are given for the Service/, broken: model({ serviceMetadata: { labels: { 'a b': 'c' } } }), mended: [model({ serviceMetadata: { labels: { ab: 'c' } } })] },
  ],
};
