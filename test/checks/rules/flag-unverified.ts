import { plainModel } from '../../fixtures';
import { flags, on, plainFlags, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--fork-only=1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--level=1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
  says: /--fork-only is no flag of plain 2.0.0/,
  fixes: [{
    fix: /remove it from args; acknowledge the finding when the image has it/,
    broken: on(flags('2.0.0', 'fork.example.com/fork:2.0.0'), { args: ['--fork-only'] }),
    mended: [on(flags('2.0.0', 'fork.example.com/fork:2.0.0'))],
  }],
};
