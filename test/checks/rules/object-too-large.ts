import { plainModel } from '../../fixtures';
import { files, KIB, long, model, mounting, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`A${index}`, 'a'.repeat(100 * 1024)])) }),
  holds: chart => plainModel(chart, 'model', { env: Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`A${index}`, 'a'.repeat(100 * 1024)])) }),
  says: /the Deployment has 164\d{4} bytes, etcd takes 1572864/,
  fixes: [{
    fix: /take out the large part: put it into an image or on a volume, mount it, and give its path/,
    broken: model({ env: long(16, 100 * KIB) }),
    mended: [model({ env: files(16), pod: mounting })],
  }],
};
