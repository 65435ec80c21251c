import { App, Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-27';
import { plainModel } from '../../fixtures';
import { other, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(new Chart(App.of(chart), 'other', { namespace: 'other' }), 'account') } }),
  holds: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(chart, 'account') } }),
  says: /other\/.*is used in/,
  fixes: [{
    fix: /make a ServiceAccount in the namespace of the model/,
    broken: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(other(chart), 'account') } }),
    mended: [chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(chart, 'account') } })],
  }],
};
