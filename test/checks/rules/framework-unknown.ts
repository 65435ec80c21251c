import { Framework } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { framework: Framework.of('pytroch') }),
  holds: chart => plainModel(chart, 'model', { framework: Framework.of('pytorch') }),
  says: /"pytroch"/,
  fixes: [{ fix: /use a static member of Framework/, broken: model({ framework: Framework.of('pytroch') }), mended: [model({ framework: Framework.PYTORCH })] }],
};
