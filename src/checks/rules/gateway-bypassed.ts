import { ServiceType } from '../../profiles/service-options';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { askedOf, ServerSubject } from '../traffic/server-subject';

/** A Service that is reached from outside, around the Gateway that holds what the server asks. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are not limited, and nobody is asked who they are',
  check(subject) {
    const { record: { service: { type } }, gateways, registerOnly, name } = subject;
    const asked = askedOf(subject);
    if (registerOnly || gateways.length === 0 || asked.length === 0) return NOT_APPLICABLE;
    if (type !== ServiceType.NODE_PORT && type !== ServiceType.LOAD_BALANCER) return [];
    return [{ what: `the Service ${name} has the type ${type}, and leads around the Gateway that holds ${asked.join(', ')}`, fix: 'leave type out: the Gateway is reached from outside' }];
  },
};
