import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level 9'] }),
  holds: chart => plainModel(chart, 'model', { args: ['--level=9 10', '--other', 'a b'] }),
  says: /"--level 9"/,
  fixes: [{ fix: /give each word by itself: "--a", "1"/, broken: model({ args: ['--a 1'] }), mended: [model({ args: ['--a', '1'] })] }],
};
