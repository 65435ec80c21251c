import { portsBeside, portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A target port of a server at which no container is known to listen. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'requests end in a refused connection, unless something that is injected into the Pods listens there',
  check({ record: { service: { targetPort } }, input, name }) {
    if (targetPort === undefined || input === undefined) return NOT_APPLICABLE;
    const ports = [...portsOf(input), ...portsBeside(input)];
    if (ports.some(({ number }) => number === targetPort)) return [];
    return [{ what: `targetPort ${targetPort} of the server ${name} is no port of the Pods, which have ${ports.map(port => `${port.name} (${port.number})`).join(', ')}`, fix: 'name one of those, or leave targetPort out' }];
  },
};
