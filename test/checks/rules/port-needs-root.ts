import { plainModel, PlainEngine } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 80 } }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 1024 } }) } }),
  spared: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 80 } }) }, security: { runAsUser: 0 } }),
  says: /plain listens on port 80 \(http\) as user 1000/,
  fixes: [{
    fix: /use a port from 1024 on, or set security\.runAsUser to 0/,
    broken: on({ ports: { http: 80 } }),
    mended: [on({ ports: { http: 8080 } }), on({ ports: { http: 80 } }, { security: { runAsUser: 0 } })],
  }],
};
