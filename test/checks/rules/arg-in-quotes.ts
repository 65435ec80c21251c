import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--text', "'quoted'"] }),
  holds: chart => plainModel(chart, 'model', { args: ['--text', "it's"] }),
  says: /"'quoted'" for --text, with its quotation marks/,
  fixes: [
    { fix: /leave them out: "quoted"/, broken: model({ args: ['--text', '\'quoted\''] }), mended: [model({ args: ['--text', 'quoted'] })] },
    { fix: /leave them out: "a b"/, broken: model({ args: ['--text="a b"'] }), mended: [model({ args: ['--text=a b'] })] },
  ],
};
