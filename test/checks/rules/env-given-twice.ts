import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: { MODE: 'fast' }, secretEnv: { MODE: SecretKey.of('s', 'k') } }),
  holds: chart => plainModel(chart, 'model', { env: { MODE: 'fast' }, secretEnv: { MOOD: SecretKey.of('s', 'k') } }),
  more: {
    fires: [model({ pod: { sidecars: [{ name: 'log', image: 'log:1.0', env: { A: '1' }, secretEnv: { A: SecretKey.of('s', 'k') } }] } })],
    holds: [model({ secretEnv: { A: SecretKey.of('s', 'k') } }), model({ env: { A: '1' } })],
    spared: [model({ pod: { sidecars: [{ name: 'log', image: 'log:1.0', env: { A: '1' } }] } })],
  },
  says: /MODE/,
  fixes: [{ fix: /keep one of them: the one in secretEnv/, broken: model({ env: { A: '1' }, secretEnv: { A: SecretKey.of('s', 'k') } }), mended: [model({ secretEnv: { A: SecretKey.of('s', 'k') } })] }],
};
