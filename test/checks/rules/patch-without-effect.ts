import { JsonPatch } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', false)] } }),
  holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', true)] } }),
  says: /changes nothing: replace "\/spec\/enableServiceLinks"/,
  fixes: [{
    fix: /leave it out, or give it the value that is meant/,
    broken: model({ pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', false)] } }),
    mended: [model(), model({ pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', true)] } })],
  }],
};
