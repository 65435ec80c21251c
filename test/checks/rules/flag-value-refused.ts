import { plainModel } from '../../fixtures';
import { args, plainFlags, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--backend', 'slow'], profileProps: { engine: plainFlags('2.0.0') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--backend', 'exact'], profileProps: { engine: plainFlags('2.0.0') } }),
  says: /--backend is "slow", allowed is fast, exact/,
  fixes: [
    { fix: /give --backend an allowed value, or remove it/, broken: args(['--backend', 'slow']), mended: [args(['--backend', 'exact']), args([])] },
    { fix: /give --level an allowed value, or remove it/, broken: args(['--level', 'high']), mended: [args(['--level', '2']), args([])] },
    { fix: /leave the quotation marks out, .*: "exact"/, broken: args(['--backend', '\'exact\'']), mended: [args(['--backend', 'exact'])] },
    {
      fix: /give --config\.mode an allowed value, or remove it from args/,
      broken: args(['--config', '{"mode":"later"}']),
      mended: [args(['--config', '{"mode":"lazy"}']), args([])],
    },
    {
      fix: /use an allowed value for kvCacheDtype, or another version of the server/,
      broken: vllm({}, { version: '0.18.0', kvCacheDtype: 'nvfp4' }),
      mended: [vllm({}, { version: '0.18.0', kvCacheDtype: 'fp8' }), vllm({}, { version: '0.32.0', kvCacheDtype: 'nvfp4' })],
    },
  ],
};
