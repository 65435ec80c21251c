import { plainModel } from '../../fixtures';
import { flags, on, plainFlags, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--levle=1'], profileProps: { engine: plainFlags('2.0.0') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--level=1'], profileProps: { engine: plainFlags('2.0.0') } }),
  says: /--levle is no flag of plain 2.0.0/,
  fixes: [
    { fix: /use --level, or remove it from args/, broken: on(flags('2.0.0'), { args: ['--levl=1'] }), mended: [on(flags('2.0.0'), { args: ['--level=1'] }), on(flags('2.0.0'))] },
    { fix: /if --max-model-len is meant: use maxModelLen of the engine/, broken: vllm({ args: ['--max-modle-len=4096'] }), mended: [vllm({}, { maxModelLen: 4096 })] },
    { fix: /use --no-enable-log-requests/, broken: vllm({ args: ['--disable-log-requests'] }), mended: [vllm({ args: ['--no-enable-log-requests'] })] },
    { fix: /use reasoningParser of the engine/, broken: vllm({ args: ['--enable-reasoning'] }), mended: [vllm({}, { reasoningParser: 'deepseek_r1' })] },
    { fix: /take another version/, broken: on({ ...flags('1.1.0'), container: { args: ['--shutdown-timeout', '9'] } }), mended: [on({ ...flags('2.0.0'), container: { args: ['--shutdown-timeout', '9'] } })] },
  ],
};
