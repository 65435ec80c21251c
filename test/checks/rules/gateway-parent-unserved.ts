import { GatewayDialect, GatewayRef } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { ENVOY, GATEWAY, route } from '../traffic-examples';

const parents = [GatewayRef.service('models', { port: 8000 })];
const meshed = route({ gateway: { parents, dialect: GatewayDialect.ENVOY_GATEWAY } });

export const examples: RuleExamples = {
  fires: meshed,
  holds: route({ gateway: ENVOY }),
  spared: route({ gateway: GATEWAY }),
  says: /the parent of the route is the Service models, and the dialect is Envoy Gateway/,
  fixes: [{ fix: /name a Gateway: GatewayRef\.gateway\(…\), or leave dialect out for a service mesh/, broken: meshed, mended: [route({ gateway: ENVOY }), route({ gateway: { parents } })] }],
};
