import { EnvFrom, SglangEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--enable-auto-tool-choice'] }),
  holds: chart => vllmModel(chart, { args: ['--enable-auto-tool-choice', '--tool-call-parser=hermes'] }),
  spared: chart => vllmModel(chart, { args: ['--enable-auto-tool-choice', '--config', '/mnt/models/settings.yaml'] }),
  more: {
    fires: [vllm({ profileProps: { engine: new SglangEngine({ version: '0.5.21' }), compute: gpuCompute() }, args: ['--enable-lora'] })],
    spared: [vllm({ args: ['--enable-auto-tool-choice'], envFrom: [EnvFrom.configMap('settings')] }), vllm()],
  },
  says: /"--enable-auto-tool-choice" without --tool-call-parser/,
  fixes: [
    {
      fix: /use toolCallParser of the engine, or remove it from args/,
      broken: vllm({ args: ['--enable-auto-tool-choice'] }),
      mended: [vllm({ args: ['--enable-auto-tool-choice'] }, { toolCallParser: 'hermes' }), vllm()],
    },
    {
      fix: /give --enable-log-requests too, or remove it from args/,
      broken: vllm({ args: ['--enable-log-outputs'] }),
      mended: [vllm({ args: ['--enable-log-outputs', '--enable-log-requests'] }), vllm()],
    },
  ],
};
