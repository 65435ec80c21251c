import { plainModel } from '../../fixtures';
import { files, KIB, long, model, mounting, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: { A: 'a'.repeat(128 * 1024 - 2) } }),
  holds: chart => plainModel(chart, 'model', { env: { A: 'a'.repeat(128 * 1024 - 3) } }),
  says: /env A of the server has 131073 bytes, Linux takes 131072/,
  fixes: [
    {
      fix: /put it into a ConfigMap or an image, mount it with pod\.volumes and pod\.mounts, and give its path/,
      broken: model({ env: long(1, 128 * KIB) }),
      mended: [model({ env: files(1), pod: mounting })],
    },
    {
      fix: /put it into a ConfigMap or an image, mount it with pod\.volumes and pod\.mounts, and give its path/,
      broken: vllm({ args: ['--chat-template', `{{ ${'a'.repeat(128 * KIB)} }}`] }),
      mended: [vllm({ args: ['--chat-template', '/extra/chat.jinja'], pod: mounting })],
    },
  ],
};
