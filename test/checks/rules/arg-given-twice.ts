import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level', '1', '--level=2'] }),
  holds: chart => plainModel(chart, 'model', { profileProps: { args: ['--level', '1'] }, args: ['--level=2'] }),
  says: /--level twice/,
  fixes: [{ fix: /keep one of them/, broken: model({ args: ['--a', '1', '--a=2'] }), mended: [model({ args: ['--a', '1'] })] }],
};
