import { ContainerEngine } from '../../../src';
import { plainModel, smallCompute } from '../../fixtures';
import { CONTAINER, model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { command: ['serve'], ports: [{ number: 8080 }] }),
  holds: chart => plainModel(chart, 'model', { command: ['serve'], ports: [{ number: 8080 }], registerOnly: true }),
  says: /the model has command and ports, and a runtime/,
  fixes: [
    {
      fix: /give them to the engine, for example to ContainerEngine, or set registerOnly when they shall only be recorded/,
      broken: model({ command: ['serve'], ports: [{ number: 8080 }] }),
      mended: [
        model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, command: ['serve'], port: 8080 }), compute: smallCompute() } }),
        model({ command: ['serve'], ports: [{ number: 8080 }], registerOnly: true }),
      ],
    },
    {
      fix: /give it to the engine, for example to ContainerEngine, or set registerOnly when it shall only be recorded/,
      broken: model({ command: ['serve'] }),
      mended: [
        model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, command: ['serve'] }), compute: smallCompute() } }),
        model({ command: ['serve'], registerOnly: true }),
      ],
    },
  ],
};
