import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Flags that make the server a member of a group over several Pods. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the server waits for the other members of its group for ever',
  topic: 'devices',
  check({ meant }) {
    const nodes = meant.of('nodes');
    if (nodes.length === 0) return NOT_APPLICABLE;
    return nodes.filter(({ means: { alone, alike }, values }) => {
      const value = values.join(' ');
      return !(alone?.test(value) || (alike !== undefined && value === (meant.valueOf(alike) ?? '1')));
    }).map(({ words }) => ({
      what: `${show(words.join(' '))} makes the server a part of a group over several Pods, and one Pod is all that is rendered`,
      fix: [
        'remove it, and use more accelerators in compute',
        'for one model over several nodes take an operator that makes such groups, as docs/comparison.md says',
      ].join('; '),
    }));
  },
};
