import { portsBeside, portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** Something that leads to a port of Pods: a server, or a pool. */
export interface Ported extends Pick<ServerSubject, 'name' | 'input'> {
  readonly record: { readonly service: { readonly targetPort?: number } };
  /** What it is, where it is no server. */
  readonly kind?: string;
}

/** A target port of a server or a pool at which no container is known to listen. */
export const rule: Rule<Ported> = {
  severity: Severity.WARNING,
  why: 'requests end in a refused connection, unless something that is injected into the Pods listens there',
  check({ record: { service: { targetPort } }, input, name, kind = 'server' }) {
    if (targetPort === undefined || input === undefined) return NOT_APPLICABLE;
    const ports = [...portsOf(input), ...portsBeside(input)];
    if (ports.some(({ number }) => number === targetPort)) return [];
    return [{
      what: `targetPort ${targetPort} of the ${kind} ${name} is no port of the Pods, which have `
      + `${ports.map(port => `${port.name} (${port.number})`).join(', ')}`,
      fix: 'name one of those, or leave targetPort out',
    }];
  },
};
