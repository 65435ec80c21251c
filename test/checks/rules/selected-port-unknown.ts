import { ModelLabels } from '../../../src';
import { plainModel } from '../../fixtures';
import { beside } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

const selector = { [ModelLabels.MODEL]: 'model' };

const service = (port: object) => beside('v1', 'Service', { selector, ports: [port] });

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), service({ port: 80, targetPort: 8001 })(chart)],
  holds: chart => [plainModel(chart), service({ port: 80, targetPort: 8080 })(chart)],
  says: /names the port 8001, and the Pods of the model have http \(8080\)/,
  fixes: [{
    fix: /name one of them, rather by its name than by its number, or add it in containerPorts or service\.ports; acknowledge/,
    broken: two(model(), service({ port: 80, targetPort: 9000 })),
    mended: [
      two(model(), service({ port: 80, targetPort: 'http' })),
      two(model({ containerPorts: [{ name: 'more', number: 9000 }] }), service({ port: 80, targetPort: 9000 })),
    ],
  }],
};
