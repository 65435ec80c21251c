import { ModelServer, ServedModel } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { server } from '../traffic-examples';

const to = (targetPort?: number) => server({ service: { targetPort } });

export const examples: RuleExamples = {
  fires: to(9000),
  holds: to(8080),
  spared: to(),
  more: {
    fires: [server({ service: { targetPort: 9000 } }, { containerPorts: [{ name: 'more', number: 9001 }], pod: { containers: [{ name: 'front', image: 'front:1.0', ports: [{ name: 'front', number: 9002 }] }] } })],
    holds: [server({ service: { targetPort: 9002 } }, { pod: { containers: [{ name: 'front', image: 'front:1.0', ports: [{ name: 'front', number: 9002 }] }] } })],
    spared: [chart => new ModelServer(chart, 'server', { target: ServedModel.of('there'), service: { port: 8000, targetPort: 9000 } })],
  },
  says: /targetPort 9000 of the server model-server is no port of the Pods, which have http \(8080\)/,
  fixes: [{ fix: /name one of those, or leave targetPort out/, broken: to(9000), mended: [to(8080), to()] }],
};
