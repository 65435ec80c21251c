import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Ports that the server is told to listen on, against those of the engine and against each other. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'two servers cannot listen on one port',
  pitfall: 14,
  topic: 'ports',
  check({ plan: { engine }, meant }) {
    const asked = meant.of('port').filter(({ row }) => row?.property === undefined);
    if (asked.length === 0) return NOT_APPLICABLE;
    const taken = new Map(Object.values(engine.ports).filter(port => port !== undefined).map(port => [String(port), 'the engine']));
    return asked.flatMap(({ values: [port], words }) => {
      const by = taken.get(port);
      if (port !== undefined && port !== '0') taken.set(port, show(words.join(' ')));
      return by === undefined ? [] : [{
        what: `${show(words.join(' '))} is a port that ${by} listens on`,
        fix: 'use a port that nothing else in the Pod listens on',
      }];
    });
  },
};
