import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
  holds: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) }),
  says: /plain:\/\/models\/one/,
  fixes: [{
    fix: /let bind\(\) of the source return egressPorts, or name in network\.to/,
    broken: model({ network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
    mended: [model({ network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) })],
  }],
};
