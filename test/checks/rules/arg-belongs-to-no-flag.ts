import { plainModel } from '../../fixtures';
import { args, plainFlags, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level', '1', 'stray'], profileProps: { engine: plainFlags('2.0.0') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--names', 'one', 'two'], profileProps: { engine: plainFlags('2.0.0') } }),
  says: /"stray" behind --level, which takes one value/,
  fixes: [
    {
      fix: /remove the extra words from args, or put the flag in front that they are values of/,
      broken: args(['--level', '1', 'stray']),
      mended: [args(['--level', '1']), args(['--level', '1', '--text', 'stray'])],
    },
    {
      fix: /give --names and its values without the =/,
      broken: args(['--names=one', 'two']),
      mended: [args(['--names', 'one', 'two'])],
    },
    {
      fix: /remove it from args, or put the flag in front that it is the value of/,
      broken: vllm({ args: ['7'] }),
      mended: [vllm(), vllm({ args: ['--seed', '7'] })],
    },
  ],
};
