import { JsonPatch } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/nothing/here')] } }),
  holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/enableServiceLinks')] } }),
  says: /remove "\/spec\/nothing\/here": \/spec has no "nothing", it has .*containers/,
  fixes: [{
    fix: /it begins at the Pod template, for example \/spec\/containers\/0\/env\/-/,
    broken: model({ pod: { patches: [JsonPatch.add('/containers/0/env/-', { name: 'A', value: '1' })] } }),
    mended: [model({ pod: { patches: [JsonPatch.add('/spec/containers/0/env/-', { name: 'A', value: '1' })] } })],
  }, {
    fix: /look at the value: give the one that is there, or remove the test/,
    broken: model({ pod: { patches: [JsonPatch.test('/spec/enableServiceLinks', true), JsonPatch.replace('/spec/enableServiceLinks', true)] } }),
    mended: [
      model({ pod: { patches: [JsonPatch.test('/spec/enableServiceLinks', false), JsonPatch.replace('/spec/enableServiceLinks', true)] } }),
      model({ pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', true)] } }),
    ],
  }],
};
