import { ServiceType } from '../../../src';
import { plainModel } from '../../fixtures';
import { acknowledged, model, RuleExamples } from '../rule-examples';

const on = (nodePort?: number) => ({ service: { type: ServiceType.NODE_PORT, nodePort } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', on(32768)),
  holds: chart => [plainModel(chart, 'model', on(30000)), plainModel(chart, 'last', on(32767))],
  spared: chart => plainModel(chart, 'model', on()),
  more: {
    spared: [model({ service: { type: ServiceType.LOAD_BALANCER } })],
  },
  says: /the nodePort of the port http of the service is 32768, and nodes usually give 30000 to 32767/,
  fixes: [{
    fix: /use a nodePort from 30000 to 32767, or leave it out; acknowledge the finding/,
    broken: model(on(29999)),
    mended: [model(on(30000)), model(on()), acknowledged('node-port-unusual', model(on(29999)))],
  }],
};
