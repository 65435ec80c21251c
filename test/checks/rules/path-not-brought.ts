import { ModelSource } from '../../../src';
import { COMMIT } from '../../fixtures';
import { mounting, RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template', '/mnt/models/chat.jinja'] }),
  holds: chart => vllmModel(chart, { source: ModelSource.pvc('weights'), args: ['--chat-template', '/mnt/models/chat.jinja'] }),
  says: /"\/mnt\/models\/chat.jinja", and \/mnt\/models is the cache of the hub's client/,
  fixes: [{
    fix: /use a source that brings the whole folder, or mount the file with pod\.volumes and pod\.mounts/,
    broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template=/mnt/models/c.jinja'] }),
    mended: [vllm({ args: ['--chat-template=/mnt/models/c.jinja'] }), vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template=/extra/c.jinja'], pod: mounting })],
  }],
};
