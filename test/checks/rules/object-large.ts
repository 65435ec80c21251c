import { plainModel } from '../../fixtures';
import { files, KIB, long, model, mounting, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: Object.fromEntries(['A', 'B', 'C'].map(name => [name, 'a'.repeat(90 * 1024)])) }),
  holds: chart => plainModel(chart, 'model', { env: Object.fromEntries(['A', 'B'].map(name => [name, 'a'.repeat(90 * 1024)])) }),
  says: /the Deployment has 27\d{4} bytes.*262144/,
  fixes: [{
    fix: /apply it with "kubectl apply --server-side", or take out the large part, or acknowledge the finding/,
    broken: model({ env: long(3, 90 * KIB) }),
    mended: [model({ env: long(2, 90 * KIB) }), model({ env: files(3), pod: mounting })],
  }],
};
