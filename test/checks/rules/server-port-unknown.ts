import { RuleExamples } from '../rule-examples';
import { server } from '../traffic-examples';

const to = (targetPort?: number) => server({ service: { targetPort } });

export const examples: RuleExamples = {
  fires: to(9000),
  holds: to(8080),
  spared: to(),
  says: /targetPort 9000 of the server model-server is no port of the Pods, which have http \(8080\)/,
  fixes: [{ fix: /name one of those, or leave targetPort out/, broken: to(9000), mended: [to(8080), to()] }],
};
