import { ContainerSecurityOptions } from '../../../src';
import { plainModel, PlainEngine } from '../../fixtures';
import { model, on, RuleExamples } from '../rule-examples';

const beside = (number: number, security?: ContainerSecurityOptions) => model({
  pod: { containers: [{ name: 'front', image: 'example.com/front:1.0.0', ports: [{ name: 'front', number }], security }] },
});

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 80 } }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 1024 } }) } }),
  spared: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports: { http: 80 } }) }, security: { runAsUser: 0 } }),
  more: {
    fires: [
      on({ ports: { http: 1023 } }, { security: { addCapabilities: ['SYS_PTRACE'] } }), beside(1023, { addCapabilities: ['SYS_PTRACE'] }), beside(80, { runAsUser: 1001 }),
      model({ security: { runAsUser: 0 }, pod: { containers: [{ name: 'front', image: 'example.com/front:1.0.0', ports: [{ name: 'front', number: 80 }], security: { runAsUser: 1001 } }] } }),
    ],
    holds: [on({ ports: { http: 80 } }, { security: { addCapabilities: ['NET_BIND_SERVICE'] } }), beside(1024), beside(80, { privileged: true }), beside(80, { runAsUser: 0 })],
  },
  says: /plain listens on port 80 \(http\) as user 1000/,
  fixes: [{
    fix: /use a port from 1024 on, or give it security\.addCapabilities with NET_BIND_SERVICE/,
    broken: beside(80),
    mended: [beside(8081), beside(80, { addCapabilities: ['NET_BIND_SERVICE'] })],
  }, {
    fix: /use a port from 1024 on, or set security\.runAsUser to 0/,
    broken: on({ ports: { http: 80 } }),
    mended: [on({ ports: { http: 8080 } }), on({ ports: { http: 80 } }, { security: { runAsUser: 0 } })],
  }],
};
