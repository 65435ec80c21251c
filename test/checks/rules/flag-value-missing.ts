import { plainModel } from '../../fixtures';
import { args, plainFlags, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level'], profileProps: { engine: plainFlags('2.0.0') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--token'], profileProps: { engine: plainFlags('2.0.0') } }),
  says: /--level stands in args without a value/,
  fixes: [
    { fix: /give its value behind it, or remove it from args/, broken: args(['--level']), mended: [args(['--level', '1']), args([])] },
    {
      fix: /give its value behind it: fast, exact, or remove it from args/,
      broken: args(['--backend']),
      mended: [args(['--backend', 'fast']), args(['--backend', 'exact']), args([])],
    },
    { fix: /give its 2 values behind it, or remove it from args/, broken: args(['--range', '1']), mended: [args(['--range', '1', '2']), args([])] },
    { fix: /give at least one value behind it, or remove it/, broken: args(['--names']), mended: [args(['--names', 'one']), args([])] },
  ],
};
