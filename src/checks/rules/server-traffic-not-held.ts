import { holdersOf } from '../../render/traffic/dialects';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { askedOf, ServerSubject } from '../traffic/server-subject';

/** A server that asks for what only a Gateway holds, and to which none leads. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.ERROR,
  why: 'a Service passes every request on: it has no timeouts, retries, limits or authentication',
  check(subject) {
    if (subject.registerOnly) return NOT_APPLICABLE;
    const asked = askedOf(subject);
    if (asked.length === 0 || subject.gateways.length > 0) return [];
    const fix = 'give gateway, or lead a ModelRoute here';
    const needsDialect = asked.some(setting => setting !== 'routing.timeout');
    return [{
      what: `${asked.join(', ')} of the server ${subject.name} ${asked.length === 1 ? 'is' : 'are'} held by nothing: no Gateway leads here`,
      fix: `${needsDialect ? `${fix}; ${holdersOf('retries')}` : fix}; or give registerOnly: true where something else serves it`,
    }];
  },
};
