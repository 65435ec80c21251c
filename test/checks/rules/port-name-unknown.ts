import { JsonPatch } from 'cdk8s';
import { model, RuleExamples } from '../rule-examples';

const leadingTo = (targetPort: unknown) => (chart: Parameters<ReturnType<typeof model>>[0]) => (
  model()(chart).runtime.serviceObject.addJsonPatch(JsonPatch.add('/spec/ports/-', { name: 'web', port: 80, targetPort }))
);

export const examples: RuleExamples = {
  fires: leadingTo('admin'),
  holds: leadingTo('http'),
  says: /names the port "admin", and the containers have http/,
  fixes: [{
    fix: /name one of them in the patch or in service, give the number of the port, or acknowledge/,
    broken: leadingTo('admin'),
    mended: [leadingTo('http'), leadingTo(8080)],
  }],
};
