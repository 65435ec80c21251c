import { plainModel } from '../../fixtures';
import { hpa } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

const scaling = (kind: string) => hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'model' } });

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), scaling('deployment')(chart)],
  holds: chart => [plainModel(chart), scaling('Deployment')(chart)],
  says: /scales a "deployment", and there is no such kind/,
  fixes: [{
    fix: /write Deployment in kind of its target/,
    broken: two(model(), scaling('Deployments')),
    mended: [two(model(), scaling('Deployment'))],
  }],
};
