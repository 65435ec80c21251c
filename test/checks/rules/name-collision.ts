import { ApiObject, App, Chart } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, other, RuleExamples, two } from '../rule-examples';

const claimObject = (chart: Chart, kind: string, name: string) => new ApiObject(chart, `own-${kind}`, { apiVersion: 'apps/v1', kind, metadata: { name } });

export const examples: RuleExamples = {
  fires: chart => [claimObject(chart, 'Deployment', 'model'), plainModel(chart)],
  holds: chart => [claimObject(chart, 'StatefulSet', 'model'), plainModel(chart)],
  more: {
    fires: [chart => {
      const free = new Chart(App.of(chart), 'free');
      return [plainModel(free), new ApiObject(free, 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'model' } })];
    }],
  },
  says: /Deployment "model".*chart\/own-Deployment.*chart\/model\/Runtime\/Resource/,
  fixes: [{
    fix: /give one of them another name, or put them into charts with different namespaces/,
    broken: two(model(), chart => new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'model' } })),
    mended: [
      two(model(), chart => new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other' } })),
      two(model(), chart => new ApiObject(other(chart), 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'model' } })),
    ],
  }],
};
