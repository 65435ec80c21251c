import { plainModel } from '../../fixtures';
import { args, plainFlags, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--enable-cache', 'true'], profileProps: { engine: plainFlags('2.0.0') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--enable-cache'], profileProps: { engine: plainFlags('2.0.0') } }),
  says: /--enable-cache takes no value, args has "true" for it/,
  fixes: [
    { fix: /^give --enable-cache alone$/, broken: args(['--enable-cache', 'true']), mended: [args(['--enable-cache'])] },
    {
      fix: /give --no-enable-cache alone, or remove --enable-cache from args/,
      broken: args(['--enable-cache=false']),
      mended: [args(['--no-enable-cache']), args([])],
    },
    {
      fix: /give --enable-cache alone, or remove --no-enable-cache from args/,
      broken: args(['--no-enable-cache', 'false']),
      mended: [args(['--enable-cache']), args([])],
    },
    { fix: /^remove --quiet from args$/, broken: args(['--quiet', 'off']), mended: [args([])] },
  ],
};
