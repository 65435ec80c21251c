import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level', '$(LEVEL)'] }),
  holds: chart => plainModel(chart, 'model', { args: ['--level', '$(LEVEL)', '--text=$$(LEVLE)'], env: { LEVEL: '1' } }),
  says: /an argument of the server refers to \$\(LEVEL\), which no variable of the container defines/,
  fixes: [
    {
      fix: /define LEVEL in env or secretEnv, or write \$\$\(LEVEL\)/,
      broken: model({ args: ['--level=$(LEVEL)'] }),
      mended: [model({ args: ['--level=$(LEVEL)'], env: { LEVEL: '1' } }), model({ args: ['--level=$(LEVEL)'], secretEnv: { LEVEL: SecretKey.of('a', 'b') } }), model({ args: ['--level=$$(LEVEL)'] })],
    },
    {
      fix: /put B in front of it in env, or into secretEnv/,
      broken: model({ env: { A: '$(B)', B: '1' } }),
      mended: [model({ env: { B: '1', A: '$(B)' } }), model({ env: { A: '$(B)' }, secretEnv: { B: SecretKey.of('a', 'b') } })],
    },
  ],
};
