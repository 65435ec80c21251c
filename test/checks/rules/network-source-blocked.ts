import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
  holds: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) }),
  more: {
    holds: [model({ network: {}, source: new PlainSource({ binding: { egressPorts: [], nodeAgents: [{ address: '169.254.1.1', port: 80 }] } }) })],
    spared: [model({ network: {}, source: new PlainSource({ binding: { egressPorts: [], needsModelVolume: false } }) })],
  },
  says: /plain:\/\/models\/one/,
  fixes: [{
    fix: /let bind\(\) of the source return egressPorts, or name in network\.to/,
    broken: model({ network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
    mended: [model({ network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) })],
  }],
};
