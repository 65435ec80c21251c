import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Objects that are meant to act on the model, and look for it in another namespace. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'an autoscaler and an Ingress find only objects in their own namespace, and so does any other route that names none; they do nothing without one',
  topic: 'neighbours',
  after: 'network-closed-to-route',
  check({ plan, context: { neighbours } }) {
    return neighbours.strays(plan).map(stray => ({
      what: `${stray}, and the app has none of that name but this model's`,
      fix: 'make it in a chart with the namespace of the model, or lead a route there with a ModelRoute, which brings the ReferenceGrant; '
        + 'acknowledge the finding when it is meant for another one that is not in the app',
    }));
  },
};
