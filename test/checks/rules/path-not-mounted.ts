import { PodVolume } from '../../../src';
import { mounting, RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--tool-parser-plugin', '/plugins/own.py'] }),
  holds: chart => vllmModel(chart, {
    args: ['--tool-parser-plugin', '/plugins/own.py'], pod: { volumes: [PodVolume.configMap('plugins', 'plugins')], mounts: [{ volume: 'plugins', path: '/plugins' }] },
  }),
  says: /"\/plugins\/own.py" is where no volume is mounted/,
  fixes: [{ fix: /mount it with pod\.volumes and pod\.mounts/, broken: vllm({ args: ['--chat-template=/extra/c.jinja'] }), mended: [vllm({ args: ['--chat-template=/extra/c.jinja'], pod: mounting })] }],
};
