import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Whether the makers of the server still look after it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nobody fixes its defects any more, security holes included',
  topic: 'maintenance',
  check({ plan: { engine: { name, _facts: { maintenance } } } }) {
    return !maintenance ? [] : [{
      what: `${name}: ${maintenance.notice} (${maintenance.source})`,
      fix: `move to ${maintenance.successor}, or acknowledge the finding`,
    }];
  },
};
