import { Framework } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { framework: Framework.of('pytroch') }),
  holds: chart => plainModel(chart, 'model', { framework: Framework.of('pytorch') }),
  more: {
    fires: [on({ frameworks: [Framework.of('own')] }, { framework: Framework.of('other') }), model({ registerOnly: true, framework: Framework.of('other') })],
    holds: [on({ frameworks: [Framework.of('own'), Framework.of('other')] }, { framework: Framework.of('other') })],
  },
  says: /"pytroch"/,
  fixes: [{ fix: /use a static member of Framework/, broken: model({ framework: Framework.of('pytroch') }), mended: [model({ framework: Framework.PYTORCH })] }],
};
