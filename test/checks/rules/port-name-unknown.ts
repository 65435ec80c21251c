import { ApiObject, JsonPatch } from 'cdk8s';
import { model, RuleExamples } from '../rule-examples';

const leadingTo = (targetPort: unknown) => (chart: Parameters<ReturnType<typeof model>>[0]) => (
  model()(chart).runtime.serviceObject.addJsonPatch(JsonPatch.add('/spec/ports/-', { name: 'web', port: 80, targetPort }))
);

/** A model whose NetworkPolicy somebody lets into one port, and out to another one. */
const letting = (port: unknown) => (chart: Parameters<ReturnType<typeof model>>[0]) => {
  const policy = model({ network: {} })(chart).node.findAll().filter(ApiObject.isApiObject).find(({ kind }) => kind === 'NetworkPolicy')!;
  policy.addJsonPatch(JsonPatch.add('/spec/ingress', [{ ports: [{ port }] }]), JsonPatch.add('/spec/egress/-', { ports: [{ port: 'elsewhere' }] }));
};

export const examples: RuleExamples = {
  fires: leadingTo('admin'),
  holds: leadingTo('http'),
  more: {
    fires: [letting('admin')],
    holds: [letting('http'), letting(9000), model({ network: {} })],
  },
  says: /names the port "admin", and the containers have http/,
  fixes: [{
    fix: /name one of them in the patch or in service, give the number of the port, or acknowledge/,
    broken: leadingTo('admin'),
    mended: [leadingTo('http'), leadingTo(8080)],
  }],
};
