import { PLAIN_FLAGS, plainModel } from '../../fixtures';
import { flags, on, plainFlags, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.1.0') } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.0.0') } }),
  spared: on({ flagsFile: PLAIN_FLAGS }),
  says: /flags of plain 2.1.0 are not known, and are checked as those of 2.0.0/,
  fixes: [{ fix: /use plain 2\.0\.0/, broken: on(flags('3.0.0')), mended: [on(flags('2.0.0'))] }],
};
