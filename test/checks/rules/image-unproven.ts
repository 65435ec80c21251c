import { VllmEngine } from '../../../src';
import { ModelOverrides, plainModel, smallCompute } from '../../fixtures';
import { RuleExamples, vllm } from '../rule-examples';

const ourVllm = (overrides: ModelOverrides = {}) => vllm({
  profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }), compute: smallCompute() }, ...overrides,
});

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }) } }),
  holds: vllm(),
  spared: chart => plainModel(chart, 'model', { profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }), security: { runAsUser: 1000 } } }),
  says: /"registry.example.com\/our-vllm:v0.32.0" of vllm is run as user 1000: nothing is known/,
  fixes: [{
    fix: /set security\.runAsUser to the user that it works with \(0 for root\), and security\.readOnlyRootFilesystem when it works with that/,
    broken: ourVllm(),
    mended: [
      ourVllm({ security: { runAsUser: 1000 } }),
      ourVllm({ security: { runAsUser: 0 } }),
      ourVllm({ security: { runAsUser: 1000, readOnlyRootFilesystem: true } }),
    ],
  }],
};
