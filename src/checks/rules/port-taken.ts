import { show } from '../../ground/errors';
import { longRunning, portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Ports that the server is told to listen on, and those of containers beside it, against those of the engine and against each other. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'two servers cannot listen on one port',
  pitfall: 14,
  topic: 'ports',
  check(subject) {
    const { plan: { engine } } = subject;
    const asked = subject.meant.of('port').filter(({ row }) => row?.property === undefined);
    const beside = longRunning(subject.plan).flatMap(({ name, ports = [] }) => ports.map(port => ({ name, port })));
    if (asked.length === 0 && beside.length === 0) return NOT_APPLICABLE;
    const taken = new Map(Object.values(engine.ports).filter(port => port !== undefined).map(port => [String(port), 'the engine']));
    const told = asked.flatMap(({ values: [port], words }) => taking(taken, port, show(words.join(' ')), 'use a port that nothing else in the Pod listens on'));
    return [
      ...told,
      ...beside.flatMap(({ name, port: { number, protocol = 'TCP' } }) => (
        taking(
          taken,
          protocol === 'TCP' ? String(number) : `${number}/${protocol}`,
          `port ${number} of the container ${name}`,
          'let it listen on a port that nothing else in the Pod listens on: all of them have one address',
        )
      )),
      ...namesTwice(subject),
    ];
  },
};

/** Takes a port for one who asks for it; says who has it already. */
function taking(taken: Map<string, string>, port: string | undefined, who: string, fix: string): Said[] {
  const by = port === undefined ? undefined : taken.get(port);
  if (port !== undefined && port !== '0') taken.set(port, who);
  return by === undefined ? [] : [{ what: `${who} is a port that ${by} listens on`, fix }];
}

/** Services and policies find ports by their names, whichever container has them. */
function namesTwice({ plan }: RuntimeSubject): Said[] {
  const taken = new Map(portsOf(plan).map(({ name }) => [name, 'the server']));
  return longRunning(plan).flatMap(({ name: who, ports = [] }) => ports.flatMap(({ name }): Said[] => {
    const by = taken.get(name);
    taken.set(name, `the container ${who}`);
    return by === undefined ? [] : [{
      what: `a port of the container ${who} is called ${show(name)}, as one of ${by}`,
      fix: 'give it a name that no other port of the Pod has: Services and policies find it by that',
    }];
  }));
}
